"""Partners: each region's brief, in the partner's language."""

import streamlit as st

from planner.ui import contacts, fields, frame, partners

with frame.open_page("partners") as work:
    if partners.summary(work):
        left, right = st.columns(2)
        with left:
            region = fields.region_picker(work)
        if region:
            with right:
                language = partners.language_picker(work, region)
            people = contacts.known(work)
            partners.downloads(work, region, language, people)
            brief = partners.content(work, region, language, people)
            partners.pages(work, region, brief)
            partners.why(work, region, language, brief)
    st.subheader("Partners and rights", anchor=False)
    partners.names(work)
    contacts.section(work)
