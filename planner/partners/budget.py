"""The money on the page: the budget table and the weekly media chart."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from planner.partners.agreed import agreed
from planner.partners.choice import Chosen
from planner.partners.names import CHANNELS, FIXED
from planner.partners.parts import Bars, Flight, Kind, Row, Table
from planner.partners.writer import Writer
from planner.spend.table import BudgetTable
from planner.spend.table_rows import US, Sum

ZERO = Decimal(0)
NOTHING = "–"
Line = tuple[str, Decimal, Decimal]
"""A name, our money, the partner's money."""


def table(chosen: Chosen, write: Writer, found: BudgetTable) -> Table:
    """Return what is spent in a region by channel and payer, net and gross, to the cent.

    `found` is the plan's budget table: the page shows its figures and no others.
    """
    ours, theirs = found.media(chosen.code, US), _theirs(chosen.code, found)
    media = _media_lines(chosen, write, ours, theirs)
    charged = _commission(write, ours, theirs)
    fixed = _fixed_lines(chosen, write)
    lines = [*_media_rows(write, media, charged), *((line, "plain") for line in fixed)]
    if fixed:
        lines.append((_sum(write.say("All together"), [*media, *charged, *fixed]), "total"))
    cents = any(part % 1 for line, _ in lines for part in line[1:])
    return Table(
        title=write.say("Budget"),
        head=(
            write.say("Channel"),
            write.say("Total"),
            write.say("We pay"),
            write.say("You pay"),
        ),
        rows=tuple(_row(write, line, kind, cents=cents) for line, kind in lines),
        figures=3,
        notes=(
            _who_pays(chosen, write),
            *agreed(chosen, write, found),
            _gross_unit(chosen, write, found) if charged else _unit(chosen, write),
        ),
    )


def _theirs(code: str, found: BudgetTable) -> dict[str, Sum]:
    ours = found.media(code, US)
    return {name: both - ours.get(name, Sum()) for name, both in found.media(code).items()}


def _media_lines(
    chosen: Chosen, write: Writer, ours: dict[str, Sum], theirs: dict[str, Sum]
) -> list[Line]:
    """Return each channel with both payers' net money, the largest first."""
    return [
        (write.call(CHANNELS, name), ours.get(name, Sum()).net, theirs.get(name, Sum()).net)
        for name, _ in _channels(chosen)
    ]


def _commission(write: Writer, ours: dict[str, Sum], theirs: dict[str, Sum]) -> list[Line]:
    """Return the agency's commission on both payers' media; nothing where there is none."""
    mine, yours = (sum(side.values(), Sum()).commission for side in (ours, theirs))
    return [(write.say("Agency commission"), mine, yours)] if mine or yours else []


def _media_rows(write: Writer, media: list[Line], charged: list[Line]) -> list[tuple[Line, str]]:
    lines = [(line, "plain") for line in media]
    if not charged:
        return [*lines, (_sum(write.say("Media"), media), "total")]
    gross = _sum(write.say("Media, gross"), [*media, *charged])
    return [
        *lines,
        (_sum(write.say("Media, net"), media), "total"),
        *((line, "plain") for line in charged),
        (gross, "total"),
    ]


def flight(chosen: Chosen, write: Writer) -> Flight | None:
    """Return the media of each week from the first to the last one, or to the release."""
    start, channels = chosen.spend.flight_start, _channels(chosen)
    if start is None or not channels:
        return None
    used = paid_weeks(chosen)
    day = chosen.timing.date
    release = (day - start).days // 7 if day is not None else None
    first, last = min(used), max(used)
    if release is not None and 0 <= release - last < 4:  # a release just after it is worth seeing
        last = max(last, release)
    weeks = [start + timedelta(weeks=i) for i in range(first, last + 1)]
    shown = release - first if release is not None and first <= release <= last else None
    bars = tuple(
        _bars(write, write.call(CHANNELS, name), chosen.spend.media[name], first, last)
        for name, _ in channels
    )
    return Flight(
        title=write.say("Media week by week"),
        alt=_alt(chosen, write, bars, shown, [write.short_day(week) for week in weeks]),
        weeks=tuple(write.short_day(week) for week in weeks),
        bars=bars,
        release=shown,
        legend=write.say("Release week") if shown is not None else "",
        note=write.say("Weeks are named by their Monday.") + " " + _unit(chosen, write),
    )


def _channels(chosen: Chosen) -> list[tuple[str, Decimal]]:
    paid = [(name, amount) for name, amount in chosen.spend.by_channel.items() if amount]
    return sorted(paid, key=lambda item: (-item[1], item[0]))


def paid_weeks(chosen: Chosen) -> list[int]:
    """Return the places, from the flight's start, of the weeks in which a channel has money."""
    return [i for weeks in chosen.spend.media.values() for i, part in enumerate(weeks) if part]


def _fixed_lines(chosen: Chosen, write: Writer) -> list[Line]:
    return [(write.call(FIXED, name), amount, ZERO) for name, amount in chosen.spend.fixed.items()]


def _sum(name: str, lines: list[Line]) -> Line:
    ours = sum((line[1] for line in lines), ZERO)
    return name, ours, sum((line[2] for line in lines), ZERO)


def _row(write: Writer, line: Line, kind: str, *, cents: bool) -> Row:
    name, ours, partner = line
    amounts = [ours + partner, ours, partner]
    cells = [name, *(write.amount(part, cents=cents) if part else NOTHING for part in amounts)]
    weight: Kind = "total" if kind == "total" else "plain"
    return Row(tuple(write.text(cell) for cell in cells), weight)


def _who_pays(chosen: Chosen, write: Writer) -> str:
    if chosen.spend.pays == "us":
        return write.say("We pay for all media.")
    if chosen.spend.pays == "partner":
        return write.say("You pay for all media.")
    return write.say(
        "We share the cost of media: our part is {share}.",
        share=write.percent(chosen.region.share_of_ours),
    )


def _gross_unit(chosen: Chosen, write: Writer, found: BudgetTable) -> str:
    return write.say(
        "{currency}. The agency commission is {share} of gross media. VAT not included.",
        currency=write.currency(chosen.currency),
        share=write.exact_percent(found.commission_rate),
    )


def _unit(chosen: Chosen, write: Writer) -> str:
    unit = write.currency(chosen.currency)
    return write.say("{currency}. Net media, VAT not included.", currency=unit)


def _bars(write: Writer, name: str, weeks: list[Decimal], first: int, last: int) -> Bars:
    padded = [*weeks, *([ZERO] * (last + 1))][first : last + 1]
    labels = tuple(write.compact(part) if part else "" for part in padded)
    return Bars(name, tuple(float(part) for part in padded), labels)


def _alt(
    chosen: Chosen, write: Writer, bars: tuple[Bars, ...], release: int | None, weeks: list[str]
) -> str:
    """Say in words what the chart shows: its span, its total and the heaviest week."""
    by_week = [sum(bar.amounts[i] for bar in bars) for i in range(len(weeks))]
    heaviest = weeks[by_week.index(max(by_week))]
    text = write.say(
        "Bar chart of media by channel and week, {first} to {last}: {total} in all, most in "
        "the week of {heaviest}.",
        first=weeks[0],
        last=weeks[-1],
        total=write.money(chosen.spend.media_total, chosen.currency),
        heaviest=heaviest,
    )
    if release is None:
        return text
    opens = write.say("The film opens in the week of {week}.", week=weeks[release])
    return f"{text} {opens}"
