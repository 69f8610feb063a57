"""Every source of page Audience: what it offers, shows and refuses, against local stand-ins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.net import http
from planner.net.google import SHEETS, YOUTUBE
from planner.net.google_scopes import Scope
from planner.ui import audience_sign_in
from planner.ui.audience_sources import PANELS
from tests.audience.test_exports import TABLE, chart, zipped
from tests.audience.test_netflix import TITLES, charts
from tests.servers import wikimedia
from tests.servers.base import Fault
from tests.servers.google import DOCS
from tests.servers.google_data import Document, Shared, Tab
from tests.servers.google_rig import Browser, Rig, rig
from tests.ui.conftest import Open
from tests.ui.test_edit import press
from tests.ui.test_files import give, kept
from tests.ui.test_pages import texts

ID = "1NWToWCixPjop4QOqsrAcyJoSpwmApO5OWvSLw98mAb0"
LINK = f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0"
CSV = b"region,week,value\r\nFR,2026-03-02,1234.5\r\nFR,2026-03-09,10\r\n"
TRENDS = 'Week,"Roma: (France)"\n2026-01-04,50\n2026-01-11,<1\n'


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, campaign: Path) -> Iterator[Rig]:
    """Google and Wikimedia on this computer, asked without waiting."""
    assert campaign.exists()
    monkeypatch.setattr(http, "backoff", lambda _tries: 0.0)
    with rig(monkeypatch, tmp_path) as made:
        items = wikimedia.ITEMS
        plum = wikimedia.Item("Q1000009", "Plum", "2020 film", 2020, articles={"fr": "Plum"})
        world = wikimedia.World(items=(*items, plum))
        made.web.services |= wikimedia.services(world)
        made.google.write_client(tmp_path / "client.json")
        monkeypatch.setenv("MICROHIT_GOOGLE_CLIENT", str(tmp_path / "client.json"))
        yield made


def opened(open_page: Open, source: str) -> AppTest:
    """Page Audience with the panel of one source."""
    app = open_page("2_Audience")
    app.session_state["source"] = source
    app.run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str | None]:
    return {one.key for one in app.button}


def read_sheet(app: AppTest, link: str = LINK) -> AppTest:
    app.text_input(key="sheet.link").set_value(link)
    return press(app, "sheet.read")


def test_sources_without_key_come_first_and_a_file_is_shown(open_page: Open) -> None:
    app = open_page("2_Audience")
    assert list(PANELS)[:3] == ["file", "sheet", "wikipedia"]
    assert list(PANELS)[-2:] == ["google_sheet", "youtube"]
    assert app.session_state["source"] == "file"
    assert len(app.file_uploader) == 1


@pytest.mark.parametrize("source", PANELS)
@pytest.mark.usefixtures("here")
def test_every_source_says_how_and_draws_no_other(open_page: Open, source: str) -> None:
    app = opened(open_page, source)
    assert len(app.file_uploader) == {"netflix": 2, "file": 1, "studio": 1, "trends": 1}.get(
        source, 0
    )
    assert not app.error


def test_a_shared_sheet_is_read_previewed_and_added(
    open_page: Open, here: Rig, campaign: Path
) -> None:
    here.google.shared[ID] = Shared({"0": CSV})
    app = read_sheet(opened(open_page, "sheet"))
    assert "Google Sheet Roma numbers – Kino, shared by its link" in texts(app)
    assert "1 region, 2 values" in texts(app)
    assert not list((campaign / "audience").iterdir())
    press(app, "sheet.add")
    assert [line[3] for line in kept(campaign, "google_sheet")] == ["1234.5", "10"]
    assert "2 weeks added" in texts(app)
    assert "sheet.add" not in keys(app)


def test_what_was_fetched_waits_while_another_page_is_open(open_page: Open, here: Rig) -> None:
    here.google.shared[ID] = Shared({"0": CSV})
    app = read_sheet(opened(open_page, "sheet"))
    app.switch_page("pages/3_Timing.py").run()
    app.switch_page("pages/2_Audience.py").run()
    assert "sheet.add" in keys(app)
    press(app, "sheet.discard")
    assert "sheet.add" not in keys(app)


def test_renewing_a_sheet_keeps_what_it_no_longer_gives(
    open_page: Open, here: Rig, campaign: Path
) -> None:
    here.google.shared[ID] = Shared({"0": CSV})
    app = press(read_sheet(opened(open_page, "sheet")), "sheet.add")
    here.google.shared[ID] = Shared({"0": CSV.replace(b"FR,2026-03-02,1234.5\r\n", b"")})
    press(read_sheet(app), "sheet.add")
    assert [line[3] for line in kept(campaign, "google_sheet")] == ["1234.5", "10"]
    assert "1 week unchanged, 1 kept that the source no longer gives" in texts(app)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(status=429, retry_after="900"), "Try again in 15 minutes"),
        (Fault(status=503), "docs.google.com"),
        (Fault(drop=True), "could not be reached"),
    ],
)
def test_a_service_that_fails_is_told_and_nothing_changes(
    open_page: Open, here: Rig, campaign: Path, fault: Fault, words: str
) -> None:
    here.google.shared[ID] = Shared({"0": CSV})
    here.web.fail(DOCS, fault, times=None)
    app = read_sheet(opened(open_page, "sheet"))
    assert app.error[0].value == "Nothing was changed. This stood in the way:"
    assert words in texts(app)
    assert "task.stop" not in keys(app)
    assert not list((campaign / "audience").iterdir())
    here.web.heal()
    assert "sheet.add" in keys(read_sheet(app))


@pytest.mark.parametrize(
    ("content", "link", "words"),
    [
        (CSV, "", "is no link to a Google Sheet"),
        (CSV, "https://example.org/x", "is no link to a Google Sheet"),
        (b"region,week,value\r\nFR,2026-03-02,lots\r\n", LINK, "C2"),
    ],
)
def test_a_sheet_that_cannot_be_used_names_the_place(
    open_page: Open, here: Rig, content: bytes, link: str, words: str
) -> None:
    here.google.shared[ID] = Shared({"0": content})
    app = read_sheet(opened(open_page, "sheet"), link)
    assert words in texts(app)
    assert "sheet.add" not in keys(app)


def test_a_sheet_that_is_not_shared_says_how_to_share_it(open_page: Open, here: Rig) -> None:
    here.google.shared[ID] = Shared({"0": CSV}, public=False)
    assert "Anyone with the link" in texts(read_sheet(opened(open_page, "sheet")))


@pytest.mark.usefixtures("here")
def test_wikipedia_views_of_the_films_own_comps_are_offered(
    open_page: Open, campaign: Path
) -> None:
    app = opened(open_page, "wikipedia")
    assert app.multiselect(key="wikipedia.titles.quince-spring").value == ["Plum"]
    press(app, "wikipedia.look")
    which = app.selectbox(key="wikipedia.which.Plum")
    assert which.value == "Q1000009"
    assert which.options[0] == "Plum (2020): 2020 film; 1 language"
    app.selectbox(key="wikipedia.years").select(1)
    press(app, "wikipedia.fetch")
    assert "Wikipedia views of Plum, 1 language (Wikimedia)" in texts(app)
    press(app, "wikipedia.add")
    assert {line[2] for line in kept(campaign, "wikipedia_views")} == {"wiki_views"}
    assert {line[0] for line in kept(campaign, "wikipedia_views")} <= {"FR", "MX", "JP"}


@pytest.mark.usefixtures("here")
def test_the_person_says_which_title_is_meant(open_page: Open) -> None:
    app = opened(open_page, "wikipedia")
    app.multiselect(key="wikipedia.titles.quince-spring").set_value(["Roma"])
    press(app, "wikipedia.look")
    which = app.selectbox(key="wikipedia.which.Roma")
    assert which.value is None
    assert any("Alfonso Cuarón (2018)" in one or "(2018)" in one for one in which.options)
    fetch = next(one for one in app.button if one.key == "wikipedia.fetch")
    assert fetch.disabled
    which.select("Q40895242").run()
    assert not next(one for one in app.button if one.key == "wikipedia.fetch").disabled


@pytest.mark.usefixtures("here")
def test_a_title_that_nobody_knows_is_told(open_page: Open) -> None:
    app = opened(open_page, "wikipedia")
    app.multiselect(key="wikipedia.titles.quince-spring").set_value(["Zzyzx Qqq"])
    press(app, "wikipedia.look")
    assert "Zzyzx Qqq: not found on Wikidata" in texts(app)


def test_wikidata_that_cannot_be_reached_is_told(open_page: Open, here: Rig) -> None:
    here.web.fail(wikimedia.WIKIDATA, Fault(drop=True), times=None)
    app = press(opened(open_page, "wikipedia"), "wikipedia.look")
    assert "could not be reached" in texts(app)
    assert "wikipedia.fetch" not in keys(app)


def test_views_of_ones_own_channel_are_fetched_after_a_sign_in(
    open_page: Open, here: Rig, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date.today() - timedelta(days=60)  # noqa: DTZ011  # the page asks for the days before today
    here.google.statistics.last = date.today()  # noqa: DTZ011  # as above
    here.google.statistics.fill("FR", "trailer0001", day, [10] * 60)
    browser = Browser()
    monkeypatch.setattr(audience_sign_in, "_lead_on", lambda _steps, address: browser.open(address))
    app = opened(open_page, "youtube")
    assert "youtube.fetch" not in keys(app)
    assert "YouTube Studio export holds the same numbers" in texts(app)
    press(app, "youtube.in")
    browser.close()
    assert "Signed in: YouTube Analytics can be read." in texts(app)
    press(app, "youtube.fetch")
    assert "all views of the channel Roma Film" in texts(app)
    press(app, "youtube.add")
    assert {line[0] for line in kept(campaign, "youtube_views")} == {"FR", "JP", "MX"}
    press(app, "youtube.out")
    assert "Signed out of YouTube Analytics." in texts(app)
    assert not here.google.refreshes


def test_a_sign_in_that_is_refused_is_told(
    open_page: Open, here: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.google.consent = lambda _asked: None
    browser = Browser()
    monkeypatch.setattr(audience_sign_in, "_lead_on", lambda _steps, address: browser.open(address))
    app = press(opened(open_page, "google_sheet"), "sheets.in")
    browser.close()
    assert "Google was told no" in texts(app)
    assert "google_sheet.read" not in keys(app)


def test_without_an_app_of_ones_own_the_way_to_one_is_told(
    open_page: Open, here: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MICROHIT_GOOGLE_CLIENT", str(here.home / "nothing.json"))
    app = press(opened(open_page, "youtube"), "youtube.in")
    assert "Make an OAuth client" in texts(app)


def test_a_closed_sheet_is_read_with_a_sign_in(open_page: Open, here: Rig, campaign: Path) -> None:
    rows: list[list[str | int | date]] = [["region", "week", "value"]]
    rows.append(["FR", date(2026, 3, 2), 100])
    here.google.documents[ID] = Document(tabs=[Tab("Kino", rows)])
    here.sign_in(SHEETS)
    app = opened(open_page, "google_sheet")
    app.text_input(key="google_sheet.link").set_value(LINK)
    press(app, "google_sheet.read")
    assert "Google Sheet Roma numbers, tab Kino" in texts(app)
    press(app, "google_sheet.add")
    assert kept(campaign, "google_sheet")[0][:4] == ["FR", "2026-03-02", "demand", "100"]


@pytest.mark.parametrize(("scope", "source"), [(SHEETS, "google_sheet"), (YOUTUBE, "youtube")])
def test_a_sign_in_that_was_taken_back_is_told(
    open_page: Open, here: Rig, scope: Scope, source: str
) -> None:
    here.sign_in(scope, expired=True)
    here.google.revoke()
    app = opened(open_page, source)
    if source == "google_sheet":
        app.text_input(key="google_sheet.link").set_value(LINK)
    press(app, f"{source}.read" if source == "google_sheet" else f"{source}.fetch")
    assert "Your sign-in has expired." in texts(app)


def test_the_studio_export_is_known_by_its_columns(open_page: Open, campaign: Path) -> None:
    content = zipped(Table_data=TABLE, Chart_data=chart("Date,Geography,Views", ["FR", "MX"]))
    app = give(opened(open_page, "studio"), content, "Geography 2026.zip")
    assert "YouTube Studio export" in texts(app)
    assert "Trailer views" in texts(app)
    press(app, "studio.add")
    assert {line[2] for line in kept(campaign, "youtube_studio")} == {"trailer_views"}


def test_search_interest_is_read_from_google_trends(open_page: Open, campaign: Path) -> None:
    app = give(opened(open_page, "trends"), TRENDS.encode(), "multiTimeline.csv")
    assert "relative to the highest value" in texts(app)
    press(app, "trends.add")
    assert [line[3] for line in kept(campaign, "google_trends")] == ["50", "0.5"]


def test_netflix_lists_need_titles_and_say_what_counts(open_page: Open, campaign: Path) -> None:
    app = opened(open_page, "netflix")
    app.file_uploader[0].upload("all-weeks-countries.tsv", lists())
    app.run()
    assert "netflix.add" not in keys(app)
    app.file_uploader[1].upload("titles.csv", TITLES.encode())
    app.selectbox(key="netflix.like").select("non-english").run()
    assert not app.exception
    assert "Netflix Top 10, films not in English" in texts(app)
    press(app, "netflix.add")
    assert {line[0] for line in kept(campaign, "netflix_top10")} == {"MX"}


def lists() -> bytes:
    films = {1: "Roma", 2: "Gravity", 3: "Okja"}
    return charts({"2026-01-11": films, "2026-01-18": films}, region="MX")


def test_netflix_lists_given_as_any_file_are_led_to_their_place(open_page: Open) -> None:
    app = give(open_page("2_Audience"), lists(), "all-weeks-countries.tsv")
    assert "Choose “Netflix Top 10” above" in texts(app)
    assert "file.add" not in keys(app)


def test_netflix_lists_without_the_campaigns_regions_are_refused(open_page: Open) -> None:
    app = opened(open_page, "netflix")
    app.file_uploader[0].upload("n.tsv", charts({"2026-01-11": {1: "Roma", 2: "Okja"}}))
    app.file_uploader[1].upload("titles.csv", TITLES.encode())
    app.selectbox(key="netflix.like").select("non-english").run()
    assert "has none of the campaign's regions" in texts(app)
    assert "netflix.add" not in keys(app)


def test_the_tables_are_listed_with_their_source_and_age(open_page: Open, here: Rig) -> None:
    here.google.shared[ID] = Shared({"0": CSV})
    app = press(read_sheet(opened(open_page, "sheet")), "sheet.add")
    app.session_state["tables"] = True
    app.run()
    [row] = app.dataframe[-1].value.to_dict("records")
    assert row["File"] == "audience/google_sheet.csv"
    assert row["Newest source"] == "Google Sheet Roma numbers – Kino, shared by its link"
    assert str(date.today().year) in row["Fetched"]  # noqa: DTZ011  # as above


def test_a_saved_version_takes_no_data(open_page: Open, suggested: AppTest) -> None:
    app = suggested.switch_page("pages/6_Plan.py").run()
    press(app, "save")
    assert "takes no new data" in texts(open_page("2_Audience", version="1"))
