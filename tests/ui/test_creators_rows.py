"""What page Creators lists and edits: rows from plan and sheet and back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.creators.compliance import compliance
from planner.creators.offers import COLUMNS, Offer
from planner.creators.sheet import parse_sheet
from planner.creators.shortlist import CellReach
from planner.errors import InputError
from planner.facts.table import load
from planner.model.base import Range
from planner.model.sections import ChosenCreator, Creators
from planner.plan import edit
from planner.ui import (
    creators_found,
    creators_map,
    creators_outreach,
    creators_rows,
    creators_sheet,
    creators_texts,
)
from tests.ui.conftest import SHEET, first_plan

PLAN = first_plan()
GOALS = PLAN.goals
OFFERS = parse_sheet(SHEET, "creators.csv", GOALS)


def chosen(**changed: object) -> ChosenCreator:
    given_ = {"platform": "tiktok", "region": "FR", "language": "fr", "price": 2500}
    return ChosenCreator.model_validate(given_ | {"added_reach": 1000} | changed)


def section(**picks: ChosenCreator) -> Creators:
    spent = sum((one.price for one in picks.values()), Decimal(0))
    return Creators(budget=Decimal(9000), spent=spent, chosen=dict(picks))


def test_a_sheet_that_is_edited_reads_the_same() -> None:
    text = creators_sheet.text_of(creators_rows.sheet_rows(OFFERS))
    assert parse_sheet(text, "creators.csv", GOALS) == OFFERS


def test_a_fault_in_a_row_is_told_with_its_line() -> None:
    row: dict[str, object] = {"creator": "Anna", "platform": "X", "price": "ask her"}
    with pytest.raises(InputError, match=r"creators\.csv:2: price"):
        parse_sheet(creators_sheet.text_of([row]), "creators.csv", GOALS)


@given(st.lists(st.integers(0, 5), unique=True), st.lists(st.integers(0, 5), unique=True))
def test_rows_that_a_filter_hides_stay_where_they_are(shown: list[int], kept: list[int]) -> None:
    before = creators_rows.sheet_rows(Offer(f"C{n}", "tiktok") for n in range(6))
    seen = [before[n] for n in sorted(shown)]
    edited = [dict(before[n]) | {"note": "edited"} for n in sorted(shown) if n in kept]
    added: dict[str, object] = {"creator": "New", "platform": "podcast"}
    found = creators_rows.merged(before, seen, [*edited, added])
    there = [n for n in range(6) if n not in shown or n in kept]
    assert [row["creator"] for row in found] == [*(f"C{n}" for n in there), "New"]
    assert [row.get("note") for row in found[:-1]] == [
        "edited" if n in shown else "" for n in there
    ]


def test_a_row_that_is_there_twice_stays_there_twice() -> None:
    before = creators_rows.sheet_rows(OFFERS)
    again = dict(before[0]) | {"price": Decimal(1)}
    found = creators_rows.merged(before, before, [*before, again])
    assert found == [*before, again]


def test_a_row_without_a_format_is_the_one_that_the_sheet_calls_post() -> None:
    row = {"creator": "Anna", "platform": "tiktok"}
    assert creators_rows.key_of(row) == creators_rows.key_of(row | {"format": "post"})


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (("", "", "", ""), ["Anna", "Bruno", "Carla"]),
        (("TIKTOK", "", "", ""), ["Bruno"]),
        (("", "MX", "", ""), ["Carla"]),
        (("", "", "agreed", ""), []),
        (("", "", "", "lacks"), []),
        (("", "FR", "idea", "ready"), ["Anna", "Bruno"]),
    ],
)
def test_a_filter_narrows_the_rows_down(
    options: tuple[str, str, str, str], names: list[str]
) -> None:
    assert [one.creator for one in creators_rows.matching(OFFERS, *options)] == names


def test_what_a_row_lacks_stands_beside_it() -> None:
    [row] = creators_rows.sheet_rows([Offer("Anna", "tiktok", region="FR", language="fr")])
    assert row["lacks"] == "a price, expected views or people reached"
    assert set(COLUMNS) < set(row)


@pytest.mark.parametrize(
    ("posts", "told"),
    [
        ({"tiktok video": 2, "tiktok story": 1}, "2 videos, 1 story"),
        ({"tiktok story": 2}, "2 stories"),
        ({"youtube video": 1}, "1 youtube video"),
        ({}, "tiktok"),
    ],
)
def test_posts_are_told_in_words(posts: dict[str, int], told: str) -> None:
    assert creators_rows.posts(chosen(posts=posts)) == told


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", ""),
        (None, ""),
    ],
)
def test_a_link_of_another_kind_is_not_followed(link: str | None, shown: str) -> None:
    law = {"FR": compliance(GOALS, "FR", load())}
    found = creators_rows.shortlist(section(Anna=chosen(link=link)), PLAN, law)
    assert found["Link"].tolist() == [shown]


def test_money_is_told_of_what_there_is_in_all_and_by_region() -> None:
    rules = {"regions": {"FR": {"budget": 4000, "most": 2}, "JP": {"budget": 500}}}
    plan = edit.replace(PLAN, {"goals.shortlist": rules | {"most_per_region": 5}})
    found = creators_rows.budget(
        section(Anna=chosen(), Carla=chosen(region="MX", price=2000)), plan
    ).set_index("name")
    assert found.loc["All regions", "told"] == "€4,500 of €9,000"
    assert found.loc["France", "told"] == "€2,500 of €4,000, 1 creator of at most 2"
    assert found.loc["Mexico", "told"] == "€2,000, 1 creator of at most 5"
    assert found.loc["Japan", "spent"] == 0


def test_limits_of_regions_read_as_they_were_written() -> None:
    rules = {"regions": {"FR": {"most": 2}, "BR": {"budget": 10}}}
    plan = edit.replace(PLAN, {"goals.shortlist": rules})
    rows = creators_rows.rule_rows(plan)
    cells = [{key: value for key, value in row.items() if value is not None} for row in rows]
    again = edit.replace(plan, {"goals.shortlist.regions": creators_rows.region_rules(plan, cells)})
    assert again == plan


def test_how_far_talks_are_goes_into_all_rows_of_a_creator() -> None:
    offers = [*OFFERS, replace(OFFERS[0], format="story")]
    row: dict[str, object] = {"state": "agreed", "disclosure_agreed": "yes"}
    found = creators_outreach.with_states(offers, {"Anna": row})
    assert [(one.state, one.disclosure_agreed) for one in found if one.creator == "Anna"] == [
        ("agreed", True),
        ("agreed", True),
    ]
    assert found[1:3] == OFFERS[1:3]
    with pytest.raises(InputError, match="Zoe"):
        creators_outreach.with_states(offers, {"Zoe": row})


@pytest.mark.parametrize(
    ("audiences", "reached", "told"),
    [(1000, 1000, "come to the same"), (1500, 1000, "come to 1,500, 50% more")],
)
def test_the_sum_of_audiences_is_told_beside_reach(
    audiences: float, reached: float, told: str
) -> None:
    assert told in creators_map.told(audiences, reached, 3)


def test_the_map_has_those_who_add_most_where_most_are_reached() -> None:
    def cell(region: str, **added: float) -> CellReach:
        total = sum(added.values())
        return CellReach(region, "es", 1e6, Range(low=1, base=total, high=total), total, added)

    names = {f"C{n:02}": float(n) for n in range(60)}
    cells = creators_found.by_reach([cell("MX", Zoe=9000), cell("AR", **names, Zoe=4000)])
    found = creators_found.matrix(cells, PLAN)
    assert found["cell"].iloc[0] == "Mexico, Spanish"
    assert found["creator"].nunique() == creators_found.MOST_ROWS
    assert found["creator"].iloc[0] == "Zoe"
    assert found["grade"].iloc[0] == creators_texts.GRADES[-1]
    assert set(found.loc[found["creator"] == "C59", "grade"]) == {
        creators_texts.GRADES[0],
        creators_texts.NOTHING,
    }
    shares = creators_found.spans(cells, PLAN)
    assert (shares[["low", "middle", "high"]] <= 1).all(axis=None)
