"""Spend: the whole budget to the cent, and media by region and channel."""

import streamlit as st

from planner.ui import fields, frame, spend

with frame.open_page("spend") as work:
    if spend.summary(work):
        spend.chart(work)
        names = ["Whole budget", "Media by region and channel"]
        budget, media = st.tabs(names, key="tables", on_change="rerun")
        with budget:
            if budget.open:
                spend.budget(work)
        with media:
            if media.open:
                spend.cells(work)
        st.subheader("One region", anchor=False)
        region = fields.region_picker(work)
        if region:
            spend.why(work, region)
            spend.one_cell(work, region)
    spend.decisions(work)
    st.subheader("Budget and limits", anchor=False)
    spend.inputs(work)
