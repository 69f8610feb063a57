"""The sheets of a media plan as rows: its lines, money by week, prices' sources, decision rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from planner.facts.money import with_rates
from planner.facts.table import Fact, Facts
from planner.model import names
from planner.model.base import CENT
from planner.model.names import upper_first
from planner.model.plan import Plan
from planner.spend.carry_over import at_opening, teaser_left
from planner.spend.decisions import all_in_words, held_in_words
from planner.spend.flight import mondays
from planner.spend.held_back import NOTHING, held, release_of
from planner.spend.media_plan import Line, payers
from planner.spend.runs import money_by_week, suggested
from planner.spend.table_rows import US, Sum
from planner.spend.workbook import Column, Sheet, titled

MONEY, COUNT, SHARE, ONE, TWO, DAY = "#,##0.00", "#,##0", "0.0%", "0.0", "0.00", "yyyy-mm-dd"


Value = Callable[[Line], object]
LINE: tuple[tuple[str, Column, Value], ...] = (
    ("line", Column("Line", width=14), lambda line: line.id),
    ("region", Column("Region", width=16), lambda line: names.region(line.run.region)),
    ("partner", Column("Partner", width=20), lambda line: line.partner),
    ("channel", Column("Channel", width=16), lambda line: names.channel(line.run.channel)),
    ("placement", Column("Placement", width=34), lambda line: line.placement),
    ("first_day", Column("First day", DAY), lambda line: line.run.first),
    ("last_day", Column("Last day", DAY), lambda line: line.run.last),
    ("phase", Column("Phase"), lambda line: upper_first(line.run.phase)),
    ("weeks", Column("Weeks", COUNT, 7), lambda line: len(line.run.money)),
    ("rate", Column("Rate (CPM)", TWO), lambda line: round(line.price.cpm, 4)),
    ("rate_low", Column("Rate from", TWO), lambda line: round(line.price.low, 4)),
    ("rate_high", Column("Rate to", TWO), lambda line: round(line.price.high, 4)),
    ("local_rate", Column("Rate, local", TWO), lambda line: round(line.local, 4)),
    ("local_currency", Column("Currency", width=9), lambda line: line.local_currency),
    ("exchange_rate_of", Column("Exchange rate of", DAY, 15), lambda line: line.rate_day),
    ("impressions", Column("Impressions", COUNT, 13), lambda line: line.impressions),
    ("net", Column("Net", MONEY, 13), lambda line: line.money.net),
    ("commission", Column("Commission", MONEY, 13), lambda line: line.money.commission),
    ("gross", Column("Gross", MONEY, 13), lambda line: line.money.gross),
    ("cpm", Column("CPM", TWO, 8), lambda line: round(line.cpm, 4)),
    ("reach_people", Column("Reach, people", COUNT, 13), lambda line: round(line.met.reached)),
    ("reach_share", Column("Reach, share", SHARE), lambda line: round(line.reach, 4)),
    ("frequency", Column("Frequency", ONE, 10), lambda line: round(line.met.frequency, 2)),
    ("pays", Column("Who pays", width=30), payers),
    ("our_net", Column("We pay, net", MONEY, 13), lambda line: _ours(line).net),
    ("our_gross", Column("We pay, gross", MONEY, 13), lambda line: _ours(line).gross),
    ("note", Column("Notes", width=40), lambda line: line.note),
)
"""The columns of a line: its name in CSV, how a sheet shows it, and its value."""
SUMMED = {"net", "commission", "gross", "our_net", "our_gross"}


def _ours(line: Line) -> Sum:
    return line.pays.get(US, Sum())


def cells_of(line: Line) -> list[object]:
    """Return a line's values in the order of `LINE`; money to the cent."""
    return [exact(value(line)) for _, _, value in LINE]


def lines_sheet(plan: Plan, lines: Sequence[Line]) -> Sheet:
    """Return the lines, each region's total below them, and the total of all."""
    rows: list[tuple[Sequence[object], bool]] = []
    for code in dict.fromkeys(line.run.region for line in lines):
        own = [line for line in lines if line.run.region == code]
        rows += [(cells_of(line), False) for line in own]
        rows.append((_sums(f"Total, {names.region(code)}", own), True))
    rows.append((_sums("Total", lines), True))
    return Sheet("Media plan", _notes(plan), tuple(column for _, column, _ in LINE), tuple(rows))


