"""Spend: the whole budget to the cent, media by region and channel, and what it rests on."""

import streamlit as st

from planner.ui import fields, frame, spend, spend_inputs, spend_more, spend_region

with frame.open_page("spend") as work:
    if spend.summary(work):
        spend.money(work)
        st.subheader("One region", anchor=False)
        region = fields.region_picker(work)
        if region:
            spend_region.one_region(work, region)
        spend_more.parts(work)
    spend.decisions(work)
    st.subheader("Budget and limits", anchor=False)
    spend_inputs.inputs(work)
