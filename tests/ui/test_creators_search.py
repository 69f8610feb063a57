"""Looking for creators on YouTube: what it costs, shows, refuses and forgets, on a made-up one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.creators import declaration
from planner.creators.kept import kept_dir
from planner.model.film import Film
from planner.net import google_client
from planner.net.google_client import Patience
from planner.net.google_key import KEY as VARIABLE
from planner.plan import edit, store
from planner.ui import creators_sheet
from planner.ui.creators_search_form import ideas
from planner.ui.creators_search_one import names
from tests.servers.base import FakeWeb, Fault, as_fault
from tests.servers.google import YOUTUBE
from tests.servers.youtube import KEY, FakeYouTube, blocked_key
from tests.ui.conftest import SHEET, Open
from tests.ui.test_edit import press
from tests.ui.test_pages import texts

TOPIC = "search.topic.quince-spring"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, youtube: FakeYouTube, campaign: Path) -> Iterator[FakeWeb]:
    """A YouTube on this computer that knows the person's key, asked without waiting."""
    assert campaign.exists()
    monkeypatch.setattr(google_client, "PER_SECOND", 1e9)
    monkeypatch.setattr(Patience, "wait", lambda *_, **__: 0.0)
    with FakeWeb(youtube.services()) as made:
        monkeypatch.setenv("MICROHIT_MIRROR", made.address)
        monkeypatch.setenv(VARIABLE, KEY)
        yield made


@pytest.fixture
def youtube() -> FakeYouTube:
    return FakeYouTube()


def opened(open_page: Open, **query: str) -> AppTest:
    """Page Creators with the tab open, and a topic of the list that the made-up YouTube knows."""
    app = open_page("5_Creators", **query)
    app.session_state["creators.tab"] = "Find creators"
    app.session_state[TOPIC] = "film reviews"
    app.run()
    assert not app.exception
    return app


def searched(open_page: Open) -> AppTest:
    return press(opened(open_page), "search.start")


def labels(app: AppTest) -> dict[str | None, str]:
    return {one.key: one.label for one in app.button}


def meters(app: AppTest) -> list[str]:
    return [str(one.proto.text) for one in app.get("progress")]


def disabled(app: AppTest, key: str) -> bool:
    return bool(app.button(key=key).disabled)


def rows(app: AppTest) -> list[dict[str, object]]:
    """What the table of channels shows."""
    found = [one for one in app.dataframe if str(one.key).startswith("candidates.")]
    records = found[0].value.to_dict("records") if found else []
    return [{str(name): value for name, value in row.items()} for row in records]


def choose(app: AppTest, row: int) -> AppTest:
    [table] = [one for one in app.dataframe if str(one.key).startswith("candidates.")]
    app.session_state[str(table.key)] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return app.run()


def add(app: AppTest, name: str, form: str = "video") -> AppTest:
    """Add the channel on screen to the sheet."""
    fields = {str(one.key).rpartition(".")[2]: one for one in app.text_input}
    if not fields["name"].disabled:
        fields["name"].set_value(name)
    fields["format"].set_value(form)
    app.run()
    return press(app, "search.add")


