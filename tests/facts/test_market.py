"""Markets: sums over countries, and each country's main language."""

import pytest

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
