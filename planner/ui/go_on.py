"""Goes on from another plan: a frozen version, or what two people's plans make together."""

from __future__ import annotations

from planner.model.plan import Plan
from planner.plan import history, store
from planner.ui import cache, session
from planner.ui.session import Work


def edit_from(work: Work) -> None:
    """Make the frozen version on screen an unsaved change of the working plan."""
    session.keep(_working(work), work.plan)


def rebase(work: Work, plan: Plan) -> None:
    """Make `plan` an unsaved change of plan.yaml as it is now, whatever it was made from."""
    start = _working(work)
    stamps = {name: getattr(start.plan, name) for name in history.STAMPS}
    session.keep(start, plan.model_copy(update=stamps))
    session.move_to(start.plan.version)


def _working(work: Work) -> Work:
    """Return the working plan as it is saved."""
    found = cache.snapshot(work.folder / store.PLAN)
    return Work(work.slug, work.folder, found.plan, found.plan, found.digest)
