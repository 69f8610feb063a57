"""What git holds of a campaign's versions while a merge is unfinished; it is only read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.plan.files import VERSION
from planner.plan.gitrun import answer, told_to

OURS, THEIRS = "2", "3"
"""What git calls the two sides of a file that it could not merge."""
ENDS = {
    "MERGE_HEAD": "git commit",
    "REBASE_HEAD": "git rebase --continue",
    "CHERRY_PICK_HEAD": "git cherry-pick --continue",
}
"""Where the other side's commit stands, by what is being done, and how that is ended."""


@dataclass(frozen=True, slots=True)
class Staged:
    """One side of a version's file: its bytes, and whether git waits for a decision about it."""

    name: str
    side: str
    content: bytes
    open: bool


def unmerged(folder: Path) -> list[str]:
    """Return the names of the files in `folder` that an unfinished merge has left open."""
    return sorted({name for name, _, _ in _open(folder)})


def ending(folder: Path) -> str:
    """Return the command that ends what is unfinished, once all files are settled."""
    known = (end for rev, end in ENDS.items() if answer(folder, "rev-parse", "-q", "--verify", rev))
    return next(known, "git commit")


def staged(folder: Path) -> list[Staged]:
    """Return the versions in which the two sides of an unfinished merge differ.

    Empty where there is no git, no repository or no unfinished merge.

    Raises:
        StoreError: git gave no answer.
    """
    left = [row for row in _open(folder) if VERSION.fullmatch(row[0])]
    found = [Staged(name, side, _blob(folder, blob), open=True) for name, side, blob in left]
    trees = _trees(folder) if left else []
    for side, name, blob in trees:
        if not any(one.name == name and one.side == side for one in found):
            found.append(Staged(name, side, _blob(folder, blob), open=False))
    return found


def _open(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, side and blob of what is open; in `folder` itself, not in folders below."""
    if shutil.which("git") is None:
        return
    for line in _lines(folder, "ls-files", "-u", "-z", "--", "."):
        state, name = line.split("\t", 1)
        _, blob, side = state.split(" ")
        if "/" not in name and side in (OURS, THEIRS):
            yield name, side, blob


def _trees(folder: Path) -> list[tuple[str, str, str]]:
    """Return side, name and blob of each version that only one of the two commits has so."""
    theirs = next((tree for rev in ENDS if (tree := _tree(folder, rev))), {})
    ours = _tree(folder, "HEAD") if theirs else {}
    alone = [(OURS, *row) for row in ours.items() - theirs.items()]
    return sorted(alone + [(THEIRS, *row) for row in theirs.items() - ours.items()])


def _tree(folder: Path, revision: str) -> dict[str, str]:
    rows = (line.split("\t", 1) for line in _lines(folder, "ls-tree", "-z", revision))
    return {name: state.split(" ")[2] for state, name in rows if VERSION.fullmatch(name)}


def _blob(folder: Path, blob: str) -> bytes:
    return told_to(folder, "cat-file", "blob", blob)


def _lines(folder: Path, *words: str) -> list[str]:
    return [line for line in answer(folder, *words).split("\0") if line]
