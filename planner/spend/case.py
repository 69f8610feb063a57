"""One campaign's money, solved: language versions, cells, and every payer's split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.model.sections import SplitWorth
from planner.spend.allocate import Allocation, value_of
from planner.spend.ask import Ask, Weeks, plain_cells, weeks_of, weighing_of
from planner.spend.budget import Lines, budget_lines
from planner.spend.curves import Key, cell_of
from planner.spend.language_media import best_languages
from planner.spend.languages import Languages
from planner.spend.pots import US, Nothing, Pot, ours, pots
from planner.spend.response import Cells, channels
from planner.spend.shortlists import ChosenShortlist

DIGITS = 6
"""Of what a split is worth: enough to show its gap, which is no figure of the world."""


@dataclass(frozen=True, slots=True)
class Case:
    """The money of a plan: what pages, scenarios and draws read.

    `plain` are the cells with subtitles in each region's main languages, `cells` those with the
    language versions that are paid for. `found` is each payer's split before it was rounded to
    `money`, which is net.
    """

    ask: Ask
    lines: Lines
    weeks: Weeks
    plain: Cells
    cells: Cells
    languages: Languages
    pots: tuple[Pot, ...]
    found: Mapping[str, Allocation]
    money: Mapping[Key, Decimal]
    creators: ChosenShortlist

    @property
    def ours(self) -> Pot | None:
        """Return our pot, or None where partners pay wherever the film opens."""
        return ours(self.pots)

    @property
    def media(self) -> Allocation | Nothing:
        """Return the split of our media money before it was rounded."""
        return self.found.get(US, Nothing())

    @property
    def gap(self) -> float:
        """Return the share of the best possible result that our money's split may miss."""
        value = self.creators.value + self.media.value
        return max((self.bound - value) / self.bound, 0.0) if self.bound > 0 else 0.0

    @property
    def bound(self) -> float:
        """Return what no split of our money, creators' included, brings more than."""
        return max(self.media.bound + self.creators.value, self.creators.bound)

    @property
    def by_cell(self) -> dict[str, float]:
        """Return the net media of every cell by its name, `FR.paid_social`."""
        return {cell_of(key): float(amount) for key, amount in self.money.items()}

    @property
    def worth(self) -> SplitWorth | None:
        """Return what our split, as planned, brings if every figure is right; and the best."""
        pot = self.ours
        if pot is None:
            return None
        ends = value_of(pot.curves, self.by_cell) + self.creators.value, self.bound
        value, bound = (float(f"{number:.{DIGITS}g}") for number in ends)
        objective = self.ask.plan.goals.objective
        return SplitWorth(objective=objective, value=value, bound=max(value, bound))

    def by_channel(self, code: str) -> dict[str, Decimal]:
        """Return a region's net media by channel, in the order of the usual mix."""
        order = channels(self.ask.facts)
        return {name: self.money[code, name] for name in order if (code, name) in self.money}


def solve(ask: Ask) -> Case:
    """Return the money of a plan: language versions and media, split as its objective asks.

    Raises:
        PlanError: the budget does not cover its lines, or limits cannot hold together.
    """
    weeks = weeks_of(ask)
    plain = plain_cells(ask, weeks)
    return split(ask, ask.languages or best_languages(ask, plain, weeks), plain, weeks)


def split(ask: Ask, languages: Languages, plain: Cells, weeks: Weeks) -> Case:
    """Return the money of a plan whose language versions are chosen; raises as `solve` does."""
    plan, facts = ask.plan, ask.facts
    least = budget_lines(plan, ask.days, ask.creators.costs[0], facts, versions=languages.costs)
    scaled = plain.scaled(languages.factors)
    weighing = weighing_of(ask, least, scaled, languages.factors, weeks)
    choice = weighing.best()
    lines = weighing.lines_at(choice.at)
    found = pots(plan, weighing.curves, lines.media, facts)
    solved = [pot.solved() for pot in found]
    return Case(
        ask=ask,
        lines=lines,
        weeks=weeks,
        plain=plain,
        cells=scaled,
        languages=languages,
        pots=tuple(pot for pot, _ in solved),
        found={pot.payer: found for pot, found in solved},
        money={key: x for pot, found in solved for key, x in pot.whole(found.spend).items()},
        creators=weighing.chosen(choice),
    )
