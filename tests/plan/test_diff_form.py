"""Changes read well in a terminal, and are only text in Markdown, whoever typed them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.plan import edit
from planner.plan.diff import Change, diff
from planner.plan.diff_form import JOINER, as_data, as_markdown, as_text, escaped, summary
from tests.plan.samples import small
from tests.plan.test_diff_dates import dated

MADE = Change("input", "goals.budget.total", "Total budget: EUR 5 (was EUR 4)")
MOVED = Change(
    "result",
    "timing.regions.MX.date",
    "Mexico opens 2 weeks later (12 March 2027, was 26 February)",
    "Spanish subtitles are ready 7 weeks later",
    (("Mexico", "26 February 2027", "12 March 2027"),),
)
MONEY = Change("result", "spend", "EUR 14,000 moves from the contingency to search in Mexico")
HOSTILE = (
    "<img src=x onerror=alert(1)> | [a](javascript:b) `c` @nino #12 https://x.org www.x.org **d** "
    "&lt; $e$ ~f~ \\"
)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ([], "No difference."),
        ([MADE], "1 change by hand; the results are as before."),
        ([MADE, MADE], "2 changes by hand; the results are as before."),
        ([MONEY], "No change by hand; what followed: money (1)."),
        (
            [MADE, MOVED, MONEY, MONEY],
            "1 change by hand; what followed: dates (1) and money (2).",
        ),
    ],
)
def test_the_summary_says_how_much_changed_and_where(changes: list[Change], text: str) -> None:
    assert summary(changes) == text


def test_a_group_of_dates_counts_each() -> None:
    days = {"FR": "2027-03-10", "DE": "2027-03-11", "MX": "2027-03-12"}
    later = {"FR": "2027-03-17", "DE": "2027-03-18", "MX": "2027-03-19"}
    assert "dates (3)" in summary(diff(dated(days), dated(later)))


def test_text_tells_inputs_apart_from_what_followed() -> None:
    assert as_text([MADE, MOVED]).splitlines() == [
        "1 change by hand; what followed: dates (1).",
        "",
        "What we changed",
        "  Total budget: EUR 5 (was EUR 4)",
        "",
        "What followed",
        (
            "  Mexico opens 2 weeks later (12 March 2027, was 26 February): "
            "Spanish subtitles are ready 7 weeks later"
        ),
    ]
    assert as_text([]) == "No difference."


def test_markdown_has_headings_lists_and_a_table_of_dates() -> None:
    assert as_markdown([MADE, MOVED, MONEY], "Walnut Winter").splitlines() == [
        "## Walnut Winter",
        "",
        "1 change by hand; what followed: dates (1) and money (1).",
        "",
        "### What we changed",
        "",
        "- Total budget: EUR 5 (was EUR 4)",
        "",
        "### What followed",
        "",
        "| Region | Opened | Opens | Why |",
        "|---|---|---|---|",
        "| Mexico | 26 February 2027 | 12 March 2027 | Spanish subtitles are ready 7 weeks later |",
        "",
        "- EUR 14,000 moves from the contingency to search in Mexico",
    ]


def test_json_has_the_same_keys_for_every_change() -> None:
    assert as_data([MADE, MOVED]) == [
        {"kind": "input", "at": MADE.at, "text": MADE.text, "because": ""},
        {"kind": "result", "at": MOVED.at, "text": MOVED.text, "because": MOVED.because},
    ]


def test_what_a_person_typed_is_only_text_in_markdown() -> None:
    old = edit.replace(small(), {"film.title": "Winter"})
    found = as_markdown(diff(old, edit.replace(old, {"film.title": HOSTILE})), HOSTILE)
    for line in found.splitlines():
        assert not re.search(r"(?<!\\)[<|`\[\]*$&~]", line), line
        assert not re.search(r"[@#]\w|(?<!\\)://|www\.", line), line
    assert found.count("\n- ") == 1


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("EUR 1,800.50 (was EUR 4)", "EUR 1,800.50 (was EUR 4)"),
        ("- a list", "\\- a list"),
        ("1. first", "1\\. first"),
        ("2027 was a year", "2027 was a year"),
        ("a-b: c", "a-b: c"),
        ("two\n## lines", "two ## lines"),
        ("see #7, @nino", f"see #{JOINER}7, @{JOINER}nino"),
        ("# a", "\\# a"),
        ("https://x.org", "https\\://x.org"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_escaped_text_stays_on_one_line_and_loses_nothing(text: str) -> None:
    found = escaped(text)
    assert len(found.splitlines()) <= 1
    kept = re.sub(r"\\(.)", r"\1", found).replace(JOINER, "")
    assert kept == " ".join(text.split()).replace(JOINER, "")
