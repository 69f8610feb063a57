"""Timing: when each region opens, what each week would bring, what waits for what, the rules."""

import streamlit as st

from planner.ui import (
    fields,
    frame,
    timing,
    timing_critical,
    timing_map,
    timing_others,
    timing_region,
    timing_rules,
    timing_tabs,
)

with frame.open_page("timing") as work:
    heat = others = region = None
    if timing.summary(work):
        timing.conflicts(work)
        timing.warnings(work)
        heat = st.container()
        timing_tabs.schedule(work)
        st.subheader("One region", anchor=False)
        region = fields.region_picker(work)
        if region:
            others = timing_region.one_region(work, region)
            timing_region.why(work, region)
        timing_critical.section(work)
        timing_tabs.questions(work)
    timing.decisions(work)
    st.subheader("Window and rules", anchor=False)
    timing_rules.window(work)
    timing_tabs.rules(work)
    timing_tabs.clearance(work)
    if heat is not None:  # last, so that the rest of the page stands meanwhile
        with heat:
            found = timing_map.heat_map(work)
        if others is not None and region:
            with others:
                timing_others.other_dates(work, region, found)
