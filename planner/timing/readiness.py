"""Who signed what off, and whether a region's release may be marked ready."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from planner.facts.table import Facts
from planner.model import names
from planner.model.base import spoken
from planner.model.plan import Plan
from planner.plan.fingerprint import fingerprint
from planner.plan.records import Record, Records
from planner.timing.covers import fingerprint_of
from planner.timing.culture import (
    SUBJECTS,
    Question,
    Subject,
    heading,
    questions,
    release_date,
)
from planner.timing.premieres import is_premiere

CERTIFICATE = "certificate"
"""The gate that a granted certificate opens."""
SIGN_OFF, READY = "sign_off", "ready"
"""The kinds of record that are written here."""
Verdict = Literal["ok", "ok_with_changes", "not_ok"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
State = Literal["open", "signed", "refused", "to renew"]
Release = Literal["not ready", "ready", "to renew"]


@dataclass(frozen=True, slots=True)
class SignOff:
    """The questions of one topic in one region, and the last word on them."""

    region: str
    topic: Subject
    questions: tuple[Question, ...]
    state: State
    """signed: it holds, also with changes. refused: not as it is. to renew: the part changed."""
    record: Record | None
    """The last sign-off, also one that no longer holds."""

    @property
    def required(self) -> bool:
        """Return whether the region is not ready without it."""
        return any(one.required for one in self.questions)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a region can be marked ready, and in words what is missing."""

    ready: bool
    missing: tuple[str, ...]
    state: Release = "not ready"
    """What the last `ready` record says; to renew: something that it covers changed since."""
    record: Record | None = None


def sign_offs(plan: Plan, found: Records, code: str, facts: Facts) -> tuple[SignOff, ...]:
    """Return each topic that is asked about in a region with the state of its sign-off.

    Raises:
        InputError: the plan has no such region.
    """
    asked = questions(code, plan, facts)
    return tuple(
        _sign_off(code, topic, asked, plan, found, facts)
        for topic in SUBJECTS
        if any(one.topic == topic for one in asked)
    )


def _sign_off(
    code: str,
    topic: Subject,
    asked: Iterable[Question],
    plan: Plan,
    found: Records,
    facts: Facts,
) -> SignOff:
    mine = tuple(one for one in asked if one.topic == topic)
    last = last_word(found.of(SIGN_OFF, region=code, topic=topic))
    covers = fingerprint_of(code, topic, mine, plan, facts) if last else ""
    return SignOff(code, topic, mine, state_of(last, covers), last)


def last_word(said: tuple[Record, ...]) -> Record | None:
    """Return the latest; of two in one second a refusal, since records tell no smaller times."""
    return max(said, key=lambda one: (one.on, one.verdict == "not_ok"), default=None)


def state_of(last: Record | None, covers: str) -> State:
    """Return the state of a sign-off by its last word, where its part now reads `covers`."""
    if last is None:
        return "open"
    if last.covers != covers:
        return "to renew"
    return "signed" if last.verdict in ("ok", "ok_with_changes") else "refused"


def readiness(plan: Plan, found: Records, code: str, facts: Facts) -> Readiness:
    """Return whether a region can be marked ready, what is missing, and whether it was marked.

    It needs a date that is not before what must be ready and not outside its rights and window,
    and every required sign-off. A record that can't be read might be a refusal, so it counts as
    missing.

    Raises:
        InputError: the plan has no such region.
    """
    return readiness_of(code, sign_offs(plan, found, code, facts), plan, found)


def readiness_of(code: str, offs: tuple[SignOff, ...], plan: Plan, found: Records) -> Readiness:
    """Return what `readiness` does, from the region's sign-offs."""
    missing = (*date_missing(code, plan), *_signs_missing(offs), *_unread(found))
    last = next(reversed(found.of(READY, region=code)), None)
    if last is None:
        return Readiness(not missing, missing)
    holds = not missing and last.covers == covers_of(code, plan, offs)
    return Readiness(not missing, missing, "ready" if holds else "to renew", last)


def date_missing(code: str, plan: Plan) -> Iterator[str]:
    """Yield in words why a region can't open on its date: what would not be ready, or no date."""
    timing = plan.timing.regions.get(code) if plan.timing else None
    day = release_date(code, plan)
    if timing is None or day is None:
        yield "It has no release date: press Suggest, or decide a date."
        return
    late = {name: ready for name, ready in timing.gates.items() if ready > day}
    certificate = plan.goals.regions[code].certificate
    granted = certificate is not None and certificate.status == "granted"
    for name, ready in late.items():
        if name == CERTIFICATE and granted:
            continue  # the suggestion counts its usual time from as_of, though it is there
        verb = "is on" if is_premiere(name) else "ready on"
        yield f"It opens on {spoken(day)}, before {names.line(name)} ({verb} {spoken(ready)})."
    if not late and day < timing.earliest:
        yield f"It opens on {spoken(day)}, before its earliest day, {spoken(timing.earliest)}."
    if day > timing.latest:
        yield f"It opens on {spoken(day)}, after its latest day, {spoken(timing.latest)}."


def _signs_missing(offs: Iterable[SignOff]) -> Iterator[str]:
    for one in offs:
        if one.required and one.state != "signed":
            yield f"{heading(one.topic)}: {told(one)}"


def _unread(found: Records) -> Iterator[str]:
    for problem in found.problems:
        yield f"A record can't be read: {problem}"


def told(one: SignOff) -> str:
    """Return the state of a sign-off as a sentence: who, when, what they said."""
    last = one.record
    if last is None:
        return f"the {'required ' if one.required else ''}sign-off is open."
    who = f"{last.by} on {spoken(last.on.date())} (version {last.version})"
    said = f": {last.note.strip().rstrip('.')}" if last.note and last.note.strip() else ""
    if one.state == "to renew":
        return f"what {who} looked at has changed; ask again."
    if one.state == "refused":
        return f"{who} said it can't be shown as it is{said}."
    return f"signed off by {who}{_with_changes(last)}{said}."


def _with_changes(last: Record) -> str:
    return ", with changes" if last.verdict == "ok_with_changes" else ""


def covers_of(code: str, plan: Plan, offs: Iterable[SignOff]) -> str:
    """Return the fingerprint of what `ready` covers: the date, the release, the sign-offs."""
    region = plan.goals.regions[code]
    signed = [
        (one.topic, one.state, one.record.covers if one.record else "")
        for one in offs
        if one.required
    ]
    part = [release_date(code, plan), region.release, region.languages, signed]
    return fingerprint(json.dumps(part, default=str).encode())
