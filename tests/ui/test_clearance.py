"""Page Timing: certificates and embargoes; page Film: trailers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from planner.errors import InputError
from planner.model.clearance import Certificate, Embargo
from planner.model.film import Trailer
from planner.plan import edit, store
from planner.ui import drafts, embargoes, film_trailers
from planner.ui.session import Work
from tests.ui.conftest import Open, first_plan
from tests.ui.tables import fill
from tests.ui.test_edit import draft
from tests.ui.test_pages import texts

PARIS = ZoneInfo("Europe/Paris")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 4_000_000_000).map(lambda seconds: EPOCH + timedelta(seconds=seconds))


def saved(campaign: Path, changes: dict[str, object]) -> None:
    """Save the first plan with `changes`."""
    plan = edit.replace(first_plan(), changes)
    store.save(campaign, plan, read=store.load(campaign / store.PLAN).digest)


def timing(open_page: Open, **query: str) -> AppTest:
    """Page Timing with certificates and embargoes open."""
    app = open_page("3_Timing", **query)
    app.session_state["timing.clearance"] = True
    return app.run()


def certificate(campaign: Path, code: str = "FR") -> Certificate | None:
    return draft(campaign).plan.goals.regions[code].certificate


def test_a_certificate_is_noted_changed_and_taken_out(open_page: Open, campaign: Path) -> None:
    app = timing(open_page)
    fill(app, "certificates", {0: {"status": "applied", "rating": "TP"}, 2: {"number": "12-3"}})
    assert certificate(campaign) == Certificate(status="applied", rating="TP")
    assert certificate(campaign, "JP") == Certificate(number="12-3")
    assert certificate(campaign, "MX") is None
    fill(app, "certificates", {0: {"status": "granted"}})
    assert certificate(campaign) == Certificate(status="granted", rating="TP")
    empty = {0: {"status": None, "rating": None}, 2: {"status": None, "number": None}}
    fill(app, "certificates", empty)
    assert drafts.find(campaign) is None


def test_silent_days_are_asked_about_where_germany_is(open_page: Open, campaign: Path) -> None:
    (table,) = (one for one in timing(open_page).dataframe if "certificates." in one.proto.id)
    assert "feiertagsfreigabe" not in table.value
    saved(campaign, {"goals.groups": {"DACH": ["DE", "AT"]}, "goals.regions.DACH": {}})
    app = timing(open_page)
    fill(app, "certificates", {3: {"feiertagsfreigabe": "No", "rating": "FSK 12"}})
    assert certificate(campaign, "DACH") == Certificate(rating="FSK 12", feiertagsfreigabe=False)
    fill(app, "certificates", {3: {"feiertagsfreigabe": "Yes"}})
    assert certificate(campaign, "DACH") == Certificate(rating="FSK 12", feiertagsfreigabe=True)
    fill(app, "certificates", {0: {"feiertagsfreigabe": "Yes"}})
    assert "only Germany has one" in texts(app)
    assert certificate(campaign) is None


def test_an_embargo_is_typed_as_clocks_show_it_there(open_page: Open, campaign: Path) -> None:
    app = timing(open_page)
    assert embargoes.EMPTY in texts(app)
    app.selectbox(key="embargoes.zone").set_value("Europe/Paris").run()
    row: dict[str, object] = {"what": "Reviews", "date": "2027-03-12", "time": "18:00"}
    fill(app, "embargoes", added=(row | {"regions": "France; jp", "note": "all media"},))
    until = datetime(2027, 3, 12, 17, tzinfo=UTC)
    kept = Embargo(what="Reviews", until=until, regions=["FR", "JP"], note="all media")
    assert draft(campaign).plan.goals.embargoes == [kept]
    app.selectbox(key="embargoes.zone").set_value("Asia/Tokyo").run()
    assert "02:00" in app.dataframe[-1].value.to_string(), "the day after, in Tokyo"
    fill(app, "embargoes", {0: {"what": "Social reactions"}})
    assert draft(campaign).plan.goals.embargoes[0].until == until


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"what": "Reviews", "date": "2027-03-12", "time": "6 pm"}, "(got '2027-03-12 6 pm')"),
        ({"what": "Reviews", "date": "2027-03-28", "time": "02:30"}, "is no moment"),
        ({"what": "Reviews", "date": "2027-03-12", "regions": "Narnia"}, "Narnia"),
        ({"date": "2027-03-12"}, "what: is missing"),
    ],
)
def test_what_is_no_embargo_is_told_in_place(
    open_page: Open, campaign: Path, row: dict[str, object], told: str
) -> None:
    app = timing(open_page)
    app.selectbox(key="embargoes.zone").set_value("Europe/Paris").run()
    fill(app, "embargoes", added=(row,))
    assert told in texts(app)
    assert drafts.find(campaign) is None


@given(moment=MOMENTS, zone=st.sampled_from(["Europe/Paris", "Pacific/Chatham", "UTC"]))
def test_a_moment_that_is_not_edited_stays_exact(moment: datetime, zone: str) -> None:
    """Its seconds too, and the second of two equal hours when clocks go back."""
    kept = Embargo(what="Reviews", until=moment)
    plan = edit.replace(first_plan(), {"goals.embargoes": [kept]})
    work = Work("quince-spring", Path(), plan, plan, "")
    (row,) = embargoes.rows_of(plan.goals.embargoes, ZoneInfo(zone))
    found = embargoes.read_rows(work, [row | {"what": "All reviews"}], ZoneInfo(zone))
    moments = [one.until for one in edit.replace(plan, {"goals.embargoes": found}).goals.embargoes]
    assert moments == [moment]


def test_without_a_time_a_day_begins_at_midnight() -> None:
    plan = first_plan()
    work = Work("quince-spring", Path(), plan, plan, "")
    row: dict[str, object] = {"what": "Reviews", "date": date(2027, 7, 1)}
    (found,) = embargoes.read_rows(work, [row], PARIS)
    assert found["until"] == datetime(2027, 6, 30, 22, tzinfo=UTC)


def test_an_embargo_needs_a_day() -> None:
    plan = first_plan()
    work = Work("quince-spring", Path(), plan, plan, "")
    with pytest.raises(InputError, match=r"is no moment in Europe/Paris \(got 'no date'\)"):
        embargoes.read_rows(work, [{"what": "Reviews"}], PARIS)


def test_trailers_have_minutes_and_seconds(open_page: Open, campaign: Path) -> None:
    app = open_page("1_Film")
    assert film_trailers.EMPTY in texts(app)
    row: dict[str, object] = {"name": "Main", "length": "2:05", "ready": "2027-01-15"}
    fill(app, "trailers", added=(row | {"note": "loud"},))
    kept = Trailer(name="Main", seconds=125, ready=date(2027, 1, 15), note="loud")
    assert draft(campaign).plan.film.trailers == [kept]
    fill(app, "trailers", {0: {"length": "1:00"}}, added=({"name": "Teaser", "length": "0:30"},))
    assert [one.seconds for one in draft(campaign).plan.film.trailers] == [60, 30]


@pytest.mark.parametrize("length", ["125", "2:5", "2:60", "-1:00", "٢:٠٥", ""])
def test_what_is_no_length_is_refused(length: str) -> None:
    with pytest.raises(InputError, match="is no length"):
        film_trailers.read_rows([{"name": "Main", "length": length}])


@given(seconds=st.integers(1, 1800))
def test_a_length_is_read_as_it_was_written(seconds: int) -> None:
    one = Trailer(name="Main", seconds=seconds)
    assert film_trailers.read_rows([film_trailers.row_of(one)])[0]["seconds"] == seconds


def test_frozen_versions_are_looked_at_only(open_page: Open, campaign: Path) -> None:
    saved(campaign, {"film.title": "Quince Summer"})
    app = timing(open_page, version="1")
    assert app.button(key="certificates.apply").disabled
    assert app.button(key="embargoes.apply").disabled
    assert open_page("1_Film", version="1").button(key="trailers.apply").disabled
