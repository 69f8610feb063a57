"""Whether git leaves contacts.yaml alone, and the line that makes it do so."""

from __future__ import annotations

import subprocess
from pathlib import Path

from planner.errors import StoreError
from planner.plan import files
from planner.plan.contacts import FILE

IGNORE = ".gitignore"
NOTICE = "# People's names and addresses stay on each computer.\n"
SECONDS = 20.0
"""More than git needs to answer on a network drive."""
TRACKED = (
    f"git keeps {FILE} already, so that the new line does not help: run `git rm --cached {FILE}` "
    "in the campaign's folder and commit. Earlier commits still hold it."
)


def ignored(folder: Path) -> bool | None:
    """Return whether git ignores the people of the campaign in `folder`; None without git there."""
    code = _git(folder, "check-ignore", "--quiet", FILE)
    return {0: True, 1: False}.get(code) if code is not None else None


def ignore(folder: Path) -> Path:
    """Let git ignore the people of this campaign and of those beside it; return the changed file.

    Raises:
        StoreError: the file cannot be written; or git keeps the people already, and what to do.
    """
    beside = _git(folder.parent, "rev-parse", "--is-inside-work-tree") == 0
    path, line = (folder.parent / IGNORE, f"*/{FILE}") if beside else (folder / IGNORE, FILE)
    with files.storing(path):
        before = path.read_text("utf-8") if path.exists() else ""
        gap = "\n" if before and not before.endswith("\n") else ""
        files.write_text(path, f"{before}{gap}{NOTICE}{line}\n")
    if ignored(folder) is False:
        raise StoreError(TRACKED)
    return path


def _git(folder: Path, *words: str) -> int | None:
    """Return what git's answer ends with, None where there is no git."""
    command = ["git", "-C", str(folder.absolute()), *words]
    try:
        done = subprocess.run(  # noqa: S603  # git itself, with words of ours
            command, capture_output=True, check=False, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode
