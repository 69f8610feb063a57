"""Page Film: where it could travel, finding comparable titles, how the potential follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.net import http
from planner.net.routes import MIRROR
from planner.plan import edit, store
from planner.ui import editors
from tests.servers import wikidata_films
from tests.servers.base import FakeWeb
from tests.ui.conftest import Open, first_plan
from tests.ui.test_edit import draft, press
from tests.ui.test_pages import texts

OTHER = {"title": "Quail", "region": "MX", "admissions": 9_000, "source": "a sheet"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWeb]:
    monkeypatch.setattr(http, "backoff", lambda _tries: 0.0)
    with FakeWeb(wikidata_films.services()) as running:
        monkeypatch.setenv(MIRROR, running.address)
        yield running


TRAVEL, COMPS, FOLLOWS = (
    "Where it could travel",
    "Comparable titles",
    "How the potential follows",
)


def opened(open_page: Open, tab: str) -> AppTest:
    """Page Film with one of its tabs open: what the others only show is not drawn."""
    app = open_page("1_Film")
    app.session_state["film.tabs"] = tab
    return app.run()


def fill(app: AppTest, name: str, row: int, cells: dict[str, object]) -> None:
    """Type into a row of the editor whose key starts with `name`."""
    key = next(one.proto.id for one in app.dataframe if f"{name}." in one.proto.id)
    app.session_state[key[key.index(f"{name}.") :]] = {
        "edited_rows": {row: cells},
        "added_rows": [],
        "deleted_rows": [],
    }


def test_a_region_is_proposed_and_added_as_elsewhere(open_page: Open, campaign: Path) -> None:
    app = opened(open_page, TRAVEL)
    assert not app.exception
    app.multiselect(key="travel.add").select("BR").run()
    press(app, "travel.add.apply")
    assert draft(campaign).plan.goals.regions["BR"].release == "theatrical"
    assert "BR" not in app.multiselect(key="travel.add").options


def test_a_region_outside_the_lists_is_not_known_never_low(open_page: Open, campaign: Path) -> None:
    plan = edit.replace(first_plan(), {"goals.regions.CN": {"release": "theatrical"}})
    store.save(campaign, plan, read=store.load(campaign / store.PLAN).digest)
    app = opened(open_page, TRAVEL)
    line = next(text for text in texts(app).splitlines() if "Not known" in text)
    assert "China" in line
    assert "does not mean low" in line


def test_where_it_is_liked_becomes_part_of_the_plan(open_page: Open, campaign: Path) -> None:
    app = open_page("1_Film")
    app.session_state[editors.key_of("seen", [])] = {
        "edited_rows": {},
        "added_rows": [{"region": "ES", "by": "charts"}],
        "deleted_rows": [],
    }
    press(app, "seen.apply")
    assert [(one.region, one.by) for one in draft(campaign).plan.film.seen] == [("ES", "charts")]


def test_a_campaign_without_regions_is_still_ranked(open_page: Open, campaign: Path) -> None:
    plan = edit.replace(first_plan(), {"goals.regions": {}})
    store.save(campaign, plan, read=store.load(campaign / store.PLAN).digest)
    app = opened(open_page, TRAVEL)
    assert not app.exception
    assert "Nothing has been suggested yet" in " ".join(str(one.value) for one in app.info)
    assert app.multiselect(key="travel.add").options


@pytest.mark.usefixtures("server")
def test_films_found_on_wikidata_wait_until_they_have_figures(
    open_page: Open, campaign: Path
) -> None:
    app = opened(open_page, COMPS)
    press(app, "find.search")
    frames = [one.value for one in app.dataframe]
    assert any("doubt" in frame and "Two Houses" in set(frame["title"]) for frame in frames)
    press(app, "candidates.apply")
    assert "Choose yes" in " ".join(str(one.value) for one in app.info)
    fill(app, "candidates", 0, {"take": "yes", "region": "FR"})
    press(app, "candidates.apply")
    assert "has no admissions" in texts(app)
    fill(app, "candidates", 0, {"take": "yes", "region": "FR", "gross": 90_000, "currency": "EUR"})
    press(app, "candidates.apply")
    added = draft(campaign).plan.film.comps[-1]
    assert added.region == "FR"
    assert added.source.startswith("https://www.wikidata.org/wiki/Q")
    assert "estimated from gross" in str(added.note)


def test_comps_of_another_campaign_are_added_with_their_source(
    open_page: Open, campaign: Path
) -> None:
    film = {"title": "Other", "origin": ["GE"], "original_language": "ka", "genres": ["Drama"]}
    goals = first_plan().model_dump(by_alias=True)["goals"] | {"regions": {}}
    goals = {key: goals[key] for key in ("budget", "window", "regions")}
    plan = edit.new_plan("other", film | {"comps": [OTHER]}, goals, as_of=first_plan().as_of)
    store.create(campaign.parent, "other", plan)
    app = opened(open_page, COMPS)
    fill(app, "candidates", 0, {"take": "yes"})
    press(app, "candidates.apply")
    added = draft(campaign).plan.film.comps[-1]
    assert (added.title, added.region, added.admissions) == ("Quail", "MX", 9_000)
    assert added.source == "campaign other: a sheet"


def test_offline_is_told_and_the_page_stands(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "backoff", lambda _tries: 0.0)
    monkeypatch.setenv(MIRROR, "http://127.0.0.1:9")
    app = opened(open_page, COMPS)
    press(app, "find.search")
    assert "query.wikidata.org" in texts(app)
    assert app.multiselect(key="film.genres").value


@pytest.mark.parametrize(("region", "word"), [("FR", "Plum 40,000"), ("MX", "in France")])
def test_how_the_potential_follows_is_told_step_by_step(
    open_page: Open, region: str, word: str
) -> None:
    app = opened(open_page, FOLLOWS)
    app.selectbox(key="region").set_value(region).run()
    assert not app.exception
    assert word in texts(app)
    assert "What would change it" in texts(app)
