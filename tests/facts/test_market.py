"""Markets: sums over countries, and each country's main language."""

import pytest

from planner.errors import PlanError
from planner.facts import table
from planner.facts.market import Market, main_language
from planner.model.base import is_language, territories


def test_every_territory_has_a_language_that_a_plan_accepts() -> None:
    assert [code for code in territories() if not is_language(main_language(code))] == []


@pytest.mark.parametrize(("code", "language"), [("GE", "ka"), ("TW", "zh_Hant"), ("MX", "es")])
def test_main_languages(code: str, language: str) -> None:
    assert main_language(code) == language


def test_a_group_is_the_sum_of_its_countries() -> None:
    facts = table.load()
    parts = [Market(code, (code,), facts) for code in ("DE", "AT", "CH")]
    group = Market("DACH", ("DE", "AT", "CH"), facts)
    assert group.population == sum(part.population for part in parts)
    assert group.admissions == sum(part.admissions for part in parts)
    assert (
        min(p.price_level for p in parts) <= group.price_level <= max(p.price_level for p in parts)
    )
    assert group.languages() == ("de",)


def test_a_subdivision_falls_back_to_its_country() -> None:
    facts = table.load()
    assert Market("CA-QC", ("CA-QC",), facts).population == facts.number("population.CA").value


def test_the_facts_behind_a_group_or_a_part_of_a_country_exist() -> None:
    facts = table.load()
    group = Market("DACH", ("DE", "AT", "CH"), facts)
    assert group.fact_ids("population") == ("population.DE", "population.AT", "population.CH")
    part = Market("CA-QC", ("CA-QC", "CA-ON"), facts)
    assert part.fact_ids("price_level") == ("price_level.CA",)
    assert part.fact_ids("nothing") == ()


def test_a_groups_tax_and_rental_lie_between_those_of_its_countries() -> None:
    facts = table.load()
    both = Market("BOTH", ("FR", "GB"), facts)
    ends = sorted(facts.number(f"ticket_tax.{code}").value for code in ("FR", "GB"))
    assert ends[0] < both.ticket_tax < ends[1]
    ends = sorted(facts.number(f"rental_share.{code}").value for code in ("FR", "GB"))
    assert ends[0] < both.rental_share < ends[1]


def test_a_territory_without_its_own_tax_and_rental_gets_the_usual_ones() -> None:
    facts = table.load()
    market = Market("AQ", ("AQ",), facts)
    assert market.ticket_tax == facts.number("ticket_tax").value
    assert market.rental_share == facts.number("rental_share").value


def test_each_member_has_its_own_row_or_the_usual_one() -> None:
    facts = table.load().with_overrides({"cpm.search.CA": (3.0, "a test")})
    rows = Market("BOTH", ("CA-QC", "MX"), facts).each("cpm.search")
    assert [(member, fact.id) for member, fact in rows] == [
        ("CA-QC", "cpm.search.CA"),
        ("MX", "cpm.search"),
    ]


def test_fewer_people_than_nobody_are_refused() -> None:
    facts = table.load().with_overrides({"population.MX": (-1.0, "a test")})
    with pytest.raises(PlanError, match=r"population\.MX must be at least 0; it is -1"):
        Market("MX", ("MX",), facts).people("MX")
