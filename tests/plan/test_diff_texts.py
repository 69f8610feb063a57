"""Texts are told by the words that changed, lists by what joined and left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.plan.diff_texts import list_change, opening, text_change

WALNUTS = (
    "Snow cuts off a Georgian village high in the Caucasus, the cash runs out, and neighbours "
    "start paying in walnuts. Nino only came home to sell her grandmother’s house."
)
SNOW = (
    "雪に閉ざされた、ジョージアの山あいの村。現金が底をつき、村人たちはくるみで"
    "支払いを始める。祖母の家を売るためだけに帰郷したニノは村の銀行を任されていた。"
)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Warm", "Warm and dry", "“Warm and dry” (was “Warm”)"),
        (
            WALNUTS,
            WALNUTS.replace("neighbours start", "neighbours begin"),
            "“Snow cuts off a Georgian …”, where “neighbours start” becomes “neighbours begin”",
        ),
        (
            WALNUTS,
            WALNUTS.replace(" only", ""),
            "“Snow cuts off a Georgian …”, where “Nino only” becomes “Nino”",
        ),
        (
            WALNUTS,
            WALNUTS + " By January she runs the bank.",
            (
                "“Snow cuts off a Georgian …”, where “house.” becomes "
                "“house. By January she runs the bank.”"
            ),
        ),
        (
            WALNUTS,
            "Three friends open a cinema in a tractor shed and nobody comes until it rains.",
            "rewritten, “Three friends open a cinema …” (was “Snow cuts off a Georgian …”)",
        ),
    ],
)
def test_a_text_is_told_by_the_words_that_changed(old: str, new: str, told: str) -> None:
    assert text_change(old, new) == told


def test_a_script_without_spaces_is_told_by_its_characters() -> None:
    assert text_change(SNOW, SNOW.replace("くるみ", "栗")).endswith(
        "where “ちはくるみ” becomes “ちは栗”"
    )


LONG = st.text(st.sampled_from("ab .\n"), min_size=50, max_size=160)


@given(LONG, LONG)
def test_any_two_texts_are_told_on_one_line(old: str, new: str) -> None:
    found = text_change(old, new)
    assert found
    assert len(found.splitlines()) == 1
    assert found.count("“") == found.count("”")


def test_a_very_long_text_is_told_from_where_it_differs() -> None:
    old = "word " * 3000
    found = text_change(old, "word " * 100 + "other " * 2000)
    assert (
        found
        == "rewritten, “… other other other other other …” (was “… word word word word word …”)"
    )


def test_first_words_are_told_whole_where_they_are_all() -> None:
    assert opening("Warm and dry") == "Warm and dry"
    assert opening(WALNUTS) == "Snow cuts off a Georgian …"
    assert opening("x" * 80) == "x" * 60 + " …"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["Drama"], ["Drama", "Comedy"], "+ Comedy"),
        (["Drama", "Thriller"], ["Comedy", "Drama"], "+ Comedy, - Thriller"),
        (["a", "b", "c"], ["c", "b", "a"], "in the order c, b, a"),
        (["a", "b", "x"], ["b", "a", "y"], "+ y, - x, in another order"),
        (["a", "a"], ["a"], "- a"),
        (["a"], ["a"], ""),
    ],
)
def test_a_list_is_told_by_what_joined_and_left(
    before: list[str], after: list[str], told: str
) -> None:
    assert list_change(before, after) == told


NAMES = st.lists(st.sampled_from("abc"), max_size=5)


@given(NAMES, NAMES)
def test_every_difference_of_lists_is_told(before: list[str], after: list[str]) -> None:
    assert bool(list_change(before, after)) == (before != after)
