"""Whether git leaves contacts.yaml alone, and the lines that make it do so."""

from __future__ import annotations

from pathlib import Path

from planner.errors import StoreError
from planner.plan import gitrun, gitsetup
from planner.plan.contacts import FILE

TRACKED = (
    f"git keeps {FILE} already, so that .gitignore does not help: run `git rm --cached {FILE}` "
    "in the campaign's folder and commit. Earlier commits still hold it."
)


def ignored(folder: Path) -> bool | None:
    """Return whether git ignores the people of the campaign in `folder`; None without git there."""
    try:
        done = gitrun.git(folder, "check-ignore", "--quiet", FILE)
    except StoreError:  # there is no git
        return None
    return {0: True, 1: False}.get(done.returncode)


def ignore(folder: Path) -> Path:
    """Let git ignore the people of this campaign and of those beside it; return the changed file.

    Raises:
        StoreError: the file cannot be written; or git keeps the people already, and what to do.
    """
    found = gitsetup.repository(folder)
    piece = gitsetup.left_alone(found)
    if piece.change and not piece.ready:
        piece.change()
    if ignored(folder) is False:
        raise StoreError(TRACKED)
    return found.top / ".gitignore"
