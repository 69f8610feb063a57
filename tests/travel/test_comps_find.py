"""Finding comparable titles: on a stand-in for Wikidata, with faults, and in other campaigns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.wikidata_films import FoundFilm, Gross, _film, find_films
from planner.errors import InputError, NetError, Offline
from planner.facts.market import Market
from planner.facts.table import load
from planner.net import http
from planner.net.http import Web
from planner.net.routes import MIRROR
from planner.travel.comps_find import from_campaigns, from_films, from_gross
from tests.plans import make_plan
from tests.servers import wikidata_films
from tests.servers.base import EMPTY_PAGE, SIGN_IN_PAGE, FakeWeb, Fault
from tests.servers.wikidata_films import HOST

FACTS = load()
FRANCE = Market("FR", ("FR",), FACTS)
YEARS = (2010, 2026)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWeb]:
    monkeypatch.setattr(http, "backoff", lambda _tries: 0.0)
    with FakeWeb(wikidata_films.services()) as running:
        monkeypatch.setenv(MIRROR, running.address)
        yield running


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(sleep=lambda _: None, retries=1) as client:
        yield client


@pytest.mark.usefixtures("server")
def test_films_of_a_country_and_language_come_those_that_share_a_genre_first(web: Web) -> None:
    found = find_films("GE", "ka", YEARS, web, ["Comedy"])
    labels = [film.label for film in found]
    assert labels[:2] == ["Two Houses", "Tangerine Road"]
    assert "Plum Sky" not in labels
    assert [film.label for film in find_films("GE", "ka", (2014, 2014), web)] == ["Corn Harbour"]
    assert find_films("EE", "et", YEARS, web) == []


@pytest.mark.usefixtures("server")
def test_what_is_not_sure_is_marked_and_box_office_stays_as_it_is_stated(web: Web) -> None:
    found = {film.id: film for film in find_films("GE", "ka", YEARS, web)}
    assert found["Q2000001"].gross == (Gross(1_200_000, "USD"),)
    assert found["Q2000001"].ambiguous == ""
    assert "2 films have this title" in found["Q2000003"].ambiguous
    assert "no English title" in found["Q2000005"].ambiguous
    assert "several box offices" in found["Q2000006"].ambiguous
    hints = [one.hint for one in from_films(found.values(), make_plan({"FR": {}}))]
    assert "1,200,000 USD" in hints
    assert "3,000 EUR or 4,100 USD" in hints


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=503),
        Fault(status=429, retry_after="3600"),
        Fault(status=400, body=b"SPARQL-QUERY: MalformedQueryException"),
        Fault(half=True),
        Fault(cut=True),
        Fault(body=b"[]"),
        Fault(body=b'{"results": {"bindings": 7}}'),
        EMPTY_PAGE,
        SIGN_IN_PAGE,
    ],
)
def test_faults_end_in_a_message(server: FakeWeb, web: Web, fault: Fault) -> None:
    server.fail(HOST, fault, times=None)
    with pytest.raises(NetError) as caught:
        find_films("GE", "ka", YEARS, web)
    assert str(caught.value).endswith(".")


def test_a_fault_that_passes_is_not_noticed(server: FakeWeb, web: Web) -> None:
    server.fail(HOST, Fault(drop=True))
    assert find_films("GE", "ka", YEARS, web)


def test_offline_says_so(monkeypatch: pytest.MonkeyPatch, web: Web) -> None:
    monkeypatch.setenv(MIRROR, "http://127.0.0.1:9")
    with pytest.raises(Offline):
        find_films("GE", "ka", YEARS, web)


@pytest.mark.parametrize(
    ("origin", "language", "years"),
    [('G" }', "ka", YEARS), ("GE", "", YEARS), ("GE", "ka", (2020, 2010)), ("GE", "ka", (1, 2))],
)
def test_what_can_not_be_asked_is_refused(
    server: FakeWeb, web: Web, origin: str, language: str, years: tuple[int, int]
) -> None:
    with pytest.raises(InputError):
        find_films(origin, language, years, web)
    assert server.requests == []


ANY = st.recursive(st.none() | st.integers() | st.text(max_size=20), st.lists, max_leaves=3)


@given(
    st.dictionaries(
        st.sampled_from(["film", "filmLabel", "year", "links", "genres", "gross"]),
        ANY | st.fixed_dictionaries({"value": ANY}),
    )
)
def test_rows_of_any_form_do_no_harm(row: dict[str, object]) -> None:
    found = _film(row)
    assert found is None or found.id.startswith("Q")


def test_other_campaigns_offer_what_this_one_lacks() -> None:
    mine = make_plan({"FR": {}})
    pear = {"title": "Quail", "region": "DE", "admissions": 5, "source": "a sheet"}
    lost = pear | {"region": "DACH"}
    other = make_plan({"FR": {}}, film={"comps": [*mine.model_dump()["film"]["comps"], pear]})
    group = make_plan({"DACH": {}}, film={"comps": [lost]}, goals={"groups": {"DACH": ["DE"]}})
    found = from_campaigns({"other": other, "group": group, mine.campaign: other}, mine)
    assert [(one.title, one.comp and one.comp.region) for one in found] == [("Quail", "DE")]
    assert found[0].source == "campaign other: a sheet"


def test_the_film_itself_is_no_candidate() -> None:
    own = FoundFilm("Q1", "quince spring", "", 2026, (), 1, ())
    assert from_films([own], make_plan({"FR": {}})) == []


def test_a_gross_becomes_admissions_by_the_ticket_price_and_says_so() -> None:
    found = from_gross(FRANCE.ticket * 1000, "EUR", FRANCE, FACTS)
    assert found.admissions == 1000
    assert "estimated from gross" in found.note
    assert all(FACTS.find(name) for name in found.facts)


@pytest.mark.parametrize(("gross", "currency"), [(0.0, "EUR"), (1.0, "EUR"), (1e6, "XAU")])
def test_a_gross_that_makes_no_admissions_is_refused(gross: float, currency: str) -> None:
    with pytest.raises(InputError):
        from_gross(gross, currency, FRANCE, FACTS)
