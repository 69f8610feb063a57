"""Creators: the shortlist that reaches most people once, and the sheet that it is chosen from."""

from planner.ui import creators, frame

with frame.open_page("creators") as work:
    creators.summary(work)
    task = creators.tabs(work)
    creators.decisions(work)
    creators.run(task)  # last, so that the rest of the page stands meanwhile
