"""What changed between two plans, in the marketer's words, by meaning and not by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, cast

from planner.model import names
from planner.model.base import spoken
from planner.model.plan import Plan
from planner.model.sections import ChosenCreator
from planner.plan.fingerprint import PARTS
from planner.plan.text import plain

Kind = Literal["input", "result"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: whether a person changed it or it followed, where, and what in words."""

    kind: Kind
    at: str
    text: str


def diff(old: Plan, new: Plan) -> list[Change]:
    """Return what changed from `old` to `new`: inputs first, then what followed from them."""
    return [*_inputs(old, new), *_timing(old, new), *_spend(old, new), *_creators(old, new)]


def _inputs(old: Plan, new: Plan) -> Iterator[Change]:
    before, after = (_flat(_input_data(plan)) for plan in (old, new))
    for at in sorted(before.keys() | after.keys()):
        if before.get(at) != after.get(at):
            yield Change("input", at, f"{_place(at)}: {_step(before.get(at), after.get(at))}")


def _input_data(plan: Plan) -> dict[str, object]:
    inputs: dict[str, object] = {name: plain(getattr(plan, name)) for name in PARTS}
    # A list is compared by what its items are called, so that an insertion is one change.
    inputs["overrides"] = {item.at: item.value for item in plan.overrides}
    comps = {f"{comp.title} in {comp.region}": plain(comp) for comp in plan.film.comps}
    dubs = {item.key: plain(item) for item in plan.film.language_versions}
    film = cast("dict[str, object]", inputs["film"])
    seen = {item.region: plain(item) for item in plan.film.seen}
    festivals = {item.festival: plain(item) for item in plan.film.festivals}
    trailers = {item.name: plain(item) for item in plan.film.trailers}
    named = {"comps": comps, "language_versions": dubs, "seen": seen, "festivals": festivals}
    named["trailers"] = trailers
    return inputs | {"film": film | named, "goals": _goals(plan)}


def _goals(plan: Plan) -> dict[str, object]:
    goals = cast("dict[str, object]", plain(plan.goals))
    against = {f"{item.title} in {item.region}": plain(item) for item in plan.goals.competitors}
    events = {item.name: plain(item) for item in plan.goals.happenings}
    named = {"competitors": against, "happenings": events, "rules": _rules(plan)}
    return goals | named | _media(plan)


def _media(plan: Plan) -> dict[str, object]:
    goals = plan.goals
    pauses = {f"{item.from_} to {item.to}": plain(item) for item in goals.hiatus}
    agreed = {f"{item.measure} {item.then}": plain(item) for item in goals.decisions}
    return {
        "limits": {item.at: plain(item) for item in goals.limits},
        "hiatus": pauses,
        "decisions": agreed,
    }


def _rules(plan: Plan) -> dict[str, object]:
    rules = plan.goals.rules
    if rules is None:
        return {}
    return {
        "order": {f"{item.then} after {item.first}": plain(item) for item in rules.order},
        "apart": {" and ".join(item.regions): plain(item) for item in rules.apart},
        "together": {" and ".join(item.regions): plain(item) for item in rules.together},
        "blackouts": {f"{item.from_} to {item.to}": plain(item) for item in rules.blackouts},
    }


def _flat(data: object, path: str = "") -> dict[str, object]:
    if not isinstance(data, dict):
        return {path: data}
    found: dict[str, object] = {}
    for key, value in data.items():
        found |= _flat(value, f"{path}.{key}" if path else str(key))
    return found


def _place(at: str) -> str:
    """Return a key path in words: `goals.regions.MX.cap` is `Mexico, cap`."""
    top, *rest = at.split(".")
    if top == "overrides":
        return f"Your decision on {_decision(rest)}"
    if rest[:1] == ["regions"] and len(rest) > 1:
        parts = [names.region(rest[1]), *map(_word, rest[2:])]
    elif rest[:2] == ["shortlist", "regions"] and len(rest) > 2:
        parts = [names.region(rest[2]), "creators", *map(_word, rest[3:])]
    else:
        parts = [_word(part) for part in rest or [top]]
    text = ", ".join(parts)
    return names.upper_first(text)


def _decision(parts: list[str]) -> str:
    kind, *rest = parts
    if kind == "timing" and len(rest) == 2:
        return f"the date in {names.region(rest[0])}"
    if kind == "spend" and len(rest) == 2:
        return f"{names.channel(rest[1])} in {names.region(rest[0])}"
    if kind == "creators" and len(rest) > 1:
        return f"the creator {'.'.join(rest[:-1])}"
    return ".".join(parts)


