from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.creators.offers import Offer
from planner.creators.pool import pool_of
from planner.creators.sheet_texts import LONGEST, LONGEST_NAME, LONGEST_WORD
from planner.creators.shortlist import Shortlist, shortlist_at
from planner.creators.weigh import weigh
from planner.facts.table import load
from planner.plan import edit
from tests.creators.sheets import offer
from tests.plans import make_plan

FACTS = load()
ALIKE = {"FR": 0.01, "MX": 0.01}
SHEET = [
    offer("Anna", 3000, 400_000, state="contacted", evidence="media kit", channel_id="UC1"),
    offer("Bruno", 2500, 300_000, platform="tiktok", format="clip", link="https://example.org/b"),
    offer("Carla", 2000, 500_000, "MX", audience={"MX": 0.8, "FR": 0.1}),
]


def shortlist(
    sheet: list[Offer], changes: Mapping[str, object] | None = None, at: int = -1
) -> Shortlist:
    plan = edit.replace(make_plan({"FR": {}, "MX": {}}), changes or {})
    weighed = weigh(plan, pool_of(plan, sheet, {"FR", "MX"}, FACTS), ALIKE, FACTS)
    return shortlist_at(plan, weighed, at % len(weighed.selections), FACTS)


def test_the_longest_names_and_links_of_a_sheet_fit_into_the_plan() -> None:
    name, word, link = "n" * LONGEST_NAME, "w" * LONGEST_WORD, "https://" + "x" * (LONGEST - 8)
    sheet = [
        offer(
            name, 1, 9000 * at, platform=f"{word[:-1]}{at}", format=word, link=link, followers=10**6
        )
        for at in range(1, 5)
    ]
    decided = {"overrides": [{"at": f"creators.{name}.chosen", "value": True}]}
    found = shortlist(sheet, decided).section.chosen[name]
    assert (len(found.posts), found.link) == (4, link)


rows = st.tuples(
    st.integers(0, 900_000).map(lambda cents: cents / 100),
    st.integers(0, 90_000_000),
    st.sampled_from(["FR", "MX"]),
    st.integers(1, 3),
)
sheets = st.lists(rows, max_size=6).map(
    lambda rows: [
        offer(f"C{at}", price, n, code, posts=posts, followers=2 * n)
        for at, (price, n, code, posts) in enumerate(rows)
    ]
)


@settings(max_examples=25)
@given(sheets)
def test_the_section_adds_up_and_its_reach_is_in_order(sheet: list[Offer]) -> None:
    found = shortlist(sheet)
    section = found.section
    prices = {one.creator: one.price or Decimal(0) for one in sheet}
    for name, one in section.chosen.items():
        assert one.price == prices[name] * one.posts["youtube post"]
    assert section.spent == sum((one.price for one in section.chosen.values()), Decimal(0))
    assert section.spent == found.weighed.cost(found.at) <= section.budget
    if section.reach:
        low, base, high = section.reach.low, section.reach.base, section.reach.high
        assert low <= base <= high <= max(round(section.sum_of_audiences * 1.01), 1)
        added = sum(one.added_reach for one in section.chosen.values())
        assert added == pytest.approx(base, rel=0.02, abs=20)


def test_reach_by_cell_tells_who_adds_what_where() -> None:
    found = shortlist(SHEET)
    cells = {(cell.region, cell.language): cell for cell in found.cells}
    assert set(cells) == {("FR", "fr"), ("MX", "es"), ("FR", "es")}
    french = cells["FR", "fr"]
    assert set(french.added) == {"Anna", "Bruno"}
    assert french.audiences == 700_000
    assert sum(french.added.values()) == pytest.approx(french.reach.base, rel=0.01)
    assert french.reach.low == 400_000
    assert french.reach.high == 700_000
    assert cells["FR", "es"].added == {"Carla": pytest.approx(50_000)}


def test_a_pick_carries_what_the_sheet_says_and_what_it_repeats() -> None:
    chosen = shortlist(SHEET).section.chosen
    anna, bruno = chosen["Anna"], chosen["Bruno"]
    assert (anna.state, anna.channel_id, anna.platform) == ("contacted", "UC1", "youtube")
    assert (bruno.posts, bruno.link) == ({"tiktok clip": 1}, "https://example.org/b")
    assert bruno.disclosure_agreed is None
    later = min(anna, bruno, key=lambda one: one.added_reach / (one.added_reach + one.repeats))
    assert later.repeats > 0


def test_reasons_say_where_figures_come_from_and_what_would_change_the_list() -> None:
    changes = {"overrides": [{"at": "creators.Bruno.chosen", "value": True}]}
    found = shortlist(SHEET, changes, at=0)
    assert found.reasons["creators.Bruno.chosen"].reasons[0].driver == "You put this creator in."
    assert "no evidence named" in found.reasons["creators.Bruno.chosen"].sure
    assert "would come in" in found.reasons["creators"].changes
    most = shortlist(SHEET)
    assert "media kit" in most.reasons["creators.Anna.chosen"].sure
    told = " ".join(reason.driver for reason in most.reasons["creators"].reasons)
    assert "no list that may be paid for brings more" in told
    own = shortlist(SHEET, {"goals.budget.creators": 5_500})
    told = " ".join(reason.driver for reason in own.reasons["creators"].reasons)
    assert "You set EUR 5,500.00" in told


def test_nobody_is_an_empty_list() -> None:
    found = shortlist([])
    assert not found.section.chosen
    assert found.section.spent == 0
    assert found.section.reach is None
    assert found.cells == ()


def test_people_of_two_languages_count_once_in_a_region() -> None:
    everybody = 10**9
    found = shortlist([offer("Anna", 10, everybody), offer("Ann", 10, everybody, language="en")])
    reach, online = found.section.reach, found.weighed.pool.online["FR"]
    assert reach is not None
    assert len(found.cells) == 2
    assert max(cell.reach.low for cell in found.cells) == reach.low
    assert reach.base <= reach.high <= online * 1.005  # 3 digits
