from decimal import Decimal

import pytest

from planner.creators.offers import Offer
from planner.creators.pool import Pool, pool_of
from planner.errors import PlanError
from planner.facts.decided import facts_at_rates
from planner.facts.table import load
from planner.model.plan import Plan
from tests.creators.sheets import offer
from tests.plans import make_plan

FACTS = load()
GROUPS = {"groups": {"DACH": ["DE", "AT", "CH"]}}
PLAN = make_plan({"FR": {}, "MX": {}, "DACH": {}}, goals=GROUPS)


def pool(*offers: Offer, plan: Plan = PLAN, opening: str = "FR MX DACH") -> Pool:
    return pool_of(plan, offers, set(opening.split()), facts_at_rates(plan))


def test_only_whole_offers_in_regions_that_open_can_be_bought() -> None:
    found = pool(
        offer("Anna", 900, 40_000),
        offer("No price", None, 40_000),
        offer("No views", 900, None),
        offer("Nowhere", 900, 40_000, region=""),
        offer("Carla", 900, 40_000, region="MX"),
        opening="FR",
    )
    assert list(found.offers) == ["Anna"]
    assert [one.creator for one in found.candidates] == ["Anna"]


def test_people_of_a_media_kit_outrank_views_and_views_are_no_people() -> None:
    views = pool(offer("Anna", 900, None, expected_views=100_000)).candidates[0]
    both = pool(offer("Anna", 900, 40_000, expected_views=100_000)).candidates[0]
    per_view = FACTS.number("creators.people_per_view").value
    assert views.reach == {"FR/fr": pytest.approx(100_000 * per_view)}
    assert both.reach == {"FR/fr": 40_000}


def test_shares_of_an_audience_place_it_and_the_rest_is_elsewhere() -> None:
    shares = {"MX": 0.5, "AT": 0.1, "DE": 0.1, "US": 0.2}
    found = pool(offer("Anna", 900, 10_000, region="MX", audience=shares)).candidates[0]
    assert found.reach == {"MX/es": pytest.approx(5_000), "DACH/es": pytest.approx(2_000)}
    assert found.region == "MX"


def test_a_variety_of_a_language_is_spoken_by_the_same_people() -> None:
    found = pool(
        offer("Anna", 900, 10**12, "MX"),
        offer("Bea", 900, 10**12, "MX", language="es-MX"),
        offer("Clara", 900, 10**12, "MX", language="es_419"),
    )
    assert list(found.people) == ["MX/es"]
    assert {cell for one in found.candidates for cell in one.reach} == {"MX/es"}


def test_a_creator_in_a_country_of_a_group_counts_in_the_group() -> None:
    found = pool(offer("Anna", 900, 40_000, "AT", language="de"))
    assert found.candidates[0].reach == {"DACH/de": 40_000}
    assert found.candidates[0].region == "DACH"
    assert pool(offer("Anna", 900, 40_000, "AT", language="de"), opening="FR").candidates == ()


def test_nobody_reaches_more_people_than_there_are() -> None:
    found = pool(offer("Anna", 900, 10**12))
    assert found.candidates[0].reach == {"FR/fr": found.people["FR/fr"]}
    assert found.people["FR/fr"] < FACTS.number("population.FR").value


def test_posts_of_several_formats_come_in_packages_with_exact_prices() -> None:
    found = pool(
        offer("Anna", 900.10, 40_000, format="video", posts=1, followers=60_000),
        offer("Anna", 300.05, 15_000, platform="tiktok", format="clip", posts=2),
    )
    by_name = {one.package: one for one in found.candidates}
    whole = by_name["1 youtube video + 2 tiktok clip"]
    assert whole.posts == {"youtube video": 1, "tiktok clip": 2}
    assert found.price(whole) == Decimal("1500.20")
    missed = (1 - 40 / 60) * (1 - 15 / 60) ** 2
    assert whole.reach == {"FR/fr": pytest.approx(60_000 * (1 - missed))}
    assert found.candidate("Anna", whole.package) == whole


def test_prices_are_turned_into_the_budgets_money_at_the_persons_rate() -> None:
    rates = {"rates": {"JPY": {"value": 0.006, "as_of": "2026-05-01"}}}
    plan = make_plan({"FR": {}}, goals=rates)
    found = pool(offer("Anna", 100_000, 40_000, currency="JPY"), plan=plan, opening="FR")
    assert found.price(found.candidates[0]) == Decimal("600.00")


def test_a_currency_without_a_rate_is_told() -> None:
    with pytest.raises(PlanError, match="XPF"):
        pool(offer("Anna", 100, 40_000, currency="XPF"))
