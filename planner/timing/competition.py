"""What other titles and big events take from a region's weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.model.rules import Competitor
from planner.timing.calendar import monday
from planner.timing.mine import concerns


@dataclass(frozen=True, slots=True)
class Rival:
    """A competing title in a region: the Monday of its opening and what it takes then."""

    title: str
    week: date
    loss: float
    """Share of demand lost in the week of its opening, for a film that was there before."""


@dataclass(frozen=True, slots=True)
class Pressure:
    """Everything that presses on a region's weeks."""

    rivals: tuple[Rival, ...]
    events: tuple[tuple[date, date, float], ...]
    """First and last Monday of each big event, and the factor it puts on its weeks."""
    incumbent: float
    """How many times as much a title takes that runs already when the film opens."""
    decay: float
    """Share of its audience that a title loses each week."""

    def factor(self, opening: date, week: date, scale: float = 1.0) -> float:
        """Return what is left of the demand of `week`, for a film that opened in `opening`.

        Both are Mondays; `scale` multiplies what each title takes. Incumbents take more than
        entrants (Calantone et al.); the sizes are assumed, see the facts competition.*.
        """
        left = 1.0
        for rival in self.rivals:
            age = (week - rival.week).days // 7
            if age >= 0:
                role = self.incumbent if rival.week < opening else 1.0
                left *= 1 - min(rival.loss * role * scale * (1 - self.decay) ** age, 1.0)
        for first, last, effect in self.events:
            if first <= week <= last:
                left *= effect
        return left


def pressure(code: str, plan: Plan, facts: Facts) -> Pressure:
    """Return the competing titles and big events of the plan that concern a region."""
    usual = facts.number("happening.effect").value
    events = tuple(
        (monday(item.from_), monday(item.to), 1 + (usual if item.effect is None else item.effect))
        for item in plan.goals.happenings
        if not item.regions or any(concerns(one, code, plan.goals) for one in item.regions)
    )
    rivals = tuple(
        Rival(item.title, monday(item.date), _loss(item, plan.film.genres, facts))
        for item in plan.goals.competitors
        if concerns(item.region, code, plan.goals)
    )
    decay = facts.number("weekly_decay").value
    return Pressure(rivals, events, facts.number("competition.incumbent").value, decay)


def _loss(item: Competitor, genres: Sequence[str], facts: Facts) -> float:
    size = facts.number(f"competition.size.{item.size}").value
    return size * facts.number(f"competition.relation.{relation(item.genres, genres)}").value


def relation(theirs: Sequence[str], ours: Sequence[str]) -> str:
    """Return how a title's genres relate to the film's: same, related or other.

    Related genres hurt more than the same ones (Calantone et al., 2,948 US films, 1997 to 2004).
    """
    their, our = ({name.casefold().strip() for name in names} for names in (theirs, ours))
    if their and their == our:
        return "same"
    return "related" if their & our else "other"


def weeks_after(week: date, count: int) -> list[date]:
    """Return `count` Mondays from `week` on."""
    return [week + timedelta(weeks=number) for number in range(count)]
