"""Finds a campaign's versions wherever two people's saves have left them.

Beside v004.yaml that may be a copy which a synced drive made (`v004 (1).yaml`, `v004-Nino.yaml`),
both sides of an unfinished git merge, in git or as marks in the file, and files of somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from planner.errors import InputError, MicrohitError, Problem
from planner.plan import decode, gitindex
from planner.plan.conflicts import BLOCK, MARK, conflicts
from planner.plan.files import VERSION
from planner.plan.lineage import NUMBERED, Item, said
from planner.plan.numbers import names, numbered
from planner.plan.parse import parse

COPY = re.compile(r"v([0-9]{3,6})(?![0-9]).*\.yaml(?:[.~].*)?")
"""v004 (1).yaml, v004 2.yaml, v004-Nino.yaml, v004 (conflicted copy 2026-11-24).yaml,
v004.sync-conflict-20261124.yaml, v004.yaml.orig."""
BLOCKS = re.compile(f"(?:{BLOCK.pattern})+")
Key = tuple[int, bytes]


@dataclass(slots=True)
class Found:
    """The versions of a campaign: each once, and where they lie in its folder.

    `plain` are the bytes of each vNNN.yaml, `copies` the versions that each copy holds, `left` the
    files that can't be used and stay as they are.
    """

    versions: dict[Key, Item] = field(default_factory=dict)
    plain: dict[int, bytes] = field(default_factory=dict)
    copies: dict[Path, list[Key]] = field(default_factory=dict)
    left: dict[Path, MicrohitError] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    """Files that an unfinished git merge has left open."""

    def add(
        self, path: Path, content: bytes, number: int | None, sides: Iterable[str] = ()
    ) -> list[Key]:
        """Take in the version, or the two, that `content` of the file `path` holds."""
        items = list(_items(path, content, number, frozenset(sides)))
        for item in items:
            known = self.versions.setdefault(key(item), item)
            self.versions[key(item)] = replace(known, sides=known.sides | item.sides)
        return [key(item) for item in items]

    def add_past(self, folder: Path, staged: Iterable[gitindex.Staged]) -> None:
        """Take in the versions of one side's history that have got another number since."""
        renamed = {said(item.content) for item in self.versions.values()} if staged else set()
        for one in staged:
            with suppress(InputError):  # nobody needs to mend the past
                sides = frozenset({one.side})
                for item in _items(folder / one.name, one.content, _number(one.name), sides):
                    if said(item.content) in renamed:
                        self.versions.setdefault(key(item), replace(item, past=True))


def find(folder: Path, others: Sequence[Path] = ()) -> Found:
    """Return the versions in `folder`, in git's unfinished merge there, and in the files `others`.

    One of `others` may be a folder: then its versions are meant.

    Raises:
        InputError: a file of `others`, or a side of the merge, is no version of this campaign; or
            a version that can't be read shares its number with others.
        StoreError: a file can't be read.
    """
    found = Found(open=gitindex.unmerged(folder))
    staged = gitindex.staged(folder)
    copies = [name for name in names(folder) if _is_copy(name)]
    here = {"here"} if others and not copies and not staged else set()
    for number, path in sorted(numbered(folder)):
        _add_plain(found, path, number, staged, here)
    for name in sorted(copies):
        _add_copy(found, folder / name)
    for one in staged:
        if one.open:
            found.add(folder / one.name, one.content, _number(one.name), {one.side})
    for path in _files(others, folder):
        found.add(path, decode.read_bytes(path), None, {str(path.parent.resolve())})
    found.add_past(folder, [one for one in staged if not one.open])
    _refuse_blocked(found)
    _refuse_strangers(found)
    return found


