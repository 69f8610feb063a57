"""Page Spend, the rows of tables that people edit: from the goals to cells and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.errors import InputError, Problem
from planner.model.plan import Plan
from planner.ui import show, spend_lists

Row = dict[str, object]
PERCENT = 100


def reference(plan: Plan, at: str) -> str:
    """Return what the plan spends where a limit speaks of: `€12,000, 7% of our media`."""
    section = plan.spend
    if section is None:
        return show.NOTHING
    amount = sum(
        (
            money
            for code, one in section.regions.items()
            for name, money in one.by_channel.items()
            if at in {f"region:{code}", f"channel:{name}", f"{code}.{name}"}
        ),
        section.creators if at == spend_lists.CREATORS else Decimal(0),
    )
    share = f", {show.percent(float(amount / section.media))} of our media" if section.media else ""
    return f"{show.money(amount, section.currency)}{share}"


def limit_row(row: Mapping[str, object], now: str) -> Row:
    """Return a limit as an editor shows it: shares in percent, beside what is spent now."""
    factor = PERCENT if row.get("unit") == "share" else 1
    shown = {end: _times(row.get(end), factor) for end in ("least", "most")}
    return {**row, "unit": row.get("unit", "money"), "now": now, **shown}


def limit(row: Mapping[str, object]) -> Row:
    """Return a limit as the goals hold it."""
    factor = 1 / PERCENT if row.get("unit") == "share" else 1
    kept = {name: value for name, value in row.items() if name not in ("now", "least", "most")}
    ends = {end: _times(row.get(end), factor) for end in ("least", "most")}
    return kept | {end: value for end, value in ends.items() if value is not None}


def decision_row(row: Mapping[str, object]) -> Row:
    """Return a decision rule as an editor shows it: which side of how many percent."""
    side = "below" if row.get("below") is not None else "above"
    rest = {name: value for name, value in row.items() if name not in ("below", "above")}
    return {**rest, "side": side, "value": _times(row.get(side), PERCENT)}


def decision(row: Mapping[str, object]) -> Row:
    """Return a decision rule as the goals hold it."""
    rest = {name: value for name, value in row.items() if name not in ("side", "value")}
    value = _times(row.get("value"), 1 / PERCENT)
    return rest | ({str(row["side"]): value} if value is not None and "side" in row else {})


def channels_as_text(rows: Sequence[Mapping[str, object]]) -> list[Row]:
    """Return rows whose lists of channels are one text each, for an editor."""
    return [dict(row) | {"channels": spend_lists.written(_names(row))} for row in rows]


def with_channels(
    path: str, rows: Sequence[Mapping[str, object]], before: Sequence[Mapping[str, object]]
) -> list[Row]:
    """Return rows whose `channels`, given as text, are lists of ids.

    Raises:
        InputError: a problem for each word that names no channel.
    """
    used = [name for row in before for name in _names(row)]
    found: list[Row] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows):
        text = str(row.get("channels", ""))
        try:
            channels = spend_lists.read(text, f"{path}.{number}.channels", used)
        except InputError as error:
            problems += error.problems
        else:
            found.append(dict(row) | {"channels": channels})
    if problems:
        raise InputError(problems)
    return found


def rates(rows: Sequence[Mapping[str, object]]) -> dict[str, Row]:
    """Return rates by currency.

    Raises:
        InputError: a currency stands twice.
    """
    found: dict[str, Row] = {}
    problems = []
    for number, row in enumerate(rows):
        code = str(row.get("currency", ""))
        if code in found:
            hint = "Keep one of its rows."
            problems.append(
                Problem("stands twice", field=f"goals.rates.{number}", value=code, hint=hint)
            )
        found[code] = {name: value for name, value in row.items() if name != "currency"}
    if problems:
        raise InputError(problems)
    return found


def _names(row: Mapping[str, object]) -> list[str]:
    channels = row.get("channels", ())
    return [str(name) for name in channels] if isinstance(channels, list) else []


def _times(value: object, factor: float) -> float | None:
    """Return a number times a factor, without the noise of the last digits."""
    if not isinstance(value, int | float | Decimal):
        return None
    return round(float(value) * factor, 10)
