"""A plan as it stood in a revision of git; nothing of the repository is changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

from planner.errors import InputError, Problem, StoreError
from planner.model.plan import Plan
from planner.plan.decode import text_of
from planner.plan.parse import parse

SECONDS = 60
"""More than git needs for one file, on a network drive too."""


def plan_at(path: Path, revision: str) -> Plan:
    """Return the plan in the file `path` as it stands in `revision`, such as main or HEAD~2.

    Raises:
        InputError: git knows no such revision, the file is not in it, or it has faults there.
        StoreError: there is no git, or the file lies in no repository.
    """
    commit = _commit(path.parent, revision)
    done = _git(path.parent, "cat-file", "blob", f"{commit}:./{path.name}")
    if done.returncode:
        hint = "Choose a revision in which it was committed already."
        raise InputError(Problem(f"is not in {revision}", str(path), hint=hint))
    name = f"{revision}:{path}"
    return parse(text_of(done.stdout, name), name)


def _commit(folder: Path, revision: str) -> str:
    if _git(folder, "rev-parse", "--git-dir").returncode:
        raise StoreError(f"{folder.absolute()} lies in no git repository.")
    found = None if revision.startswith("-") else _verified(folder, revision)
    if not found:
        hint = "Name a branch, a tag or a commit; `git branch -a` lists branches."
        raise InputError(
            Problem("is no revision that git knows", field="since", value=revision, hint=hint)
        )
    return found


def _verified(folder: Path, revision: str) -> str:
    done = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return done.stdout.decode().strip() if done.returncode == 0 else ""


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder.absolute()), *words]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603  # git itself
    except FileNotFoundError:
        raise StoreError("git was not found. Install it, or compare two files.") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StoreError(f"git gave no answer: {error}.") from None