def weeks_sheet(plan: Plan, lines: Sequence[Line], facts: Facts) -> Sheet:
    """Return net money by cell and week, and how much of it is at work in the opening week."""
    spend = suggested(plan).regions
    cells = list(dict.fromkeys((line.run.region, line.run.channel) for line in lines))
    money = {cell: money_by_week(spend[cell[0]], cell[1]) for cell in cells}
    held_in = [week for line in lines for week in line.run.money]
    weeks = mondays(min(held_in), max(held_in)) if held_in else []
    rows: list[tuple[Sequence[object], bool]] = [
        (_week_row(plan, cell, money[cell], weeks, facts), False) for cell in cells
    ]
    sums = [_sum(own.get(week, NOTHING) for own in money.values()) for week in weeks]
    rows.append((["Total", "", None, *sums, _sum(sums), None, None], True))
    head = [Column("Region", width=16), Column("Channel", width=16), Column("Opens", DAY)]
    head += [Column(f"{week:%Y-%m-%d}", MONEY, 11) for week in weeks]
    head += [Column("Total", MONEY, 13), Column("At work in the opening week", SHARE, 14)]
    head.append(Column("Of the teaser", SHARE, 14))
    half = facts.number("carry_over.half_life").value
    note = (
        "Net, by the Monday of the week. An advertisement's effect is taken to halve in "
        f"{half:g} weeks (carry_over.half_life): so much of what ran up to the opening week, and "
        "of the teaser, is still at work in it."
    )
    return Sheet("Flighting", (titled(plan), note), tuple(head), tuple(rows))


def sources_sheet(plan: Plan, lines: Sequence[Line], facts: Facts) -> Sheet:
    """Return every fact that the lines' prices rest on, with its source, year and confidence."""
    facts = with_rates(facts, plan.goals)
    used: dict[str, set[str]] = {}
    for line in lines:
        for name in line.price.facts:
            used.setdefault(name, set()).add(line.run.region)
    rows = tuple((_source(facts.number(name), used[name]), False) for name in sorted(used))
    columns = (
        *(Column("Fact", width=26), Column("Value"), Column("Low"), Column("High")),
        *(Column("Unit", width=24), Column("Source", width=50), Column("Year", "0", 7)),
        *(Column("Confidence"), Column("As of", DAY), Column("Re-checked", DAY)),
        *(Column("Used in", width=30), Column("Note", width=70)),
    )
    note = "What the rates rest on. Change one in the plan's overrides, at: facts. and its name."
    return Sheet("Sources", (titled(plan), note), columns, rows)


def decisions_sheet(plan: Plan, facts: Facts, region: str | None = None) -> Sheet:
    """Return the decision rules in words, and what each region holds back until it decides.

    With a `region`, its own alone: what others hold back is not for its partner.
    """
    told = all_in_words(plan, facts, region)
    rows = [
        (
            (
                names.region(one.region),
                one.day,
                exact(one.contingency),
                exact(one.second_wave),
                exact(one.to_run),
                held_in_words(one, plan),
            ),
            False,
        )
        for one in held(plan, facts)
        if region in (None, one.region)
    ]
    columns = (
        *(Column("Region", width=16), Column("Decides on", DAY), Column("Contingency", MONEY, 13)),
        *(Column("Second wave", MONEY, 13), Column("Of it not run", MONEY, 13)),
        Column("In words", width=90),
    )
    return Sheet("Decisions", (titled(plan), *told), columns, tuple(rows))


def _notes(plan: Plan) -> tuple[str, ...]:
    spend = suggested(plan)
    money = (
        f"Amounts in {spend.currency}; gross is net and the agency's commission, VAT is left out. "
        "Rates are per 1000 impressions and a guess until a media owner quotes them."
    )
    reach = (
        "Reach: people of the film's core audience met at least once in the line, and their share "
        "of those whom the channel can reach. Lines meet the same people: reach does not add up."
    )
    return (titled(plan), money, reach)


def exact(value: object) -> object:
    """Return money to the cent, so that 0 is shown as 0.00; anything else as it is."""
    return value.quantize(CENT) if isinstance(value, Decimal) else value


def _sums(name: str, lines: Sequence[Line]) -> list[object]:
    def total(value: Value) -> Decimal:
        return _sum(amount for line in lines if isinstance(amount := value(line), Decimal))

    sums: list[object] = [total(value) if key in SUMMED else None for key, _, value in LINE]
    return [name, *sums[1:]]


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING).quantize(CENT)


def _week_row(
    plan: Plan, cell: tuple[str, str], money: dict[date, Decimal], weeks: list[date], facts: Facts
) -> list[object]:
    amounts = [exact(money[week]) if money.get(week) else None for week in weeks]
    shares = {week: float(x) for week, x in money.items()}
    release = release_of(plan, cell[0])
    at_work = at_opening(shares, release, facts) if release else None
    teaser = teaser_left(shares, release, facts) if release else None
    called = [names.region(cell[0]), names.channel(cell[1]), release]
    return [*called, *amounts, _sum(money.values()), at_work, teaser]


def _source(fact: Fact, regions: set[str]) -> Sequence[object]:
    return (
        *(fact.id, fact.value, fact.low, fact.high, fact.unit, fact.source, fact.year),
        *(fact.confidence, fact.as_of, fact.checked, ", ".join(sorted(regions)), fact.note),
    )
