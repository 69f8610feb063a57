"""The media plan by the trade's conventions: one line a region, channel and flight.

Lines are those of a media plan as agencies keep it (Bionic, "Anatomy of a media plan", 2017):
id, placement, flight, rate, quantity, net and gross, CPM, reach and frequency. Money is the budget
table's, so that plan, table and lines add up to the same cent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from string import ascii_lowercase

from planner.errors import PlanError
from planner.facts.market import Market
from planner.facts.money import rate_of, with_rates
from planner.facts.table import Facts
from planner.model import names
from planner.model.plan import Plan
from planner.spend.commission import apportion
from planner.spend.contacts import Audience, Contacts, audience_of, met
from planner.spend.prices import Price
from planner.spend.runs import Run, runs, suggested
from planner.spend.served import share_understood
from planner.spend.table import budget_table
from planner.spend.table_rows import US, Row, Sum, total
from planner.timing.gates import language_versions

CODES = {
    "paid_social": ("SOC", "Feed and story ads"),
    "online_video": ("OLV", "Trailer before videos"),
    "short_video": ("SHV", "Short upright videos"),
    "search": ("SEA", "Search ads on the title"),
    "ctv_tv": ("TV", "Trailer spots"),
    "out_of_home": ("OOH", "Posters and screens"),
    "cinema_trailers": ("CIN", "Trailer before other films"),
    "press_events": ("PRE", "Screenings, interviews and coverage"),
}
"""A channel's part of a line id, and what is booked there."""
NUMBERS = {"teaser": "01", "pre-release": "02", "opening": "03", "second wave": "04"}
"""A phase's part of a line id: the same whether the phases before it have money or not."""


@dataclass(frozen=True, slots=True)
class Line:
    """One flight of one channel in one region.

    `price` is the rate, money of the plan's currency per 1000 impressions; `local` is the same in
    the region's own currency, at `rate_day`'s rate. `impressions` are bought for the net money.
    `met` are people of the core audience: those who could be met, who are, and how often. `pays`
    holds each payer's money (`us` or the partner's name).
    """

    id: str
    run: Run
    partner: str
    placement: str
    price: Price
    local: float
    local_currency: str
    rate_day: date | None
    impressions: int
    met: Contacts
    pays: Mapping[str, Sum]
    note: str

    @property
    def money(self) -> Sum:
        """Return net money and commission, whoever pays; gross is both."""
        return sum(self.pays.values(), Sum())

    @property
    def cpm(self) -> float:
        """Return net money per 1000 impressions as they are counted in the line."""
        return 1000 * float(self.run.net) / self.impressions if self.impressions else 0.0

    @property
    def reach(self) -> float:
        """Return the share of the people who could be met that are met at least once, 0 to 1."""
        return self.met.reached / self.met.people if self.met.people else 0.0


def media_plan(plan: Plan, facts: Facts, region: str | None = None) -> tuple[Line, ...]:
    """Return the lines of a suggested plan, in the order of its regions, channels and weeks.

    With a `region`, its lines alone.

    Raises:
        PlanError: nothing has been suggested yet, or amounts were edited by hand and don't add up.
    """
    suggested(plan)
    facts = with_rates(facts, plan.goals)
    table = budget_table(plan, facts).adding_up()
    rows = [row for row in table.rows if row.kind == "media" and region in (None, row.region)]
    own = [run for run in runs(plan, facts) if region in (None, run.region)]
    regions = {
        code: _Region(plan, code, facts) for code in dict.fromkeys(run.region for run in own)
    }
    lines: list[Line] = []
    for cell, found in groupby(own, key=lambda run: (run.region, run.channel)):
        paid = [row for row in rows if (row.region, row.channel) == cell]
        lines += _cell(regions[cell[0]], list(found), paid)
    _check(lines, rows)
    return tuple(lines)


def _check(lines: Sequence[Line], rows: Sequence[Row]) -> None:
    planned = sum((line.money for line in lines), Sum())
    if planned != total(rows):
        raise PlanError(
            f"The media plan doesn't add up: its lines are {planned.gross:,.2f}, the media of the "
            f"budget table {total(rows).gross:,.2f}. An amount was edited by hand; run suggest on "
            "the plan again and save it."
        )


class _Region:
    """What the lines of a region share."""

    def __init__(self, plan: Plan, code: str, facts: Facts) -> None:
        self.plan, self.code, self.facts = plan, code, facts
        self.region = plan.goals.regions[code]
        self.market = Market.of(code, plan.goals, facts)
        self.currency = plan.goals.budget.currency

    @cached_property
    def served(self) -> float:
        """Return the share of people who understand a language version."""
        needed = language_versions(self.plan.film, self.region, self.market)
        paid = suggested(self.plan).language_versions
        keys = dict.fromkeys([*(item.key for item in needed), *paid])
        return share_understood(self.plan, self.code, list(keys), self.facts)

    def at(self, run: Run) -> Audience:
        """Return whom a run can meet, at the prices of its weeks."""
        weeks = {week: float(x / run.net) for week, x in run.money.items()}
        wanted = {run.channel: weeks}
        found = audience_of(self.market, wanted, self.currency)[run.channel]
        return found.times(self.served)

    @cached_property
    def rate(self) -> tuple[str, float, date | None]:
        """Return the region's currency, what 1 of it is in the budget's, and of which day."""
        own = self.region.currency or self.currency
        value, day, _ = rate_of(own, self.plan.goals, self.facts)
        return own, value, day


def _cell(region: _Region, own: list[Run], rows: Sequence[Row]) -> Iterator[Line]:
    """Yield a cell's lines; each payer's money is shared out over them like their net money."""
    parts = _payers([run.net for run in own], rows)
    note = " ".join(dict.fromkeys(row.note for row in rows if row.note))
    for run, pays in zip(own, parts, strict=True):
        audience = region.at(run)
        bought = met(audience, float(run.net))
        currency, rate, day = region.rate
        yield Line(
            id=_id(run),
            run=run,
            partner=region.region.partner.name if region.region.partner else "",
            placement=f"{_words(run.channel)[1]}, {run.phase}",
            price=audience.price,
            local=audience.price.cpm / rate,
            local_currency=currency,
            rate_day=day,
            impressions=round(bought.impressions),
            met=bought,
            pays=pays,
            note=note,
        )


def _payers(nets: list[Decimal], rows: Sequence[Row]) -> list[dict[str, Sum]]:
    """Return what each payer pays of each run: runs and payers both add up to the cent.

    All but the last payer get parts by largest remainder, the last what is left of each run.
    """
    left = list(nets)
    parts: list[dict[str, Sum]] = [{} for _ in nets]
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        net = left if last else apportion(row.money.net, left)
        for pays, own, commission in zip(
            parts, net, apportion(row.money.commission, net), strict=True
        ):
            if own or commission:
                pays[row.payer] = Sum(own, commission)
        left = [rest - own for rest, own in zip(left, net, strict=True)]
    return parts


def _id(run: Run) -> str:
    again = f"{ascii_lowercase[(run.number - 1) % 26]}" if run.number > 1 else ""
    return f"{run.region}-{_words(run.channel)[0]}-{NUMBERS[run.phase]}{again}"


def _words(channel: str) -> tuple[str, str]:
    return CODES.get(channel, (channel.upper().replace("_", "-"), names.channel(channel)))


def payers(line: Line) -> str:
    """Return who pays a line, in words: we, a partner, or both with their net parts."""
    named = {("we" if name == US else name): one for name, one in line.pays.items()}
    if len(named) < 2:
        return "".join(named)
    return ", ".join(f"{name} {one.net:,.2f}" for name, one in named.items())
