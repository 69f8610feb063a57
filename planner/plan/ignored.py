"""Whether git leaves contacts.yaml alone, and the line that makes it do so."""

from __future__ import annotations

from pathlib import Path

from planner.errors import StoreError
from planner.plan import files, gitrun
from planner.plan.contacts import FILE

IGNORE = ".gitignore"
NOTICE = "# People's names and addresses stay on each computer.\n"
TRACKED = (
    f"git keeps {FILE} already, so that the new line does not help: run `git rm --cached {FILE}` "
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
    beside = gitrun.answer(folder.parent, "rev-parse", "--is-inside-work-tree") == "true"
    path, line = (folder.parent / IGNORE, f"*/{FILE}") if beside else (folder / IGNORE, FILE)
    with files.storing(path):
        before = path.read_text("utf-8") if path.exists() else ""
        gap = "\n" if before and not before.endswith("\n") else ""
        files.write_text(path, f"{before}{gap}{NOTICE}{line}\n")
    if ignored(folder) is False:
        raise StoreError(TRACKED)
    return path
