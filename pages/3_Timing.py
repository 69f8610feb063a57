"""Timing: when each region opens, what it waits for, and other dates."""

import streamlit as st

from planner.ui import fields, frame, timing

with frame.open_page("timing") as work:
    if timing.summary(work):
        timing.chart(work)
        timing.dates(work)
        st.subheader("One region", anchor=False)
        region = fields.region_picker(work)
        if region:
            timing.why(work, region)
            timing.one_region(work, region)
    timing.decisions(work)
    st.subheader("Window and team", anchor=False)
    timing.inputs(work)
