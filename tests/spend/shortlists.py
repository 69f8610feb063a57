"""Made shortlists of creators for tests: more money reaches more people, ever more slowly."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.spend.shortlists import Shortlists

COSTS = (0, 1000, 2000, 4000, 8000, 16_000)
AUDIENCES = {"DE": 200_000.0, "FR": 600_000.0}
SLOW = 10_000
"""Money that reaches two thirds of the audiences."""


def made_shortlists(
    audiences: Mapping[str, float] = AUDIENCES, costs: Sequence[int] = COSTS
) -> Shortlists:
    """Shortlists that reach up to these people, and spend as much in each region."""
    parts = {code: Decimal(1) / len(audiences) for code in audiences}
    return Shortlists(
        costs=tuple(map(Decimal, costs)),
        people=tuple(
            {code: people * -math.expm1(-cost / SLOW) for code, people in audiences.items()}
            for cost in costs
        ),
        spent=tuple({code: cost * part for code, part in parts.items()} for cost in costs),
    )