def _word(key: str) -> str:
    return key.replace("_", " ")


def _step(before: object, after: object) -> str:
    if before is None:
        return f"now {_shown(after)}"
    if after is None:
        return f"removed (was {_shown(before)})"
    return f"{_shown(after)} (was {_shown(before)})"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return spoken(value)
    if isinstance(value, int | Decimal):
        return _amount(Decimal(value))
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return str(value)


def _amount(value: Decimal, sign: str = "") -> str:
    return f"{value:{sign},.0f}" if value == value.to_integral_value() else f"{value:{sign},f}"


def _timing(old: Plan, new: Plan) -> Iterator[Change]:
    before = old.timing.regions if old.timing else {}
    after = new.timing.regions if new.timing else {}
    for region in _both(before, after):
        was = before[region].date if region in before else None
        now = after[region].date if region in after else None
        if was != now:
            yield Change(
                "result", f"timing.{region}.date", f"{names.region(region)} {_moved(was, now)}"
            )


def _moved(was: date | None, now: date | None) -> str:
    if was is None or now is None:
        return (
            f"opens on {spoken(now)} (had no date)"
            if now
            else f"has no date (was {spoken(cast('date', was))})"
        )
    days = abs((now - was).days)
    length = (
        f"{days // 7} week{'s' * (days >= 14)}"
        if days % 7 == 0
        else f"{days} day{'s' * (days > 1)}"
    )
    return (
        f"opens {length} {'later' if now > was else 'earlier'} ({spoken(now)}, was {spoken(was)})"
    )


def _spend(old: Plan, new: Plan) -> Iterator[Change]:
    before, after = _lines(old), _lines(new)
    currency = new.goals.budget.currency
    for line in _both(before, after):
        was, now = before.get(line, Decimal(0)), after.get(line, Decimal(0))
        if was != now:
            step = f"was {_amount(was)}, {_amount(now - was, '+')}"
            text = f"{_named(line)}: {currency} {_amount(now)} ({step})"
            yield Change("result", f"spend.{line}", text)


def _lines(plan: Plan) -> dict[str, Decimal]:
    """Return our lines and all media by id: `publicity`, `MX.dcp`, `MX.paid_social`."""
    if plan.spend is None:
        return {}
    spend = plan.spend
    lines = {**spend.fixed, **spend.language_versions}
    lines |= {"creators": spend.creators, "commission": spend.commission}
    lines["contingency"] = spend.contingency
    for code, region in spend.regions.items():
        lines |= {f"{code}.{name}": amount for name, amount in region.fixed.items()}
        lines |= {f"{code}.{name}": amount for name, amount in region.by_channel.items()}
    return lines


def _named(line: str) -> str:
    """Return a line's id in words: `MX.paid_social` is `Paid social in Mexico`."""
    code, _, name = line.rpartition(".")
    if not code:
        return names.line(name)
    known = names.line(name) if name in names.LINES else names.channel(name)
    return f"{known} in {names.region(code)}"


def _creators(old: Plan, new: Plan) -> Iterator[Change]:
    before = old.creators.chosen if old.creators else {}
    after = new.creators.chosen if new.creators else {}
    for name in _both(before, after):
        if (name in before) != (name in after):
            text = f"{name} {'joins' if name in after else 'leaves'} the creators"
            yield Change("result", f"creators.{name}", text)
        else:
            yield from _same_creator(name, before[name], after[name])


def _same_creator(name: str, was: ChosenCreator, now: ChosenCreator) -> Iterator[Change]:
    """Yield what changed of a creator who stays on the list."""
    steps = {
        "posts": (_posts(was), _posts(now)),
        "price": (was.price, now.price),
        "state": (was.state, now.state),
        "disclosure agreed": (was.disclosure_agreed, now.disclosure_agreed),
    }
    for what, (before, after) in steps.items():
        if before != after:
            at = f"creators.{name}.{what.replace(' ', '_')}"
            yield Change("result", at, f"{name}, {what}: {_step(before, after)}")


def _posts(creator: ChosenCreator) -> str | None:
    return ", ".join(f"{count} x {name}" for name, count in creator.posts.items()) or None


def _both(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    return [*before, *(key for key in after if key not in before)]
