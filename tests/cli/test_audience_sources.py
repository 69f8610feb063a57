"""The commands that ask sources on the web, against local stand-ins for them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planner.audience.files import read_many
from planner.net.google_scopes import SHEETS
from tests.cli.conftest import Run, contents
from tests.servers import wikimedia
from tests.servers.base import FakeWeb
from tests.servers.google_data import Shared
from tests.servers.google_rig import Rig, rig

Refused = Callable[..., str]
ID = "1NWToWCixPjop4QOqsrAcyJoSpwmApO5OWvSLw98mAb0"
LINK = f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing"
CSV = b"region,week,value\r\nFR,2026-03-02,1234.5\r\nGB,2026-03-02,10\r\n"
PERIOD = ("--from", "2026-01-05", "--to", "2026-02-01")


@pytest.fixture
def wiki(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWeb]:
    with wikimedia.server() as web:
        monkeypatch.setenv("MICROHIT_MIRROR", web.address)
        yield web


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path) as made:
        made.google.shared[ID] = Shared({"0": CSV})
        yield made


def kept(plan_file: Path, name: str) -> Path:
    return plan_file.parent / "audience" / f"{name}.csv"


@pytest.mark.usefixtures("wiki")
def test_wikipedia_views_of_a_title_are_kept(run: Run, plan_file: Path) -> None:
    result = run("audience", "wikipedia", plan_file, "Parasite", "Roma (2018)", *PERIOD)
    assert result.exit_code == 0, result.output
    table = read_many([kept(plan_file, "wikipedia_views")])
    assert set(table["region"]) == {"FR", "GB"}
    assert set(table["signal"]) == {"wiki_views"}
    assert "Wikipedia" in result.output


@pytest.mark.usefixtures("wiki")
def test_a_title_that_could_be_several_lists_them(run: Run, plan_file: Path) -> None:
    before = contents(plan_file.parent)
    result = run("audience", "wikipedia", plan_file, "Roma", "No such film at all", *PERIOD)
    assert result.exit_code == 2
    assert contents(plan_file.parent) == before
    told = result.stderr
    assert "TITLE: could be several titles (got 'Roma')" in told
    assert "Q40895242   Roma (2018): 2018 film by Alfonso Cuarón" in told
    assert "Q1000001" in told
    assert "was not found on Wikidata (got 'No such film at all')" in told


@pytest.mark.usefixtures("wiki")
def test_an_id_is_taken_as_it_is(run: Run, plan_file: Path) -> None:
    result = run("audience", "wikipedia", plan_file, "Q40895242", *PERIOD, "--json")
    [done] = json.loads(result.stdout)["kept"]
    assert done["added"] > 0
    forgotten = json.loads(run("audience", "forget", "--json").stdout)
    assert forgotten["forgotten"] > 0


def test_a_sheet_shared_by_its_link_is_kept(run: Run, plan_file: Path, google: Rig) -> None:
    result = run("audience", "sheet", plan_file, LINK)
    assert result.exit_code == 0, result.output
    assert read_many([kept(plan_file, "google_sheet")])["value"].tolist() == [1234.5, 10]
    assert not any("authorization" in request.headers for request in google.web.requests)


@pytest.mark.usefixtures("google")
def test_what_needs_a_sign_in_says_so(refused: Refused, plan_file: Path) -> None:
    assert "audience sign-in sheets" in refused("audience", "sheet", plan_file, LINK, "--sign-in")
    assert "audience sign-in youtube" in refused("audience", "youtube", plan_file)
    assert "needs --sign-in" in refused("audience", "sheet", plan_file, LINK, "--tab", "A")
    assert "client" in refused("audience", "sign-in", "sheets").lower()
    assert "sheets" in refused("audience", "sign-in", "drive")


def test_signing_out_forgets_the_sign_in(run: Run, plan_file: Path, google: Rig) -> None:
    google.sign_in(SHEETS)
    result = run("audience", "sign-out", "sheets")
    assert result.exit_code == 0, result.output
    assert "Signed out of Google Sheets." in result.output
    assert run("audience", "sheet", plan_file, LINK, "--sign-in").exit_code == 2


def test_without_a_network_it_is_told_in_words(
    refused: Refused, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.net.http.backoff", lambda *_: 0.0)
    monkeypatch.setenv("MICROHIT_MIRROR", "http://127.0.0.1:9")
    assert "could not be reached" in refused("audience", "wikipedia", plan_file, "Roma", *PERIOD)
