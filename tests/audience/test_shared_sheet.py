from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from planner.audience.fetched import Fetched
from planner.audience.shared_sheet import LARGEST, fetch
from planner.errors import Cancelled, InputError, NetError, Offline, RateLimited
from planner.net.answer import NotFound
from planner.net.http import Web
from tests.servers.base import EMPTY_PAGE, SIGN_IN_PAGE, Fault
from tests.servers.google import ACCOUNTS, DOCS, DOWNLOADS
from tests.servers.google_data import Shared
from tests.servers.google_rig import Rig, rig

ID = "1NWToWCixPjop4QOqsrAcyJoSpwmApO5OWvSLw98mAb0"
FORM = "2PACX-1vQk3mZ0aBcDeFgHiJkLmNoPqRsTuVwXyZ"
BASE = "https://docs.google.com/spreadsheets/d"
LINK = f"{BASE}/{ID}/edit?usp=sharing"
CSV = b"region,week,value\r\nFR,2026-03-02,1234.5\r\nFR,2026-03-09,10\r\n"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path) as made:
        made.google.shared[ID] = Shared({"0": CSV})
        yield made


def read(here: Rig, link: str = LINK, **more: Any) -> Fetched:  # noqa: ANN401  # options of fetch
    with Web(sleep=here.slept.append, retries=2, timeout=5) as web:
        return fetch(link, web=web, **more)


def give(here: Rig, text: str) -> None:
    here.google.shared[ID] = Shared({"0": text.encode()})


def values(fetched: Fetched) -> list[float]:
    return [float(value) for value in fetched.table["value"]]


def test_a_sheet_that_anyone_may_view_is_read(here: Rig) -> None:
    fetched = read(here)
    assert values(fetched) == [1234.5, 10]
    assert fetched.source == "Google Sheet Roma numbers – Kino, shared by its link"
    assert fetched.fetched.tzinfo is UTC
    asked = [(request.host, request.query["format"]) for request in here.web.requests]
    assert asked == [(DOCS, "csv"), (DOWNLOADS, "csv")]
    assert not any("authorization" in request.headers for request in here.web.requests)


def test_the_link_names_the_tab(here: Rig) -> None:
    here.google.shared[ID].tabs["77"] = CSV.replace(b"FR", b"DE")
    assert set(read(here, f"{BASE}/{ID}/edit#gid=77").table["region"]) == {"DE"}
    assert set(read(here).table["region"]) == {"FR"}


def test_a_published_form_is_read(here: Rig) -> None:
    here.google.shared[FORM] = Shared({"0": CSV})
    assert values(read(here, f"{BASE}/e/{FORM}/pubhtml?gid=0&single=true")) == [1234.5, 10]
    assert here.web.asked(DOCS)[0].path.endswith("/pub")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="RomaKino.csv"', "Google Sheet RomaKino"),
        ("attachment; filename*=utf-8''Roma%20%E2%80%93%20Kino.csv", "Google Sheet Roma – Kino"),
        ("attachment; filename*=UTF-8''%1b%5b31m.csv", "Shared Google Sheet"),
        (f'attachment; filename="{"x" * 200}.csv"', "Shared Google Sheet"),
        ("attachment", "Shared Google Sheet"),
    ],
)
def test_the_name_that_google_proposes_is_used(here: Rig, header: str, name: str) -> None:
    here.web.fail(DOWNLOADS, Fault(headers={"Content-Disposition": header}))
    assert read(here).source == f"{name}, shared by its link"


def test_numbers_and_dates_of_another_locale(here: Rig) -> None:
    rows = ["region,week,value", *(f'FR,{day}.03.2026,"1.234,{day}"' for day in ("02", "16", "23"))]
    give(here, "\r\n".join(rows))
    assert read(here).table["value"].dropna().tolist() == [1234.02, 1234.16, 1234.23]


def test_a_fault_names_its_cell_whatever_the_cells_hold(here: Rig) -> None:
    give(here, 'region,week,value,note\nFR,2026-03-02,5,"two\nlines"\nFR,2026-03-09,many,\n')
    with pytest.raises(InputError) as told:
        read(here, groups=("X",))
    assert any("!C3: " in str(problem) for problem in told.value.problems)


def test_short_rows_are_filled_up(here: Rig) -> None:
    give(here, "region,week,value,more\nFR,2026-03-02,5\nFR,2026-03-09,6,\n")
    assert values(read(here)) == [5, 6]


