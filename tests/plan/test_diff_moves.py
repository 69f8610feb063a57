"""Money that moved adds up to the cent, and partners' money is never netted with ours."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.model.plan import Plan
from planner.model.sections import RegionSpend
from planner.plan import edit
from planner.plan.diff import diff
from planner.plan.diff_moves import OUTSIDE, Lines, flows, our_lines, shares
from tests.plan.samples import PLANS, golden, small

CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
LINES = st.dictionaries(
    st.sampled_from("abcdefgh").map(lambda name: ("fixed", name)), CENTS, max_size=8
)


@given(LINES, LINES)
def test_moves_add_up_to_what_each_line_changed_by(before: Lines, after: Lines) -> None:
    found = flows(before, after)
    assert all(flow.amount > 0 and flow.source != flow.target for flow in found)
    assert len(found) <= len(before.keys() | after)
    for line in before.keys() | after:
        came = sum(flow.amount for flow in found if flow.target == line)
        went = sum(flow.amount for flow in found if flow.source == line)
        assert came - went == after.get(line, 0) - before.get(line, 0)
    grown = [flow.amount for flow in found if flow.source == OUTSIDE]
    shrunk = [flow.amount for flow in found if flow.target == OUTSIDE]
    assert sum(grown) - sum(shrunk) == sum(after.values()) - sum(before.values())
    assert not (grown and shrunk)


@given(LINES, LINES)
def test_moves_back_are_the_same_moves_turned_round(before: Lines, after: Lines) -> None:
    there = sorted((flow.amount, flow.source, flow.target) for flow in flows(before, after))
    back = sorted((flow.amount, flow.target, flow.source) for flow in flows(after, before))
    assert [amount for amount, *_ in there] == [amount for amount, *_ in back]


def test_equal_amounts_are_one_move_and_the_largest_come_first() -> None:
    before: Lines = {
        ("fixed", "a"): Decimal(100),
        ("fixed", "b"): Decimal(70),
        ("fixed", "c"): Decimal(0),
    }
    after: Lines = {
        ("fixed", "c"): Decimal(70),
        ("fixed", "d"): Decimal(60),
        ("fixed", "e"): Decimal(40),
    }
    assert [
        (flow.source[-1], flow.target[-1], int(flow.amount)) for flow in flows(before, after)
    ] == [
        ("b", "c", 70),
        ("a", "d", 60),
        ("a", "e", 40),
    ]


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_ours_and_theirs_make_up_each_channel(plan: Plan) -> None:
    for region in plan.spend.regions.values() if plan.spend else ():
        ours, theirs = shares(region)
        assert {name: ours[name] + theirs[name] for name in ours} == region.by_channel


@given(st.lists(CENTS, min_size=1, max_size=6), st.floats(0, 1))
def test_our_parts_of_a_shared_region_add_up_to_our_part(
    amounts: list[Decimal], share: float
) -> None:
    total = sum(amounts, Decimal(0))
    part = (total * Decimal(share)).quantize(Decimal("0.01"))
    media = {f"c{number}": [amount] for number, amount in enumerate(amounts)}
    region = RegionSpend(pays="shared", media=media, ours=part, partner=total - part)
    ours, theirs = shares(region)
    assert sum(ours.values()) == part
    assert all(amount >= 0 for amount in (*ours.values(), *theirs.values()))


def test_our_lines_are_the_whole_budget_table() -> None:
    found = our_lines(golden())
    assert found["commission",] == Decimal("16666.67")
    assert found["language_versions", "fr subtitles"] == Decimal("1800.50")
    assert found["regions", "FR", "fixed", "dcp"] == 900
    assert sum(amount for line, amount in found.items() if line[-1] == "paid_social") > 0
    assert our_lines(small()) == {}


def spent(**changes: object) -> Plan:
    """A plan that spends in Germany, Mexico and with a partner in France."""
    regions: dict[str, Any] = {
        "DE": {"pays": "us", "media": {"paid_social": [20000], "search": [1000]}, "ours": 21000},
        "MX": {"pays": "us", "media": {"online_video": [5000]}, "ours": 5000},
        "FR": {"pays": "partner", "media": {"paid_social": [8000], "search": [1]}, "partner": 8001},
    }
    spend = {"currency": "EUR", "total": 56000, "contingency": 30000, "regions": regions}
    plan = edit.replace(small(), {"goals.regions": {code: {} for code in regions}, "spend": spend})
    return edit.replace(plan, {f"spend.{at}": value for at, value in changes.items()})


def media(**changes: object) -> dict[str, object]:
    return {f"regions.{at.replace('_', '.media.', 1)}": [value] for at, value in changes.items()}


def told(old: Plan, new: Plan) -> list[str]:
    return [change.sentence for change in diff(old, new)]


def test_money_moves_from_where_it_left_to_where_it_arrived() -> None:
    new = spent(**media(DE_paid_social=6000, MX_online_video=19000))
    assert told(spent(), new) == [
        "EUR 14,000 moves from paid social in Germany to online video in Mexico"
    ]


def test_one_line_that_feeds_several_is_told_once() -> None:
    new = spent(**media(DE_search=3000, MX_online_video=9000, DE_ctv_tv=4000), contingency=20000)
    assert told(spent(), new) == [
        (
            "EUR 10,000 moves from the contingency: EUR 4,000 to CTV and TV in Germany, "
            "EUR 4,000 to online video in Mexico and EUR 2,000 to search in Germany"
        )
    ]


@pytest.mark.parametrize(
    ("contingency", "text"),
    [
        (50000, "EUR 20,000 more to spend: EUR 20,000 for the contingency"),
        (25000, "EUR 5,000 less to spend: EUR 5,000 less for the contingency"),
    ],
)
def test_a_changed_total_is_told_first(contingency: int, text: str) -> None:
    moved = media(DE_search=0, MX_online_video=6000)
    assert told(spent(), spent(**moved, contingency=contingency)) == [
        text,
        "EUR 1,000 moves from search in Germany to online video in Mexico",
    ]


def test_partners_money_stays_apart() -> None:
    new = spent(**media(FR_paid_social=5000, DE_search=4000), contingency=27000)
    assert told(spent(), new) == [
        "EUR 3,000 moves from the contingency to search in Germany",
        "The partner's money in France: EUR 3,000 less (EUR 5,001, was EUR 8,001)",
    ]
    inside = spent(**media(FR_paid_social=6000, FR_search=2001))
    assert told(spent(), inside) == [
        "The partner's money in France: EUR 2,000 from paid social to search"
    ]


def test_small_moves_are_told_as_a_rest() -> None:
    channels = ("search", "ctv_tv", "out_of_home", "short_video", "press_events", "x", "y")
    gains = media(**{f"MX_{name}": 10 + number for number, name in enumerate(channels)})
    new = spent(**gains, **media(MX_online_video=15000), contingency=30000 - 10000 - 91)
    assert told(spent(), new) == [
        (
            "EUR 10,091 moves from the contingency: EUR 10,000 to online video in Mexico "
            "and EUR 91 in 7 smaller lines"
        )
    ]


def test_moves_that_are_tiny_beside_the_budget_are_told_in_one_line() -> None:
    new = spent(
        **media(DE_search=990, MX_online_video=5005, DE_paid_social=20004, FR_search=5),
        contingency=30001,
    )
    assert told(spent(), new) == [
        "Smaller moves: EUR 10 between 4 lines",
        "Smaller changes of partners' money: EUR 4 in 1 region",
    ]


def test_a_region_that_comes_or_goes_is_one_line() -> None:
    old, new = spent(), spent(contingency=51000)
    regions = {code: one for code, one in plain_regions(new).items() if code != "DE"}
    assert told(old, edit.replace(new, {"spend.regions": regions})) == [
        "EUR 21,000 moves from Germany to the contingency"
    ]
    assert told(edit.replace(new, {"spend.regions": regions}), old) == [
        "EUR 21,000 moves from the contingency to Germany"
    ]


def plain_regions(plan: Plan) -> dict[str, Any]:
    """The regions of the budget table as plain data."""
    found: dict[str, Any] = plan.model_dump(exclude_none=True)["spend"]["regions"]
    return found


def test_another_currency_is_not_compared() -> None:
    assert told(spent(), spent(currency="USD"))[-1] == (
        "The budget table is in another currency: USD 56,000 in all (was EUR 56,000), not compared"
    )


def test_a_first_split_is_told_as_one() -> None:
    first = edit.replace(spent(), {"spend": None})
    assert told(first, spent())[0] == "EUR 56,000 split for the first time, EUR 0 of it for media"
    assert told(spent(), first)[0] == "The split of EUR 56,000 is gone, EUR 0 of it for media"
