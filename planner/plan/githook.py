"""The pre-commit hook: what git is about to keep, as it is staged, not as it lies in the folder."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from planner.plan import gitrun
from planner.plan.contacts import FILE
from planner.plan.files import PLAN, storing, write_text

CHECKOUT = Path(__file__).resolve().parents[2]
CALL = "git hook"
MARK = "# Microhit checks plans before git keeps them."
"""The first words of a hook that is ours to change."""
SCRIPT = """#!/bin/sh
{mark}
# Past it, once: git commit --no-verify. For good: delete this file.
git diff --cached --quiet --no-ext-diff -- {campaigns} && exit 0
[ -x {python} ] && [ -e {checkout}/planner ] || {{
  echo "Microhit has moved, so plans are not checked. Run its command again: git setup --hook" >&2
  exit 0
}}
{call}
"""
OF_GIT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git tells its hooks, and what would mislead whoever asks git about another folder."""


def program() -> str:
    """Return how git's shell starts this Microhit from any folder; Windows' git brings a shell."""
    return f"PYTHONPATH={_shell(CHECKOUT)} {_shell(Path(sys.executable))} -P -m planner"


def call(prefix: str) -> str:
    """Return how a hook calls Microhit; `prefix` is the campaigns' folder, as `campaigns/`."""
    return f"{program()} {CALL} {shlex.quote(prefix)}"


def script(prefix: str) -> str:
    """Return the text of the hook for campaigns below `prefix`."""
    return SCRIPT.format(
        mark=MARK,
        campaigns=shlex.quote(f":(top){prefix}"),
        python=_shell(Path(sys.executable)),
        checkout=_shell(CHECKOUT),
        call=call(prefix),
    )


def _shell(path: Path) -> str:
    return shlex.quote(path.as_posix())


def path_of(top: Path) -> Path:
    """Return where git looks for the hook: worktrees share it, and core.hooksPath moves it."""
    return top / gitrun.answer(top, "rev-parse", "--git-path", "hooks") / "pre-commit"


def install(path: Path, text: str) -> None:
    """Write the hook and let it be run."""
    write_text(path, text)
    with storing(path):
        path.chmod(0o755)


def staged_campaigns(top: Path, prefix: str) -> list[str]:
    """Return the folders of the campaigns below `prefix` in which something is staged."""
    listed = _names(gitrun.told_to(top, "ls-files", "-z", "--", f"{prefix}*{PLAN}"))
    folders = {PurePosixPath(name).parent for name in listed if PurePosixPath(name).name == PLAN}
    words = ("diff", "--cached", "--name-only", "--no-renames", "--no-ext-diff", "-z")
    changed = map(PurePosixPath, _names(gitrun.told_to(top, *words)))
    return sorted({str(one) for name in changed for one in name.parents if one in folders})


def staged_people(top: Path, campaigns: Iterable[str]) -> list[str]:
    """Return the lists of people that are staged, but for those that .gitignore lets in by name."""
    listed = [
        name
        for folder in campaigns
        for name in _names(gitrun.told_to(top, "ls-files", "-z", "--", f"{folder}/{FILE}"))
    ]
    return [name for name in listed if not _let_in(top, name)]


def export(top: Path, campaigns: Iterable[str], target: Path) -> list[Path]:
    """Write the staged files of the campaigns into `target`; return each one's folder there.

    Files that git is told to ignore, such as tables that may not be passed on, come with them.
    """
    found = list(campaigns)
    places = [f":(top,literal){folder}" for folder in found]
    files = gitrun.told_to(top, "ls-files", "-z", "--", *places)
    out = f"--prefix={target.as_posix()}/"
    gitrun.told_to(top, "checkout-index", "-z", "--stdin", out, given=files)
    ignored = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", *places)
    for name in _names(gitrun.told_to(top, *ignored)):
        _copy(top / name, target / name)
    return [target / folder for folder in found]


def _copy(source: Path, target: Path) -> None:
    with suppress(OSError):  # what can't be read can't be checked
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def leave_git() -> None:
    """Forget what git told this process as its hook."""
    for name in OF_GIT:
        os.environ.pop(name, None)


def _let_in(top: Path, name: str) -> bool:
    """Return whether a line such as `!campaigns/sample/contacts.yaml` lets a file in."""
    said = gitrun.answer(top, "check-ignore", "--no-index", "--verbose", name)
    return said.partition("\t")[0].split(":", 2)[-1].startswith("!")


def _names(listed: bytes) -> list[str]:
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]
