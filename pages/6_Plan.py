"""Plan: media by week, what to check, what changed, saving a version, the versions so far."""

import streamlit as st

from planner.ui import frame, saving

with frame.open_page("plan") as work:
    saving.summary(work)
    saving.chart(work)
    saving.why(work)
    st.subheader("Checks", anchor=False)
    saving.review(work)
    st.subheader("Changes since the saved plan", anchor=False)
    saving.changes(work)
    saving.save_form(work)
    st.subheader("Versions", anchor=False)
    saving.versions(work)
    saving.download(work)