def sheet(campaign: Path) -> list[dict[str, str]]:
    with (campaign / "creators.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def forget_the_count(campaign: Path) -> None:
    """Let a new day of the quota begin."""
    for path in (campaign.parents[1] / "home" / "youtube-quota").glob("*.json"):
        path.unlink()


def test_without_a_key_it_says_how_to_get_one_and_the_sheet_works(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    app = opened(open_page)
    for part in ("console.cloud.google.com", "secrets.toml", VARIABLE, "sheet works all the same"):
        assert part in texts(app)
    assert "search.start" not in labels(app)
    app.session_state["creators.tab"] = "Creator sheet"
    app.run()
    assert app.data_editor


def test_the_cost_is_told_before_anything_is_asked(open_page: Open, web: FakeWeb) -> None:
    app = opened(open_page)
    assert labels(app)["search.start"] == "Search for 2 searches and 31 units"
    assert "Costs at most 2 searches and 31 units." in texts(app)
    assert "which is midnight Pacific" in texts(app)
    bars = meters(app)
    assert bars == ["100 of 100 searches left today", "10,000 of 10,000 units left today"]
    app.selectbox(key="search.most").select(100).run()
    assert labels(app)["search.start"] == "Search for 5 searches and 122 units"
    assert not web.requests


def test_a_search_shows_what_youtube_tells(
    open_page: Open, web: FakeWeb, youtube: FakeYouTube
) -> None:
    app = searched(open_page)
    shown = rows(app)
    assert len(shown) >= 10
    one = shown[0]
    assert set(one) == {
        *("title", "link", "subscribers", "average", "counted", "newest", "country"),
        *("fetched", "known"),
    }
    assert str(one["link"]).startswith("https://www.youtube.com/channel/UC")
    assert f"{len(shown)} channels found" in [item.value for item in app.subheader]
    left = youtube.searches - youtube.count("searches")
    units = youtube.units - youtube.count("units")
    bars = meters(app)
    assert bars == [
        f"{left} of 100 searches left today",
        f"{units:,} of 10,000 units left today",
    ]
    assert labels(app)["search.start"] == "Search"
    before = len(web.requests)
    press(app, "search.start")
    assert len(web.requests) == before


@pytest.mark.usefixtures("web")
def test_the_chosen_one_says_why_it_is_shown(open_page: Open) -> None:
    app = choose(searched(open_page), 2)
    said = texts(app)
    assert str(rows(app)[2]["title"]) in [one.value for one in app.text]
    assert f"number 3 of {len(rows(app))} for “film reviews” in French as shown in France" in said
    assert "A channel's country is not where its audience is" in said
    videos = app.dataframe[1].value
    assert list(videos) == ["title", "published", "views", "likes", "comments", "named", "link"]
    assert all(link.startswith("https://www.youtube.com/watch?v=") for link in videos["link"])
    assert app.get("link_button")[0].proto.url == rows(app)[2]["link"]


@pytest.mark.usefixtures("web")
def test_averages_are_plain_over_the_videos_that_are_listed(open_page: Open) -> None:
    app = choose(searched(open_page), 1)
    views = app.dataframe[1].value["views"].dropna()
    assert rows(app)[1]["average"] == round(views.mean())
    assert rows(app)[1]["counted"] == len(views)


@pytest.mark.usefixtures("web")
def test_channels_are_narrowed_down(open_page: Open) -> None:
    app = searched(open_page)
    all_of_them = rows(app)
    app.number_input(key="search.subscribers").set_value(30_000).run()
    some = rows(app)
    assert some == [
        one for one in all_of_them if one["subscribers"] and int(str(one["subscribers"])) >= 30_000
    ]
    app.number_input(key="search.views").set_value(10**9).run()
    assert not rows(app)
    assert "No channel is left" in texts(app)


@pytest.mark.usefixtures("web")
def test_a_channel_goes_into_the_sheet_by_the_name_that_a_person_types(
    open_page: Open, campaign: Path
) -> None:
    app = searched(open_page)
    one = rows(app)[0]
    assert disabled(app, "search.add")
    add(app, "Dora's kitchen")
    *others, last = sheet(campaign)
    assert [row["creator"] for row in others] == ["Anna", "Bruno", "Carla"]
    assert others[0]["price"] == "3000"
    assert {name: value for name, value in last.items() if value} == {
        "creator": "Dora's kitchen",
        "platform": "youtube",
        "channel_id": str(one["link"]).rpartition("/")[2],
        "link": one["link"],
        "region": "FR",
        "language": "fr",
        "format": "video",
        "posts": "1",
        "state": "idea",
    }
    assert str(one["title"]) not in (campaign / "creators.csv").read_text("utf-8")
    assert "still lacks: a price, expected views or people reached" in texts(app)
    assert rows(app)[0]["known"] is True
    assert "In the sheet already, as Dora's kitchen: video." in texts(app)
    app.selectbox(key="search.known").select("Hide").run()
    assert one["link"] not in [row["link"] for row in rows(app)]


@pytest.mark.usefixtures("web")
def test_another_format_is_a_row_of_its_own_and_the_same_twice_is_refused(
    open_page: Open, campaign: Path
) -> None:
    app = add(searched(open_page), "Dora")
    path = campaign / "creators.csv"
    path.write_text(path.read_text("utf-8").replace(",idea,,", ",contacted,yes,"), "utf-8")
    add(app.run(), "Dora", "short")
    told = [(row["format"], row["state"], row["disclosure_agreed"]) for row in sheet(campaign)[3:]]
    assert told == [("video", "contacted", "yes"), ("short", "contacted", "yes")]
    add(app, "Dora", "short")
    assert "stands twice with this platform and format" in texts(app)
    assert len(sheet(campaign)) == 5


@pytest.mark.usefixtures("web")
def test_what_is_typed_into_the_sheet_is_saved_first(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = searched(open_page)
    monkeypatch.setattr(creators_sheet, "pending", lambda _work: True)
    assert disabled(app.run(), "search.add")
    assert "Save what you typed into the tab Creator sheet first" in texts(app)


@pytest.mark.usefixtures("web")
def test_a_broken_sheet_takes_no_row_and_the_search_goes_on(
    open_page: Open, campaign: Path
) -> None:
    broken = SHEET.replace("3000", "much")
    (campaign / "creators.csv").write_text(broken, encoding="utf-8")
    app = searched(open_page)
    assert rows(app)
    add(app, "Dora")
    assert "price" in texts(app)
    assert (campaign / "creators.csv").read_text("utf-8") == broken


@pytest.mark.usefixtures("web")
def test_a_saved_version_takes_no_new_creator(open_page: Open, campaign: Path) -> None:
    working = store.load(campaign / store.PLAN)
    store.save(campaign, edit.replace(working.plan, {"note": "Later"}), read=working.digest)
    app = press(opened(open_page, version="1"), "search.start")
    assert disabled(app, "search.add")
    assert "takes no new creators" in texts(app)


def test_a_wrong_key_says_what_to_do_and_is_not_shown(
    open_page: Open, web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "AIzaSyAnotherOne")
    app = searched(open_page)
    assert web.requests
    assert "Google does not accept your YouTube key" in texts(app)
    assert "AIzaSyAnotherOne" not in str(app)
    assert "search.start" in labels(app)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(drop=True), "could not be reached"),
        (Fault(status=503), "could not answer"),
        (as_fault(blocked_key()), "Your key may not be used for YouTube"),
    ],
)
def test_what_fails_is_told_and_the_search_can_be_done_again(
    open_page: Open, web: FakeWeb, fault: Fault, words: str
) -> None:
    web.fail(YOUTUBE, fault, times=None)
    app = searched(open_page)
    assert words in texts(app)
    assert not rows(app)
    web.heal()
    assert rows(press(app, "search.start"))


