"""Plan: its status, saving, checks, changes, versions, decisions, sign-offs, the file, sharing."""

from planner.ui import frame, plan

with frame.open_page("plan") as work:
    plan.summary(work)
    plan.top(work)
    plan.tabs(work)
