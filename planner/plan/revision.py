"""A plan as it stood in a revision of git; nothing of the repository is changed."""

from __future__ import annotations

from pathlib import Path

from planner.errors import InputError, Problem, StoreError
from planner.model.plan import Plan
from planner.plan.decode import text_of
from planner.plan.gitrun import answer, git
from planner.plan.parse import parse


def plan_at(path: Path, revision: str) -> Plan:
    """Return the plan in the file `path` as it stands in `revision`, such as main or HEAD~2.

    Raises:
        InputError: git knows no such revision, the file is not in it, or it has faults there.
        StoreError: there is no git, or the file lies in no repository.
    """
    commit = _commit(path.parent, revision)
    done = git(path.parent, "cat-file", "blob", f"{commit}:./{path.name}")
    if done.returncode:
        hint = "Choose a revision in which it was committed already."
        raise InputError(Problem(f"is not in {revision}", str(path), hint=hint))
    name = f"{revision}:{path}"
    return parse(text_of(done.stdout, name), name)


def _commit(folder: Path, revision: str) -> str:
    if git(folder, "rev-parse", "--git-dir").returncode:
        raise StoreError(f"{folder.absolute()} lies in no git repository.")
    asked = f"{revision}^{{commit}}"
    option = revision.startswith("-")  # which git would obey
    found = "" if option else answer(folder, "rev-parse", "--verify", "--quiet", asked)
    if not found:
        hint = "Name a branch, a tag or a commit; `git branch -a` lists branches."
        raise InputError(
            Problem("is no revision that git knows", field="since", value=revision, hint=hint)
        )
    return found