def both_sides(content: bytes, name: str) -> dict[str, bytes]:
    """Return what each side says in a file with the marks of an unfinished git merge.

    Raises:
        InputError: some marks are missing.
    """
    sides: dict[str, list[bytes]] = {"ours": [], "theirs": []}
    turn = {"<": ("ours",), "|": (), "=": ("theirs",), ">": ("ours", "theirs")}
    now: tuple[str, ...] = ("ours", "theirs")
    row = ""
    for line in content.splitlines(keepends=True):
        mark = MARK.match(line.decode("utf-8", "replace"))
        if mark:
            row += mark[1][0]
            now = turn[mark[1][0]]
        else:
            for side in now:
                sides[side].append(line)
    if not BLOCKS.fullmatch(row):  # half of a side would be taken for all of it
        raise InputError(conflicts(content.decode("utf-8", "replace"), name))
    return {side: b"".join(lines) for side, lines in sides.items()}


def _add_plain(
    found: Found, path: Path, number: int, staged: list[gitindex.Staged], here: set[str]
) -> None:
    try:
        content = found.plain[number] = decode.read_bytes(path)
        if path.name in found.open and _marked(content):
            return  # git holds both sides whole
        found.add(path, content, number, _sides(path.name, content, staged) or here)
    except MicrohitError as error:
        found.left[path] = error


def _sides(name: str, content: bytes, staged: list[gitindex.Staged]) -> set[str]:
    """Return which sides of a merge have this version; both have what the merge left alone."""
    rows = [one for one in staged if one.name == name]
    if staged and not rows:
        return {gitindex.OURS, gitindex.THEIRS}
    return {one.side for one in rows if lines(one.content) == lines(content)}


def _add_copy(found: Found, path: Path) -> None:
    match = COPY.fullmatch(path.name)
    number = int(match[1]) if match else 0
    try:
        content = decode.read_bytes(path)
        found.copies[path] = found.add(path, content, number)
    except MicrohitError as error:
        found.left[path] = error


def _items(path: Path, content: bytes, number: int | None, sides: frozenset[str]) -> Iterator[Item]:
    if not _marked(content):
        yield _item(path, content, number, sides)
        return
    for side, text in both_sides(content, str(path)).items():
        yield _item(path, text, number, sides | {side})


def _item(path: Path, content: bytes, number: int | None, sides: frozenset[str]) -> Item:
    plan = parse(decode.text_of(content, str(path)), str(path))
    if number and plan.version != number:
        what = f"says version {plan.version} inside"
        hint = "Name the file after its version, or correct the line `version:`."
        raise InputError(Problem(what, str(path), field="version", hint=hint))
    if not NUMBERED.search(content):
        hint = "Add it, such as `version: 4`."
        raise InputError(Problem("lacks the line `version:`", str(path), 1, hint=hint))
    return Item(plan.version, content, plan, sides)


def _files(others: Iterable[Path], folder: Path) -> Iterator[Path]:
    """Yield the files that are meant but those of `folder`, which are found anyway."""
    for path in others:
        inside = sorted(one for _, one in numbered(path)) if path.is_dir() else [path]
        for one in inside:
            if one.resolve().parent != folder.resolve() or not COPY.fullmatch(one.name):
                yield one


def _refuse_blocked(found: Found) -> None:
    """Refuse to go on if a version that can't be read could be one of those that clash."""
    numbers = {number for number, _ in found.versions}
    for path, error in found.left.items():
        if VERSION.fullmatch(path.name) and _number(path.name) in numbers:
            raise error


def _refuse_strangers(found: Found) -> None:
    campaigns = sorted({item.plan.campaign for item in found.versions.values()})
    if len(campaigns) > 1:
        hint = "Name versions of one campaign only."
        what = "holds versions of several campaigns"
        raise InputError(Problem(what, value=", ".join(campaigns), hint=hint))


def _is_copy(name: str) -> bool:
    return bool(COPY.fullmatch(name)) and not VERSION.fullmatch(name)


def _number(name: str) -> int:
    match = VERSION.fullmatch(name)
    return int(match[1]) if match else 0


def _marked(content: bytes) -> bool:
    return MARK.search(content.decode("utf-8", "replace")) is not None


def key(item: Item) -> Key:
    """Return what tells versions apart: number and bytes, whatever ends their lines."""
    return item.number, lines(item.content)


def lines(content: bytes) -> bytes:
    """Return `content` as git keeps it, whatever the editor ends its lines with."""
    return content.replace(b"\r\n", b"\n")
