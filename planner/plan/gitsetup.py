"""Sets a git repository up for plans: diff and merge by meaning, and what git leaves alone.

Undo: `git config --remove-section diff.microhit` and `git config --remove-section merge.microhit`,
delete the lines that name Microhit from .gitattributes and .gitignore, and the file
hooks/pre-commit in git's own folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from planner.errors import StoreError
from planner.plan import decode, githook, gitrun
from planner.plan.files import PLAN, storing, write_text
from planner.plan.githook import CHECKOUT, program

WORKFLOW = ".github/workflows/plans.yml"
ANY = "any-campaign"
"""Stands for a campaign's folder, whatever its name is, where git is asked about its files."""
PRIVATE = ("contacts.yaml", ".lock", ".saving-a.tmp")
"""What git is to leave alone in each campaign."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository, and where its campaigns lie in it, as git's patterns write it."""

    top: Path
    prefix: str
    """The folder of campaigns: `campaigns/`, or nothing where that is the repository itself."""
    each: str = "*/"
    """Every campaign in that folder; nothing where the repository is a campaign."""

    def file(self, name: str) -> str:
        """Return the path of a file in a campaign, whatever its name is, to ask git about."""
        return f"{self.prefix}{self.each.replace('*', ANY)}{name}"

    def pattern(self, name: str) -> str:
        """Return git's pattern for a file in each campaign."""
        return f"{self.prefix}{self.each}{name}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the set-up: what it gives, whether it is there, and how it gets there."""

    what: str
    ready: bool
    change: Callable[[], None] | None = None
    """None where a person has to do it."""
    hint: str = ""


def repository(folder: Path) -> Repository:
    """Return the repository of `folder`, which holds campaigns, is one, or has them below it.

    Raises:
        StoreError: the folder does not exist or lies in no repository, or there is no git.
    """
    if not folder.is_dir():
        raise StoreError(f"{folder} is no folder. Name the one that holds your campaigns.")
    top = gitrun.answer(folder, "rev-parse", "--show-toplevel")
    if not top:
        raise StoreError(f"{folder} lies in no git repository. Make it one with: git init")
    here, root = folder.resolve(), Path(top).resolve()
    if (here / PLAN).exists():
        if here == root:
            return Repository(root, "", "")
        here = here.parent
    elif (here / "campaigns").is_dir():
        here = here / "campaigns"
    return Repository(root, "" if here == root else f"{here.relative_to(root).as_posix()}/")


def pieces(found: Repository, *, hook: bool, workflow: bool) -> Iterator[Piece]:
    """Yield the parts of the set-up, those asked for."""
    yield from _drivers(found)
    yield _attributes(found)
    yield left_alone(found)
    if hook:
        yield _hook(found)
    if workflow:
        yield _workflow(found)


def _drivers(found: Repository) -> Iterator[Piece]:
    merge = f"{program().replace('%', '%%')} merge --git %O %A %B %P"
    yield _configured(
        found,
        "git diff tells changes of a plan in words",
        {"diff.microhit.command": f"{program()} diff --git"},
    )
    yield _configured(
        found,
        "git merge, pull and rebase join plans field by field",
        {
            "merge.microhit.name": "plans by meaning",
            "merge.microhit.driver": merge,
            "merge.microhit.recursive": "binary",  # no marks inside what two plans stem from
        },
    )


def _configured(found: Repository, what: str, wanted: dict[str, str]) -> Piece:
    missing = {
        key: value
        for key, value in wanted.items()
        if gitrun.answer(found.top, "config", key) != value
    }

    def change() -> None:
        for key, value in missing.items():
            gitrun.told_to(found.top, "config", key, value)

    return Piece(what, not missing, change)


def _attributes(found: Repository) -> Piece:
    plan, version = found.pattern(PLAN), found.pattern("v*.yaml")
    wanted = {
        f"{_quoted(plan)} text eol=lf diff=microhit merge=microhit": (PLAN, "microhit"),
        f"{_quoted(version)} text eol=lf -diff -merge linguist-generated": ("v001.yaml", "unset"),
    }
    missing = [line for line, (name, value) in wanted.items() if not _has(found, name, value)]
    notice = "# Microhit: a plan is compared and merged by meaning, its frozen versions not at all."
    change = partial(_append, found.top / ".gitattributes", [notice, *missing])
    return Piece(".gitattributes names the files that this is for", not missing, change)


def _quoted(pattern: str) -> str:
    return f'"{pattern}"' if " " in pattern else pattern


def _has(found: Repository, name: str, value: str) -> bool:
    """Return whether git diffs and merges a campaign's file so."""
    said = gitrun.answer(found.top, "check-attr", "-z", "diff", "merge", "--", found.file(name))
    return said.split("\0")[2::3] == [value, value]


def left_alone(found: Repository) -> Piece:
    """Return the part by which git leaves people's names and unfinished saves alone."""
    missing = [name for name in PRIVATE if not _is_ignored(found, found.file(name))]
    lines = [found.pattern(name).replace("-a.", "-*.") for name in missing]
    notice = "# Microhit: people's names and addresses, and what a save needs for a moment."
    change = partial(_append, found.top / ".gitignore", [notice, *lines])
    return Piece(".gitignore keeps contacts.yaml and unfinished saves out", not missing, change)


def _is_ignored(found: Repository, path: str) -> bool:
    return gitrun.git(found.top, "check-ignore", "--quiet", "--no-index", path).returncode == 0


def _append(path: Path, lines: list[str]) -> None:
    """Add lines to a file of git's, which keeps its own line ends."""
    if path.is_symlink():
        raise StoreError(f"{path} is a link, which git does not follow. Put a file in its place.")
    before = decode.read_file(path, kind="a list for git") if path.exists() else ""
    end = "\r\n" if "\r\n" in before else "\n"
    gap = end if before and not before.endswith("\n") else ""
    write_text(path, end.join([f"{before}{gap}{lines[0]}", *lines[1:], ""]))


def _hook(found: Repository) -> Piece:
    """Return the hook; another program's is never changed."""
    path = githook.path_of(found.top)
    what = "git commit checks the plans that it is about to keep"
    with storing(path):
        text = path.read_text("utf-8", "replace") if path.exists() else ""
    wanted = githook.script(found.prefix)
    if text and githook.MARK not in text:
        ready = githook.CALL in text
        line = f"{githook.call(found.prefix)} || exit 1"
        return Piece(what, ready, None, f"{path} is another program's. Add this line to it: {line}")
    return Piece(what, text == wanted, partial(githook.install, path, wanted))


def _workflow(found: Repository) -> Piece:
    what = "a pull request on GitHub is checked, and told in words"
    path, text = found.top / WORKFLOW, (CHECKOUT / WORKFLOW).read_text("utf-8")
    if not (found.top / "planner" / "__main__.py").exists():
        hint = (
            f"It runs Microhit from the same repository. Copy {CHECKOUT / WORKFLOW} and adapt it."
        )
        return Piece(what, path.exists(), None, hint)
    return Piece(what, path.exists(), partial(write_text, path, text))
