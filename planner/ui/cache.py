"""What is worth keeping between runs: parsed plans, read inputs, outcomes with their reasons."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from planner.errors import MicrohitError
from planner.forecast.kept import Latest
from planner.model.plan import SUGGESTED, Plan
from planner.partners.parts import Brief
from planner.plan import decode, history, store
from planner.plan.comments import lost_comments
from planner.plan.fingerprint import file_inputs, plan_inputs
from planner.plan.history import Entry
from planner.plan.store import Snapshot
from planner.plan.text import plain
from planner.review.beside import input_files

if TYPE_CHECKING:  # suggest imports Prophet, which takes seconds: pages load it when they need it
    from planner.suggest import Inputs, Outcome, Progress

OUTCOMES = 8
"""Outcomes kept in memory: a few people's current plans, a few megabytes each."""
PLANS = 256
"""Parsed plans kept, all versions of a few campaigns: some hundred kilobytes each."""
PICTURED = 48
"""Briefs whose pages are kept: three campaigns' in 16 regions, half a megabyte each."""
Stamp = tuple[str, int, int, int]


def stamp(path: Path) -> Stamp:
    """Return what changes when a file does: its path, time, size and place on disk."""
    if not path.exists():
        return (str(path), 0, 0, 0)
    found = path.stat()
    return (str(path), found.st_mtime_ns, found.st_size, found.st_ino)


def snapshot(path: Path) -> Snapshot:
    """Return the plan in a file, parsed again only when the file changed; raises as `load`."""
    return _snapshot(stamp(path), path)


@st.cache_resource(max_entries=PLANS, show_spinner=False)
def _snapshot(key: Stamp, _path: Path) -> Snapshot:  # noqa: ARG001  # what Streamlit caches by
    return store.load(_path)


def comments(path: Path) -> tuple[tuple[int, str], ...]:
    """Return the comments of a plan's file with their lines, read again only when it changed."""
    return _comments(stamp(path), path)


@st.cache_data(max_entries=64, show_spinner=False)
def _comments(key: Stamp, _path: Path) -> tuple[tuple[int, str], ...]:  # noqa: ARG001  # what Streamlit caches by
    return lost_comments(_path.read_text("utf-8", "replace"))


def text(path: Path) -> str:
    """Return a plan's file as text, read again only when it changed; raises as `load`."""
    return _file_text(stamp(path), path)


@st.cache_data(max_entries=8, show_spinner=False)
def _file_text(key: Stamp, _path: Path) -> str:  # noqa: ARG001  # what Streamlit caches by
    return decode.read_file(_path)


def timeline(folder: Path) -> list[Entry]:
    """Return the frozen versions in `folder`, newest first, each parsed once."""
    return _timeline(str(folder), folder_stamp(folder), folder)


@st.cache_resource(max_entries=16, show_spinner=False)
def _timeline(name: str, key: str, _folder: Path) -> list[Entry]:  # noqa: ARG001  # what Streamlit caches by
    return history.timeline(_folder, read=snapshot)


def kept(folder: Path, plan: Plan) -> bool:
    """Return whether the version that `plan` names holds just this plan."""
    path = store.version_path(folder, plan.version)
    try:
        return path.exists() and snapshot(path).plan == plan
    except MicrohitError:
        return False


def folder_stamp(folder: Path) -> str:
    """Return what changes when a file of a campaign does, or one a folder below it.

    By name, time and size; hidden files (locks, files being written) don't count.
    """
    found = list(_stamped(folder, ""))
    below = [name for name, _, size in found if size < 0]
    inside = [one for name in below for one in _stamped(folder, name)]
    return sha256(repr(sorted([*found, *inside])).encode()).hexdigest()


def _stamped(folder: Path, below: str) -> Iterator[tuple[str, int, int]]:
    """Yield the name, time and size of what lies in a folder; the size of a folder is -1."""
    with os.scandir(folder / below) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            with suppress(FileNotFoundError):  # deleted since the folder was listed
                state = entry.stat()
                size = -1 if entry.is_dir() else state.st_size
                yield (f"{below}/{entry.name}" if below else entry.name, state.st_mtime_ns, size)


def fingerprints(plan: Plan, folder: Path) -> dict[str, str]:
    """Return the fingerprint of each file beside the plan that a suggestion reads."""
    files = input_files(plan, folder)
    return _fingerprints(tuple(stamp(path) for path in files), files, folder)


@st.cache_resource(max_entries=32, show_spinner=False)
def _fingerprints(key: tuple[Stamp, ...], _files: list[Path], _folder: Path) -> dict[str, str]:  # noqa: ARG001  # what Streamlit caches by
    return file_inputs(_files, _folder)


def inputs(plan: Plan, folder: Path) -> Inputs:
    """Return the tables that a suggestion reads, read again only when one changed."""
    files = input_files(plan, folder)
    rest = json.dumps(plain(plan.goals), default=str)
    return _inputs((rest, *(stamp(path) for path in files)), plan, folder)


@st.cache_resource(max_entries=16, show_spinner=False)
def _inputs(key: tuple[object, ...], _plan: Plan, _folder: Path) -> Inputs:  # noqa: ARG001  # what Streamlit caches by
    from planner.suggest import read_inputs  # noqa: PLC0415  # takes seconds to import

    return read_inputs(_plan, _folder)


@st.cache_resource(show_spinner=False)
def _outcomes() -> Latest[Outcome]:
    """Return the outcomes of the latest suggestions, shared by all sessions."""
    return Latest(OUTCOMES)


@st.cache_data(max_entries=PICTURED, show_spinner=False)
def pictures(brief: Brief) -> list[bytes]:
    """Return the pages of a brief as PNG, drawn again only when its words changed.

    Raises:
        RenderError: as `planner.partners.pdf.pictures`.
    """
    from planner.partners import pdf  # noqa: PLC0415  # loads Typst and the fonts

    return pdf.pictures(brief)


def outcome(
    plan: Plan, folder: Path, progress: Callable[[Progress], None] | None = None
) -> Outcome:
    """Return what suggest makes of a plan's inputs, walked again only when one changed.

    Raises:
        PlanError, InputError: as `planner.suggest.suggest`.
    """
    from planner.suggest import seed_of, suggest  # noqa: PLC0415  # takes seconds to import

    read = inputs(plan, folder)
    walked = [plan_inputs(plan) | read.fingerprints, seed_of(plan)]
    key = json.dumps(walked, sort_keys=True)
    found = _outcomes().find(key)
    if found is None:
        found = suggest(plan, read, progress=progress)
        _outcomes().keep(key, found)
    # The same inputs may be another version's or campaign's: only what was suggested is taken.
    sections = {name: getattr(found.plan, name) for name in SUGGESTED}
    return replace(found, plan=plan.model_copy(update=sections))