@pytest.mark.usefixtures("web")
def test_without_quota_the_button_says_when_there_is_some_again(
    open_page: Open, youtube: FakeYouTube
) -> None:
    youtube.searches = 0
    app = searched(open_page)
    assert disabled(app, "search.start")
    assert "searches are used up. They start anew at" in texts(app)
    assert not rows(app)


@pytest.mark.usefixtures("web")
def test_where_the_quota_ends_the_search_goes_on_another_day(
    open_page: Open, youtube: FakeYouTube, campaign: Path
) -> None:
    youtube.units = 6
    app = searched(open_page)
    part = rows(app)
    assert part
    assert "What came so far is kept" in texts(app)
    assert disabled(app, "search.go_on")
    assert "No videos of it have come yet" in texts(app)
    youtube.new_day()
    youtube.units = 10_000
    forget_the_count(campaign)
    app.run()
    assert labels(app)["search.go_on"].startswith("Go on for ")
    spent = youtube.count("searches")
    press(app, "search.go_on")
    assert "search.go_on" not in labels(app)
    assert youtube.count("searches") == spent
    assert sum(bool(one["counted"]) for one in rows(app)) > sum(
        bool(one["counted"]) for one in part
    )


def test_earlier_searches_open_without_asking_even_without_a_key(
    open_page: Open, web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = rows(searched(open_page))
    asked = len(web.requests)
    monkeypatch.delenv(VARIABLE)
    app = opened(open_page)
    [earlier] = app.selectbox(key="search.earlier").options
    assert "“film reviews” in French as shown in France" in earlier
    press(app, "search.open")
    assert [one["link"] for one in rows(app)] == [one["link"] for one in first]
    assert len(web.requests) == asked


@pytest.mark.usefixtures("web")
def test_one_channel_is_forgotten_and_then_all(open_page: Open) -> None:
    app = searched(open_page)
    gone, *rest = rows(app)
    press(app, "search.forget_one")
    assert [one["link"] for one in rows(app)][: len(rest)] == [one["link"] for one in rest]
    assert gone["link"] not in [one["link"] for one in rows(app)]
    assert "forgotten by itself on" in texts(app)
    press(app, "search.forget")
    assert not rows(app)
    assert not list(kept_dir().glob("*.piece"))
    assert "Nothing that YouTube told is kept" in texts(app)


@pytest.mark.usefixtures("web")
def test_derived_figures_need_a_declaration_and_go_with_it(open_page: Open) -> None:
    app = searched(open_page)
    assert "there are none here" in texts(app)
    app.text_input(key="declare.project").set_value("12")
    app.date_input(key="declare.accepted").set_value(date(2026, 3, 1))
    app.text_input(key="declare.by").set_value("Nino")
    press(app.run(), "declare.set")
    assert "is no number of a Google project" in texts(app)
    app.text_input(key="declare.project").set_value("123456789012")
    press(app.run(), "declare.set")
    assert "Nino declared on" in texts(app)
    assert "engagement" in rows(app)[0]
    assert "derived from YouTube data by us" in texts(app)
    press(app, "declare.withdraw")
    assert "engagement" not in rows(app)[0]
    assert declaration.declared() is None


@pytest.mark.usefixtures("web")
def test_the_key_is_in_nothing_that_is_shown_or_kept(open_page: Open, campaign: Path) -> None:
    app = add(searched(open_page), "Dora")
    shown = [str(one.proto) for one in app.main]
    assert not [text for text in shown if KEY in text]
    assert KEY not in str(app.session_state.to_dict())
    files = [path for path in campaign.parents[1].rglob("*") if path.is_file()]
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


@pytest.mark.usefixtures("web")
def test_a_title_is_text_and_never_markup(open_page: Open, youtube: FakeYouTube) -> None:
    for channel in youtube.world.channels.values():
        channel.title = "**Bold** [link](http://example.org) film reviews"
    app = searched(open_page)
    assert "**Bold** [link](http://example.org) film reviews" in [one.value for one in app.text]
    assert not [one for one in app.markdown if "[link](" in str(one.value)]


def test_topics_come_from_the_film() -> None:
    film = Film.model_validate(
        {
            "title": "Quince Spring",
            "origin": ["GE"],
            "original_language": "ka",
            "genres": ["Drama", "Comedy"],
            "comps": [{"title": "Plum", "region": "FR", "admissions": 1, "source": "a test"}],
        }
    )
    found = ideas(film)
    assert found[0] == "drama comedy films"
    assert {"drama films", "Georgia films", "Plum"} <= set(found)


@pytest.mark.parametrize(
    ("topic", "title", "expected"),
    [
        ("street food", "Best STREET tacos", True),
        ("the end", "The best", False),
        ("くるみ", "おいしいくるみの菓子", True),
        ("street food", "Gaming night", False),
    ],
)
def test_a_title_names_the_topic(topic: str, title: str, expected: bool) -> None:  # noqa: FBT001  # a case
    assert names(topic, title) is expected
