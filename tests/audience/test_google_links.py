from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.google_links import SheetLink, parse_link
from planner.errors import InputError

BASE = "https://docs.google.com/spreadsheets"
OWN = "1NWToWCixPjop4QOqsrAcyJoSpwmApO5OWvSLw98mAb0"
FORM = "2PACX-1vQk3mZ0aBcDeFgHiJkLmNoPqRsTuVwXyZ"
IDS = st.from_regex(r"1[A-Za-z0-9_-]{43}", fullmatch=True)
GIDS = st.integers(0, 2**31).map(str)


@given(IDS, GIDS)
def test_every_form_names_its_sheet_and_tab(sheet: str, gid: str) -> None:
    link = SheetLink(sheet, gid)
    for form in (
        f"{BASE}/d/{sheet}/edit#gid={gid}",
        f"{BASE}/d/{sheet}/edit?usp=sharing&gid={gid}",
        f"{BASE}/d/{sheet}/edit?gid=99#gid={gid}",
        f"{BASE}/u/1/d/{sheet}/edit?pli=1#gid={gid}",
        f"https://docs.google.com/a/example.org/spreadsheets/d/{sheet}/edit#gid={gid}",
        f"{BASE}/d/{sheet}/export?format=csv&gid={gid}",
        f"{BASE}/d/{sheet}/htmlview?gid={gid}",
        f"docs.google.com/spreadsheets/d/{sheet}/view#gid={gid}&range=A1:B7",
        f" <{BASE}/d/{sheet}/edit#gid={gid}> ",
        link.csv,
    ):
        assert parse_link(form) == link


@given(IDS)
def test_forms_without_a_tab(sheet: str) -> None:
    for form in (
        sheet,
        f"{BASE}/d/{sheet}",
        f"{BASE}/d/{sheet}/",
        f"{BASE}/d/{sheet}/edit?usp=sharing",
        f"{BASE}/d/{sheet}/edit#gid=none",
        f"https://drive.google.com/open?id={sheet}",
        f"https://drive.google.com/file/d/{sheet}/view",
        f"https://spreadsheets.google.com/ccc?key={sheet}",
    ):
        assert parse_link(form) == SheetLink(sheet)


@given(st.from_regex(r"2PACX-[A-Za-z0-9_-]{40,80}", fullmatch=True), GIDS)
def test_published_forms(form: str, gid: str) -> None:
    link = SheetLink(form, gid, published=True)
    assert parse_link(f"{BASE}/d/e/{form}/pubhtml?gid={gid}&single=true") == link
    assert parse_link(f"{BASE}/d/e/{form}/pub?output=csv&gid={gid}") == link
    assert parse_link(link.csv) == link
    assert parse_link(form) == SheetLink(form, published=True)


def test_where_the_csv_is() -> None:
    assert SheetLink(OWN).csv == f"{BASE}/d/{OWN}/export?format=csv"
    assert SheetLink(OWN, "7").csv == f"{BASE}/d/{OWN}/export?format=csv&gid=7"
    published = SheetLink(FORM, "7", published=True)
    assert published.csv == f"{BASE}/d/e/{FORM}/pub?gid=7&single=true&output=csv"
    assert SheetLink(FORM, published=True).csv == f"{BASE}/d/e/{FORM}/pub?output=csv"


@given(st.text() | st.text().map(lambda text: f"{BASE}/d/{text}"))
def test_any_text_names_a_sheet_or_is_refused(text: str) -> None:
    with suppress(InputError):
        link = parse_link(text)
        assert link.id in text
        assert link.csv.startswith(f"{BASE}/d/")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "no link to a Google Sheet"),
        ("roma.csv", "no link"),
        ("https://example.org/spreadsheets/d/" + OWN, "no link"),
        ("https://docs.google.com.evil.example/spreadsheets/d/" + OWN, "no link"),
        ("https://docs.google.com@evil.example/spreadsheets/d/" + OWN, "no link"),
        ("ftp://docs.google.com/spreadsheets/d/" + OWN, "no link"),
        (f"{BASE}/d/short/edit", "no link"),
        (f"{BASE}/d/{OWN}%2F..%2Fx/edit", "no link"),
        ("https://[broken", "no link"),
        (f"https://docs.google.com/document/d/{OWN}/edit", "a text document"),
        (f"https://docs.google.com/presentation/d/{OWN}/edit", "a presentation"),
        (f"https://docs.google.com/forms/d/e/{OWN}/viewform", "a form"),
    ],
)
def test_what_is_no_sheet_is_told(text: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        parse_link(text)
