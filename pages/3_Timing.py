"""Timing: when each region opens, what each week would bring, what waits for what, the rules."""

import streamlit as st

from planner.ui import (
    culture,
    fields,
    frame,
    timing,
    timing_critical,
    timing_map,
    timing_others,
    timing_region,
    timing_rivals,
    timing_rules,
)

with frame.open_page("timing") as work:
    heat = others = region = None
    if timing.summary(work):
        timing.conflicts(work)
        timing.warnings(work)
        heat = st.container()
        timeline, listed = st.tabs(["Timeline", "List of dates"], key="timing.dates")
        with timeline:
            timing.chart(work)
        with listed:
            timing.dates(work)
        st.subheader("One region", anchor=False)
        region = fields.region_picker(work)
        if region:
            others = timing_region.one_region(work, region)
            timing_region.why(work, region)
        timing_critical.section(work)
        culture.section(work)
    timing.decisions(work)
    st.subheader("Window and rules", anchor=False)
    timing_rules.window(work)
    parts = {
        "Who sets each date": timing_rules.releases,
        "Order": timing_rules.order,
        "Apart": timing_rules.apart,
        "Together": timing_rules.together,
        "Closed days": timing_rules.blackouts,
        "Competing titles": timing_rivals.competitors,
        "Big events": timing_rivals.happenings,
    }
    for tab, draw in zip(st.tabs(list(parts), key="timing.rules"), parts.values(), strict=True):
        with tab:
            draw(work)
    if heat is not None:  # last, so that the rest of the page stands meanwhile
        with heat:
            found = timing_map.heat_map(work)
        if others is not None and region:
            with others:
                timing_others.other_dates(work, region, found)
