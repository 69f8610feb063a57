"""Writes what people answer for: a consultant's word on a topic, a release that is ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from planner.errors import InputError, PlanError, Problem
from planner.facts.table import Facts
from planner.model import names
from planner.model.base import spoken
from planner.model.plan import Plan
from planner.plan import records
from planner.plan.document import Document, Plain
from planner.plan.parse import validated
from planner.plan.records import Record
from planner.timing.covers import fingerprint_of
from planner.timing.culture import Subject, questions, release_date
from planner.timing.readiness import (
    READY,
    SIGN_OFF,
    VERDICTS,
    covers_of,
    readiness_of,
    sign_offs,
)

LONGEST_NAME, LONGEST_TEXT = 200, 20_000
"""As the model's."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who says it, when (now, if it is not given), and what they add."""

    by: str
    note: str | None = None
    on: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a record says: what happened, to which part, and of what in it; see `Record`."""

    kind: str
    at: dict[str, str]
    covers: str
    what: str
    verdict: str | None = None


def sign(
    code: str,
    topic: Subject,
    verdict: str,
    plan: Plan,
    folder: Path,
    facts: Facts,
    signature: Signature,
) -> Path:
    """Write a named consultant's word on a topic in a region as a record; return its path.

    Raises:
        InputError: no such region, no question to answer there, no name, or no such verdict.
        StoreError: no version holds this plan, or the record cannot be written.
    """
    asked = [one for one in questions(code, plan, facts) if one.topic == topic]
    if not asked:
        what = f"has no question to answer in {names.region(code)}"
        hint = "Tell on page Film what the film holds about it, or leave it."
        raise InputError(Problem(what, field="topic", value=topic, hint=hint))
    said = Said(
        kind=SIGN_OFF,
        at={"region": code, "topic": topic},
        covers=fingerprint_of(code, topic, asked, plan, facts),
        what=" ".join(one.text for one in asked),
        verdict=verdict,
    )
    return write(plan, folder, said, signature)


def mark_ready(code: str, plan: Plan, folder: Path, facts: Facts, signature: Signature) -> Path:
    """Write that a region's release is ready as a record; return its path.

    Raises:
        InputError: no such region, or no name.
        PlanError: something is missing; it says what, one a line.
        StoreError: no version holds this plan, or the record cannot be written.
    """
    found = records.read(folder)
    offs = sign_offs(plan, found, code, facts)
    state = readiness_of(code, offs, plan, found)
    if not state.ready:
        lines = [f"{names.region(code)} can't be marked ready yet:", *state.missing]
        raise PlanError("\n".join(lines))
    day = release_date(code, plan)
    said = Said(
        kind=READY,
        at={"region": code},
        covers=covers_of(code, plan, offs),
        what=f"{names.region(code)} opens on {spoken(day) if day else 'no date'}.",
    )
    return write(plan, folder, said, signature)


def write(plan: Plan, folder: Path, said: Said, signature: Signature) -> Path:
    """Write what a named person says of a saved plan as a record; return its path.

    Raises:
        InputError: no name, no such verdict, or a text that no file can hold.
        StoreError: no version holds this plan, or the record cannot be written.
    """
    if said.kind == SIGN_OFF and said.verdict not in VERDICTS:
        hint = f"Use one of {', '.join(VERDICTS)}"
        raise InputError(Problem("is no verdict", field="verdict", value=said.verdict, hint=hint))
    record = {
        "kind": said.kind,
        "at": said.at,
        "by": _named(signature.by),
        "on": signature.on or datetime.now(UTC),
        "verdict": said.verdict,
        "version": records.saved_version(folder, plan),
        "covers": said.covers,
        "what": said.what[:LONGEST_TEXT],
        "note": _clean(signature.note, LONGEST_TEXT) or None,
    }
    named = Document.of(cast("Plain", record))
    return records.append(folder, validated(Record, record, named))


def _named(by: str) -> str:
    name = _clean(by, LONGEST_NAME)
    if not name:
        hint = "Give the name of the person who answers for it."
        raise InputError(Problem("is missing", field="by", hint=hint))
    return name


def _clean(text: str | None, most: int) -> str:
    """Return a text as a file can hold it; half characters come from broken terminals."""
    whole = (text or "").encode("utf-8", "replace").decode()
    return whole.strip()[:most].strip()
