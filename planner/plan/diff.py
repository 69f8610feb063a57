"""What changed between two plans, in the marketer's words, by meaning and not by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from planner.model import names
from planner.model.base import spoken
from planner.model.plan import Plan
from planner.model.sections import ChosenCreator
from planner.plan.diff_change import Change
from planner.plan.diff_inputs import input_changes


def diff(old: Plan, new: Plan) -> list[Change]:
    """Return what changed from `old` to `new`: inputs first, then what followed from them."""
    return [*input_changes(old, new), *_timing(old, new), *_spend(old, new), *_creators(old, new)]


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
