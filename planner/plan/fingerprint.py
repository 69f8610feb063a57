"""Fingerprints of what a suggestion is made from, so that a change shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from planner.model.plan import Plan
from planner.plan.text import plain

DIGITS = 16
"""Of the SHA-256: enough to tell any two inputs of a campaign apart, short enough to read."""
PARTS = ("as_of", "film", "goals", "overrides")
"""The inputs inside a plan, under their keys."""


def fingerprint(content: bytes) -> str:
    """Return the fingerprint of `content` as it stands in a plan."""
    return f"sha256:{hashlib.sha256(content).hexdigest()[:DIGITS]}"


def plan_inputs(plan: Plan) -> dict[str, str]:
    """Return the fingerprint of each input inside the plan: as_of, film, goals, overrides."""
    return {
        name: fingerprint(json.dumps(plain(getattr(plan, name)), default=str).encode())
        for name in PARTS
    }


def file_inputs(paths: Iterable[Path], folder: Path) -> dict[str, str]:
    """Return the fingerprint of each file, by its path from the plan's `folder`."""
    return {_name(path, folder): fingerprint(path.read_bytes()) for path in paths}


def _name(path: Path, folder: Path) -> str:
    inside = path.resolve().is_relative_to(folder.resolve())
    return path.resolve().relative_to(folder.resolve()).as_posix() if inside else path.name


def changed_inputs(plan: Plan, files: dict[str, str]) -> list[str]:
    """Return the inputs that differ from those of the last suggestion, by name.

    Empty where the plan is up to date; every input where nothing was suggested yet.
    """
    now = plan_inputs(plan) | files
    before = plan.provenance.inputs if plan.provenance else {}
    return sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))