@pytest.mark.parametrize("kind", ["redirect", "page", "401", "403", "400"])
def test_a_sheet_that_is_not_shared_says_how_to_share_it(here: Rig, kind: str) -> None:
    if kind == "redirect":
        here.google.shared[ID].public = False
    elif kind == "page":
        page = b"<!DOCTYPE html><a href='https://accounts.google.com/ServiceLogin'>Sign in</a>"
        here.web.fail(DOCS, Fault(status=200, body=page, headers={"Content-Type": "text/html"}))
    else:
        here.google.shared[ID].status = int(kind)
    with pytest.raises(NetError, match=r"Share > General access > Anyone with the link > Viewer"):
        read(here)
    assert len(here.web.asked(ACCOUNTS)) == (kind == "redirect")


def test_a_page_instead_of_cells_is_told(here: Rig) -> None:
    page = b"<!DOCTYPE html><html>Something else</html>"
    here.web.fail(DOWNLOADS, Fault(body=page, headers={"Content-Type": "text/html"}))
    with pytest.raises(NetError, match="closed downloads"):
        read(here)


def test_a_tab_that_is_not_there_is_told(here: Rig) -> None:
    with pytest.raises(InputError, match=r"no such tab.*gid=5"):
        read(here, f"{LINK}#gid=5")


@pytest.mark.parametrize("status", [404, 410])
def test_a_sheet_that_is_not_there_is_told(here: Rig, status: int) -> None:
    here.google.shared[ID].status = status
    with pytest.raises(NotFound, match="link is whole"):
        read(here)
    with pytest.raises(NotFound):
        read(here, f"{BASE}/{ID[::-1]}/edit")


@pytest.mark.parametrize("text", ["", "\r\n\r\n", ",,\r\n"])
def test_an_empty_sheet_is_told(here: Rig, text: str) -> None:
    give(here, text)
    with pytest.raises(InputError, match="is empty"):
        read(here)


@pytest.mark.parametrize("content", [b"region,\xff\xfe\x00", b'region,"unfinished'])
def test_what_is_no_csv_is_told(here: Rig, content: bytes) -> None:
    here.google.shared[ID].tabs["0"] = content
    with pytest.raises(InputError, match="no CSV"):
        read(here)


def test_a_sheet_that_is_too_large_is_told(here: Rig) -> None:
    here.google.shared[ID].tabs["0"] = b"x" * (LARGEST + 1)
    with pytest.raises(NetError, match="too large"):
        read(here)


def test_a_passing_fault_is_tried_again(here: Rig) -> None:
    here.web.fail(DOCS, Fault(status=503))
    here.web.fail(DOWNLOADS, Fault(cut=True))
    assert values(read(here)) == [1234.5, 10]


@pytest.mark.parametrize(
    ("fault", "error", "what"),
    [
        (Fault(drop=True), Offline, "could not be reached"),
        (Fault(status=429, retry_after="7200"), RateLimited, "asks to wait"),
        (Fault(status=500), NetError, "fault of its own"),
        (Fault(status=418), NetError, "refused"),
    ],
)
def test_what_does_not_pass_is_told(
    here: Rig, fault: Fault, error: type[NetError], what: str
) -> None:
    here.web.fail(DOCS, fault, times=None)
    with pytest.raises(error, match=what) as told:
        read(here)
    assert type(told.value) is error


def test_an_empty_answer_is_told(here: Rig) -> None:
    here.web.fail(DOWNLOADS, EMPTY_PAGE)
    with pytest.raises(InputError, match="is empty"):
        read(here)


def test_a_network_that_wants_a_sign_in_is_told(here: Rig) -> None:
    here.web.fail(DOWNLOADS, SIGN_IN_PAGE)
    with pytest.raises(NetError, match="a page instead"):
        read(here)
    away = Fault(status=302, headers={"Location": "https://wifi.example/portal"})
    here.web.services["wifi.example"] = here.web.services[ACCOUNTS]
    here.web.fail(DOCS, away)
    with pytest.raises(Offline, match="sign-in page of a network"):
        read(here)


def test_progress_and_cancelling(here: Rig) -> None:
    told: list[tuple[int, int, str]] = []
    fetch(LINK, progress=lambda *step: told.append(step))
    assert told == [(0, 1, "Reading the shared Google Sheet")]
    with pytest.raises(Cancelled):
        fetch(LINK, cancelled=lambda: True)
    assert len(here.web.asked(DOCS)) == 1


def test_a_link_to_something_else_asks_nobody(here: Rig) -> None:
    with pytest.raises(InputError, match="no link"):
        read(here, "https://example.org/roma.csv")
    assert not here.web.requests
