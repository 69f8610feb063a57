"""Why a date moved, told only where the two plans' figures explain it."""

from __future__ import annotations

from datetime import date

from planner.model.base import spoken
from planner.model.english import plural
from planner.model.goals import Rights
from planner.model.overrides import dates
from planner.model.plan import Plan
from planner.model.rules import Rules
from planner.plan.diff_bars import Bar, bars, gates
from planner.plan.diff_values import be, days, later, line, region, regions

PREMIERE = "premiere "
WAIT_FOR_VERSIONS = frozenset({"accessibility", "certificate", "copies", "delivery"})
"""Gates that wait for the language versions, as `planner.timing.gates.AFTER`; a test compares."""
RULES = frozenset({"order", "apart", "together"})
"""Kinds of bars that depend on where other regions stand."""


def cause(code: str, old: Plan, new: Plan, was: date, now: date) -> str:
    """Return why region `code` moved from `was` to `now`; "" where no cause is certain.

    A date is explained by who set it, by what forbids the old day now, or by what forbade the new
    day before.
    """
    by_hand = _by_hand(code, old, new)
    if by_hand:
        return by_hand
    bar = _bar(code, old, new, was, now)
    if bar is None:
        return ""
    if bar.kind == "gate":
        return _gate(bar.key, code, old, new)
    if bar.kind in RULES or bar.kind == "blackout":
        return _rule(bar, code, old, new)
    return _edge(bar, code, old, new)


def _by_hand(code: str, old: Plan, new: Plan) -> str:
    before, after = dates(old.overrides).get(code), dates(new.overrides).get(code)
    if after != before:
        return "decided by hand" if after else "the decision on it was taken back"
    if after:
        return ""
    was, now = (plan.goals.regions[code].date for plan in (old, new))
    if was != now:
        moved = "set" if was is None else "moved"
        return f"the partner {moved} it" if now else "we set it now, not the partner"
    return ""


def _bar(code: str, old: Plan, new: Plan, was: date, now: date) -> Bar | None:
    return _only(code, was, new, old) or _only(code, now, old, new)


def _only(code: str, day: date, here: Plan, there: Plan) -> Bar | None:
    """Return what keeps a region from a day in one plan and not in the other."""
    others = set(bars(code, day, there))
    return next((bar for bar in bars(code, day, here) if bar not in others), None)


def _gate(name: str, code: str, old: Plan, new: Plan) -> str:
    was, now = gates(code, old).get(name), gates(code, new).get(name)
    if now is None:
        return f"{line(name)} {be(name)} not waited for any more"
    if was is None:
        return f"{line(name)} must be ready first, on {spoken(now)}"
    if name.startswith(PREMIERE):
        return f"the {line(name)} is on {spoken(now)}, not on {spoken(was)}"
    version = _moved_version(name, code, old, new)
    if version:
        with_it = "them" if be(version) == "are" else "it"
        return f"{_gate(version, code, old, new)}, and with {with_it} {line(name)}"
    return f"{line(name)} {be(name)} ready {later(was, now)}"


def _moved_version(name: str, code: str, old: Plan, new: Plan) -> str:
    """Return the language version that moved the same way as a gate that waits for all of them."""
    before, after = gates(code, old), gates(code, new)
    up = after[name] > before[name]
    moved = [
        key
        for key in after.keys() & before.keys()
        if _is_version(key) and after[key] != before[key] and (after[key] > before[key]) == up
    ]
    waits = name in WAIT_FOR_VERSIONS and moved
    return max(moved, key=lambda key: (after[key], key)) if waits else ""


def _is_version(name: str) -> bool:
    return name.endswith((" subtitles", " dub"))


def _word(was: date, now: date) -> str:
    return "later" if now > was else "earlier"


def _edge(bar: Bar, code: str, old: Plan, new: Plan) -> str:
    """Return how the first or last day of the window or the rights moved."""
    was, now = (_day(bar, code, plan) for plan in (old, new))
    what = "the rights" if bar.kind.startswith("rights") else "the window"
    verbs = ("begin", "end") if what == "the rights" else ("opens", "closes")
    verb = verbs[bar.kind.endswith("end")]
    if now is None:
        return f"{what} no longer {verb} on {spoken(was)}" if was else ""
    return f"{what} {verb}{f' {_word(was, now)},' if was else ''} on {spoken(now)}"


def _day(bar: Bar, code: str, plan: Plan) -> date | None:
    window, rights = plan.goals.window, plan.goals.regions[code].rights
    if bar.kind.startswith("window"):
        return window.to if bar.kind.endswith("end") else window.from_
    if not isinstance(rights, Rights):
        return None
    return rights.to if bar.kind.endswith("end") else rights.from_


def _rule(bar: Bar, code: str, old: Plan, new: Plan) -> str:
    """Return the rule that binds now or bound before; where it stands as it stood, who moved."""
    was, now = (_rule_words(bar, plan.goals.rules or Rules()) for plan in (old, new))
    if not now:
        return f"the rule is gone that {was}"
    if was != now:
        return now
    moved = [other for other in bar.key.replace(" after ", " and ").split(" and ") if other != code]
    moved = [other for other in moved if _moved_by_itself(other, old, new)]
    return f"{now}, and {regions(moved)} moved" if moved else ""


def _rule_words(bar: Bar, rules: Rules) -> str:
    """Return the rule behind a bar as a sentence; "" where the plan has none."""
    for closed in rules.blackouts:
        if bar == Bar("blackout", f"{closed.from_} to {closed.to}"):
            return f"nothing opens from {days(closed.from_, closed.to)}"
    for order in rules.order:
        if bar == Bar("order", f"{order.then} after {order.first}"):
            most = "" if order.at_most is None else f" and at most {plural(order.at_most, 'week')}"
            least = f"at least {plural(order.at_least, 'week')}{most}"
            return f"{region(order.then)} opens {least} after {region(order.first)}"
    for apart in rules.apart:
        if bar == Bar("apart", " and ".join(apart.regions)):
            return f"{regions(apart.regions)} open at least {plural(apart.weeks, 'week')} apart"
    for together in rules.together:
        if bar == Bar("together", " and ".join(together.regions)):
            return f"{regions(together.regions)} open in the same week"
    return ""


def _moved_by_itself(code: str, old: Plan, new: Plan) -> bool:
    """Return whether a region moved for a cause that hangs on no other region."""
    was, now = (
        plan.timing.regions[code].date if plan.timing and code in plan.timing.regions else None
        for plan in (old, new)
    )
    if was is None or now is None or was == now or not _in_both(code, old, new):
        return False
    bar = _bar(code, old, new, was, now)
    return bool(_by_hand(code, old, new)) or (bar is not None and bar.kind not in RULES)


def _in_both(code: str, old: Plan, new: Plan) -> bool:
    return code in old.goals.regions and code in new.goals.regions
