import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.facts.market import Market
from planner.facts.table import load
from planner.spend.response import Cells, cells, channels, worth_of_one

FACTS = load()
CODES = ["BR", "DE", "EG", "FR", "GB", "IN", "JP", "MX", "US"]
MIX = {name: fact.value for name, fact in FACTS.table("channel_share").items()}
potentials = st.dictionaries(st.sampled_from(CODES), st.floats(10, 1e7), min_size=1)
moneys = st.floats(1, 1e8)
few = settings(max_examples=40)


def market(code: str) -> Market:
    return Market(code, (code,), FACTS)


def cells_of(potential: dict[str, float], media: float, currency: str = "EUR") -> Cells:
    return cells({code: market(code) for code in potential}, potential, media, currency, FACTS)


def reference(found: Cells, code: str) -> dict[str, float]:
    return {name: found.reference[code] * part for name, part in MIX.items()}


def elasticity(found: Cells, code: str, spend: dict[str, float]) -> float:
    """The change of admissions for 1 % more in every channel, both ways, in percent."""
    step = 1e-4
    more, less = (
        found.admissions(code, {name: x * (1 + change) for name, x in spend.items()})
        for change in (step, -step)
    )
    return (more - less) / (2 * step) / found.admissions(code, spend)


def test_the_usual_mix_is_whole() -> None:
    assert sum(MIX.values()) == pytest.approx(1)
    assert channels(FACTS)[0] == "paid_social"
    assert sorted(channels(FACTS)) == sorted(MIX)


@few
@given(potentials, moneys, st.sampled_from(["EUR", "USD", "JPY"]))
def test_at_the_reference_plan_admissions_are_the_potential(
    potential: dict[str, float], media: float, currency: str
) -> None:
    found = cells_of(potential, media, currency)
    for code, admissions in potential.items():
        spend = reference(found, code)
        assert found.admissions(code, spend) == pytest.approx(admissions)


@few
@given(potentials, moneys)
def test_the_mean_elasticity_by_potential_is_the_published_prior(
    potential: dict[str, float], media: float
) -> None:
    found = cells_of(potential, media)
    prior = FACTS.number("elasticity.short")
    seen = {code: elasticity(found, code, reference(found, code)) for code in potential}
    mean = sum(seen[code] * potential[code] for code in seen) / sum(potential.values())
    assert mean == pytest.approx(prior.value, rel=1e-3)
    assert prior.low is not None
    assert prior.high is not None
    for value in seen.values():
        assert prior.low - 1e-4 <= value <= prior.high + 1e-4


@few
@given(potentials, moneys)
def test_every_curve_starts_at_nothing_rises_and_bends_down(
    potential: dict[str, float], media: float
) -> None:
    for curve in cells_of(potential, media).curves.values():
        assert curve.value(0.0) == 0
        assert curve.is_concave
        steps = np.diff(curve.value(np.linspace(0, curve.hi, 40)))
        assert (steps > 0).all()
        assert (np.diff(steps) <= 1e-9 * steps[0]).all()


@few
@given(potentials, moneys)
def test_without_media_fewer_come_but_never_less_than_nobody(
    potential: dict[str, float], media: float
) -> None:
    found = cells_of(potential, media)
    assert all(0 <= found.base[code] < potential[code] for code in potential)


def test_a_region_where_reaching_a_likely_person_is_cheaper_responds_more() -> None:
    potential = {"IN": 10_000.0, "US": 10_000.0, "GE": 10_000.0}
    found = cells_of(potential, 100_000)
    efficiency = {
        code: 1 / market(code).population / market(code).price_level for code in potential
    }
    order = sorted(potential, key=efficiency.__getitem__)
    assert [found.elasticity[code] for code in order] == sorted(found.elasticity.values())


def test_the_reference_plan_does_not_follow_the_budget() -> None:
    potential = {"FR": 50_000.0, "MX": 20_000.0}
    small, large = cells_of(potential, 1e4), cells_of(potential, 1e7)
    assert small.reference == large.reference
    per_one = FACTS.number("reference_media").value
    assert small.reference["FR"] == pytest.approx(50_000 * per_one * market("FR").price_level)
    spend = dict.fromkeys(MIX, 10000.0)
    assert small.admissions("FR", spend) == large.admissions("FR", spend)


def test_at_twice_the_price_the_same_effect_takes_twice_the_money() -> None:
    price = FACTS.number("cpm.search").value
    dear = FACTS.with_overrides({"cpm.search": (2 * price, "a test")})

    def half_point(admissions: float) -> float:
        return cells_of({"FR": admissions}, 1e6).curves["FR", "search"].k

    # Between the two ends that keep it near the reference plan the half point is the price's own.
    admissions = next(
        people
        for people in np.geomspace(1e2, 1e9, 90)
        if 0.9
        < half_point(people) / cells_of({"FR": people}, 1e6).reference["FR"] / MIX["search"]
        < 1.4
    )
    dearer = cells({"FR": market("FR")}, {"FR": admissions}, 1e6, "EUR", dear)
    assert dearer.curves["FR", "search"].k == pytest.approx(2 * half_point(admissions))


def test_gross_counts_each_admission_by_its_ticket() -> None:
    assert worth_of_one("admissions", market("FR"), "EUR", FACTS) == 1
    ticket = FACTS.number("ticket_price.FR").value
    assert worth_of_one("gross", market("FR"), "EUR", FACTS) == ticket
    rate = FACTS.number("fx.EUR").value / FACTS.number("fx.USD").value
    assert worth_of_one("gross", market("FR"), "USD", FACTS) == pytest.approx(ticket * rate)
