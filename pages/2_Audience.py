"""Audience: who could come in each region, and when they go to the cinema."""

import streamlit as st

from planner.ui import audience, fields, frame

with frame.open_page("audience") as work:
    audience.summary(work)
    region = fields.region_picker(work)
    chart = st.container()
    audience.regions(work)
    st.subheader("Regions", anchor=False)
    audience.choose_regions(work)
    st.subheader("Audience tables", anchor=False)
    audience.files(work)
    audience.upload(work)
    with chart:  # last, since a forecast takes a while the first time
        if region:
            audience.forecast(work, region)
            audience.why(work, region)
