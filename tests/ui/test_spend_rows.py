"""What page Spend lists and edits: rows from the goals and back, names of places and facts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.facts import words as fact_words
from planner.facts.table import load
from planner.model.money import Decision, SpendLimit
from planner.model.overrides import Override
from planner.model.plan import Plan
from planner.model.sections import RegionSpend, Spend
from planner.ui import decide, spend_lists, spend_rows, words
from tests.plans import make_plan

PLAN = make_plan({"FR": {}, "MX": {}})
CHANNELS = list(words.CHANNEL_HELP)


def with_money(plan: Plan) -> Plan:
    regions = {
        "FR": RegionSpend(pays="us", media={"search": [Decimal(300), Decimal(700)]}),
        "MX": RegionSpend(pays="us", media={"search": [Decimal(500)], "ctv_tv": [Decimal(3500)]}),
    }
    spend = Spend(currency="EUR", total=Decimal(9000), media=Decimal(5000), regions=regions)
    return plan.model_copy(update={"spend": spend})


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("region:FR", "€1,000, 20% of our media"),
        ("channel:search", "€1,500, 30% of our media"),
        ("MX.ctv_tv", "€3,500, 70% of our media"),
        ("FR.ctv_tv", "€0, 0% of our media"),
    ],
)
def test_a_limit_stands_beside_what_is_spent_there(at: str, told: str) -> None:
    assert spend_rows.reference(with_money(PLAN), at) == told
    assert spend_rows.reference(PLAN, at) == "–"


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("region:FR", "France"),
        ("channel:ctv_tv", "CTV and TV"),
        ("channel:creators", "Creators"),
        ("MX.paid_social", "Mexico, Paid social"),
    ],
)
def test_places_of_limits_are_called_by_name(at: str, told: str) -> None:
    assert spend_lists.place(at, PLAN.goals) == told
    assert at in spend_lists.places(PLAN.goals)


def test_places_that_a_limit_names_stay_among_the_choices() -> None:
    assert "region:BR" in spend_lists.places(PLAN.goals, ["region:BR"])
    assert len(spend_lists.places(PLAN.goals)) == 2 + len(CHANNELS) + 1 + 2 * len(CHANNELS)


ends = st.none() | st.integers(0, 100)


@given(ends, ends, st.sampled_from(["money", "share"]))
def test_a_limit_reads_as_it_was_written(least: int | None, most: int | None, unit: str) -> None:
    part = 100 if unit == "share" else 1
    held = {"least": least, "most": most}
    row = {"at": "region:FR", "unit": unit} | {
        name: value / part for name, value in held.items() if value is not None
    }
    shown = spend_rows.limit_row(row, "now")
    assert shown["now"] == "now"
    assert [shown["least"], shown["most"]] == [least, most]  # shares in percent
    assert spend_rows.limit(shown) == row


@given(st.integers(0, 1000), st.sampled_from(["below", "above"]))
def test_a_decision_rule_reads_as_it_was_written(percent: int, side: str) -> None:
    row = {"measure": "week_two_drop", side: percent / 100, "then": "release"}
    shown = spend_rows.decision_row(row)
    assert (shown["side"], shown["value"]) == (side, percent)
    assert Decision.model_validate(spend_rows.decision(shown)) == Decision.model_validate(row)


def test_a_rule_without_its_value_is_left_to_the_model_to_refuse() -> None:
    assert "below" not in spend_rows.decision({"measure": "week_two_drop", "side": "below"})


@given(st.lists(st.sampled_from(CHANNELS), unique=True))
def test_channels_read_as_they_were_written(names: list[str]) -> None:
    written = spend_lists.written(names)
    assert spend_lists.read(written, "x") == names
    assert spend_lists.read(written.upper().replace(";", ","), "x") == names
    assert spend_lists.read("\n".join(names), "x") == names


@given(st.text(st.characters(exclude_categories=("L", "N")), min_size=1))
def test_a_text_without_a_channel_is_refused_at_its_place_or_names_none(text: str) -> None:
    if not text.replace(",", " ").replace(";", " ").strip():
        assert spend_lists.read(text, "x") == []
        return
    with pytest.raises(InputError) as caught:
        spend_lists.read(text, "goals.hiatus.0.channels")
    assert {one.field for one in caught.value.problems} == {"goals.hiatus.0.channels"}


def test_each_unknown_channel_of_each_row_is_named() -> None:
    rows = [{"channels": "Search"}, {"channels": "Radio; search; Blimp"}]
    with pytest.raises(InputError) as caught:
        spend_rows.with_channels("goals.hiatus", rows, [])
    assert [(one.field, one.value) for one in caught.value.problems] == [
        ("goals.hiatus.1.channels", "Radio"),
        ("goals.hiatus.1.channels", "Blimp"),
    ]
    assert "Paid social" in str(caught.value)


def test_rows_without_channels_stand_for_all_of_them() -> None:
    assert spend_rows.with_channels("x", [{"why": "a strike"}], []) == [
        {"why": "a strike", "channels": []}
    ]
    assert spend_rows.channels_as_text([{"channels": ["search", "ctv_tv"]}]) == [
        {"channels": "Search; CTV and TV"}
    ]


def test_rates_are_kept_by_currency_and_one_that_stands_twice_is_refused() -> None:
    row = {"currency": "JPY", "value": 0.006}
    assert spend_rows.rates([row]) == {"JPY": {"value": 0.006}}
    with pytest.raises(InputError, match="JPY"):
        spend_rows.rates([row, row])


def test_a_limit_of_the_editor_fits_the_model() -> None:
    shown = {"at": "channel:search", "now": "x", "least": 5, "most": 20, "unit": "share"}
    limit = SpendLimit.model_validate(spend_rows.limit(shown))
    assert (limit.least, limit.most, limit.unit) == (0.05, 0.2, "share")


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("facts.cpm.paid_social", "Price of a thousand impressions, Paid social: 5."),
        ("facts.price_level.FR", "Price level of advertising, France: 5."),
        ("languages.de dub.chosen", "German dub: always in."),
        ("spend.FR.search", "France, Search: €5."),
    ],
)
def test_a_decision_is_told_by_its_name_and_not_its_id(at: str, told: str) -> None:
    value: object = True if at.startswith("languages") else 5
    item = Override.model_validate({"at": at, "value": value})
    assert decide.decision(item, PLAN).startswith(told)


def test_facts_behind_media_have_names_that_people_read() -> None:
    facts = load()
    for table in ("cpm", "channel_use", "channel_share", "minimum_buy", "online_channel"):
        for channel in facts.table(table):
            called = fact_words.called(f"{table}.{channel}")
            assert "_" not in called
            assert words.channel(channel) in called
