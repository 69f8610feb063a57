"""Audience: who could come in each region, and when they go to the cinema."""

import streamlit as st

from planner.ui import (
    audience,
    audience_coverage,
    audience_forecast,
    audience_sources,
    fields,
    frame,
)

with frame.open_page("audience") as work:
    audience.summary(work)
    audience_coverage.matrix(work)
    st.subheader("Forecast", anchor=False)
    region = fields.region_picker(work)
    chart = st.container()
    audience.regions(work)
    task = audience_sources.panel(work)
    audience_sources.files(work)
    st.subheader("Regions", anchor=False)
    audience.choose_regions(work)
    with chart:  # later, since a forecast takes a while the first time
        if region:
            audience_forecast.forecast(work, region)
            audience.why(work, region)
    audience_sources.run(task)  # last, so that the rest of the page stands meanwhile
