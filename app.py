"""Start: the campaigns and their versions, and a new one."""

import streamlit as st

from planner.ui import frame, start, words

frame.open_start()
st.write(words.WELCOME)
st.write(words.FIRST_STEPS)
st.subheader("Campaigns", anchor=False)
start.campaigns()
start.openings()
st.subheader("New campaign", anchor=False)
start.new_campaign()
