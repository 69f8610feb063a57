"""Timing: when each region opens, what each week would bring, what waits for what, the rules."""

import streamlit as st

from planner.ui import fields, frame, timing, timing_map

with frame.open_page("timing") as work:
    heat = None
    if timing.summary(work):
        heat = st.container()
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
    if heat is not None:  # last, so that the rest of the page stands meanwhile
        with heat:
            timing_map.heat_map(work)
