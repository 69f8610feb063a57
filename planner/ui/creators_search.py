"""Page Creators, looking for channels on YouTube: what it costs, what it finds, why it is shown."""

from __future__ import annotations

from planner.ui.audience_tasks import Task
from planner.ui.session import Work


def panel(work: Work) -> Task | None:
    """Draw the panel; return the search that was started."""
    del work
    return None


def run(task: Task | None) -> None:
    """Do the search that was started, now that the rest of the page stands."""
    if task is not None:
        task.run()
