"""Plans whose media is bought: dates and a budget table that adds up, without any suggestion."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from planner.model.base import CENT
from planner.model.plan import Plan
from planner.plan import edit
from planner.spend.commission import commission_on
from tests.plans import make_plan

RELEASE = date(2027, 3, 18)  # a Thursday
START = date(2027, 2, 1)  # six weeks before its week
Media = Mapping[str, Sequence[int | Decimal]]


def bought(
    regions: Mapping[str, Mapping[str, object]],
    media: Mapping[str, Media],
    *,
    rate: float = 0.15,
    contingency: int = 30_000,
    goals: Mapping[str, object] | None = None,
    film: Mapping[str, object] | None = None,
    admissions: Mapping[str, int] | None = None,
) -> Plan:
    """A plan whose regions all open on RELEASE, with `media` by region, channel and week."""
    plan = make_plan(regions, goals=goals, film=film)
    table = {code: _region(plan, code, media.get(code, {}), admissions or {}) for code in regions}
    ours = sum((Decimal(str(one["ours"])) for one in table.values()), Decimal(0))
    commission = commission_on(ours, rate)
    spend = {
        "currency": plan.goals.budget.currency,
        "total": ours + commission + contingency,
        "media": ours,
        "commission_rate": rate,
        "commission": commission,
        "contingency": contingency,
        "partners": sum((Decimal(str(one["partner"])) for one in table.values()), Decimal(0)),
        "regions": table,
    }
    first = START - timedelta(weeks=20)
    timing = {"date": RELEASE, "set_by": "suggested", "earliest": first, "latest": RELEASE}
    dated = {"regions": dict.fromkeys(regions, timing)}
    saved = "2026-06-02T09:30:00Z"
    return edit.replace(plan, {"spend": spend, "timing": dated, "saved": saved})


def _region(
    plan: Plan, code: str, media: Media, admissions: Mapping[str, int]
) -> dict[str, object]:
    region = plan.goals.regions[code]
    total = sum((Decimal(x) for weeks in media.values() for x in weeks), Decimal(0))
    ours = (total * Decimal(str(region.share_of_ours))).quantize(CENT, ROUND_DOWN)
    found: dict[str, object] = {
        "pays": region.pays,
        "flight_start": START,
        "media": {name: list(weeks) for name, weeks in media.items()},
        "ours": ours,
        "partner": total - ours,
    }
    if code in admissions:
        expected = admissions[code]
        found["admissions"] = {"low": expected, "base": expected, "high": expected}
    return found
