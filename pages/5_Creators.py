"""Creators: the sheet of candidates, and the shortlist that reaches most people once."""

import streamlit as st

from planner.ui import creators, frame
from planner.ui.guard import guarded

with frame.open_page("creators") as work:
    creators.summary(work)
    creators.chart(work)
    creators.shortlist(work)
    creators.why(work)
    with guarded("The creator sheet can't be read. Correct the file in an editor:"):
        people = creators.read(work)
        st.subheader("Put in or leave out", anchor=False)
        creators.include(work, people)
        creators.decisions(work)
        st.subheader("Creator sheet", anchor=False)
        creators.edit_sheet(work, people)
