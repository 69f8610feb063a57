from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.wikimedia import find_titles
from planner.audience.wikimedia_titles import BATCH, read_titles
from planner.errors import InputError, NetError, RateLimited
from planner.net.http import Web
from planner.net.routes import MIRROR
from tests.servers import wikimedia
from tests.servers.base import FakeWeb, Fault, Reply, Request, json_reply

ROMA = "Q40895242"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWeb]:
    with wikimedia.server() as running:
        monkeypatch.setenv(MIRROR, running.address)
        yield running


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(sleep=lambda _: None, retries=2) as client:
        yield client


@pytest.mark.usefixtures("server")
def test_films_come_first_and_the_widely_known_before_others(web: Web) -> None:
    found = find_titles("Roma", web)
    names = [(one.id, one.year, one.languages, one.on_screen) for one in found]
    assert names[:3] == [
        (ROMA, 2018, 6, True),
        ("Q1000001", 1972, 1, True),
        ("Q1000003", 2021, 1, True),
    ]
    assert {name for name, *_ in names[3:]} == {"Q1000002"}
    assert found[0].label == "Roma"
    assert found[0].description == "2018 film by Alfonso Cuarón"


def test_a_film_is_found_although_others_hide_it(server: FakeWeb, web: Web) -> None:
    world = wikimedia.World()
    server.services = wikimedia.services(world)

    def crowded(request: Request) -> Reply:
        if request.query.get("action") == "wbsearchentities":
            return json_reply({"search": [{"id": "Q220"}], "success": 1})
        return wikimedia.wikidata(world, request)

    server.services[wikimedia.WIKIDATA] = crowded
    names = [one.id for one in find_titles("Roma", web)]
    assert (names[0], names[-1]) == (ROMA, "Q220")


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    "text",
    [
        ROMA,
        " q40895242 ",
        "https://www.wikidata.org/wiki/Q40895242",
        "https://en.wikipedia.org/wiki/Roma_(2018_film)",
        "https://en.m.wikipedia.org/wiki/Roma_(2018_film)?action=raw#Cast",
        "en.wikipedia.org/wiki/Roma_%282018_film%29",
        "https://en.wikipedia.org/w/index.php?title=Roma_(2018_film)&oldid=1",
        "https://ja.wikipedia.org/wiki/ROMA/%E3%83%AD%E3%83%BC%E3%83%9E",
        "https://es.wikipedia.org/wiki/Roma_(película_de_2018)",
    ],
)
def test_an_id_or_an_address_names_one_title(web: Web, text: str) -> None:
    assert [one.id for one in find_titles(text, web)] == [ROMA]


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("text", ["Q99999998", "Q99999999999", "nothing is called so"])
def test_what_does_not_exist_is_an_empty_list(web: Web, text: str) -> None:
    assert find_titles(text, web) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "x" * 201,
        "https://example.org/wiki/Roma",
        "https://wikipedia.org/wiki/Roma",
        "https://www.wikipedia.org/",
        "https://en.wikipedia.org/",
        "https://en.wikipedia.org.example.org/wiki/Roma",
        "http://[bad/wiki/Q1",
    ],
)
def test_what_is_no_title_is_told(web: Web, text: str) -> None:
    with pytest.raises(InputError, match="Give a film's title, its Wikidata id"):
        find_titles(text, web)


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("language", ["xx", "zh_Hant", "EN", ""])
def test_a_language_that_wikidata_does_not_know_is_no_obstacle(web: Web, language: str) -> None:
    assert find_titles("Roma", web, language)[0].id == ROMA


def test_articles_are_those_of_wikipedia_alone(server: FakeWeb, web: Web) -> None:
    (roma,) = read_titles([ROMA], web)
    assert [article.project for article in roma.articles] == [
        "cy.wikipedia",
        "de.wikipedia",
        "en.wikipedia",
        "es.wikipedia",
        "fr.wikipedia",
        "ja.wikipedia",
    ]
    assert len(server.requests) == 1


def test_many_ids_are_asked_in_batches_and_the_impossible_one_is_left_out(
    server: FakeWeb, web: Web
) -> None:
    ids = [f"Q{9_000_000 + count}" for count in range(BATCH)] + ["Q99999999999", "Q220", "Q1"]
    found = read_titles(ids, web)
    assert [one.label for one in found] == ["Rome"]
    assert len(server.requests) == 3


@pytest.mark.parametrize("code", ["maxlag", "ratelimited", "readonly"])
def test_a_busy_wikidata_is_asked_again(server: FakeWeb, web: Web, code: str) -> None:
    lag = json.dumps(wikimedia.error(code, "Waiting for a database: 7 seconds lagged.", lag=7))
    server.fail(wikimedia.WIKIDATA, Fault(body=lag.encode(), retry_after="5"))
    assert find_titles(ROMA, web)[0].id == ROMA
    server.fail(wikimedia.WIKIDATA, Fault(body=lag.encode(), retry_after="5"), times=None)
    with pytest.raises(RateLimited):
        find_titles(ROMA, web)


def test_another_error_is_told_in_wikidatas_words(server: FakeWeb, web: Web) -> None:
    body = json.dumps(wikimedia.error("permissiondenied", "You may not read this.")).encode()
    server.fail(wikimedia.WIKIDATA, Fault(body=body), times=None)
    with pytest.raises(NetError, match="You may not read this"):
        find_titles(ROMA, web)


NAMES = [
    *("entities", "search", "query", "id", "labels", "en", "claims", "P31", "P577", "sitelinks"),
    *("enwiki", "url", "title", "mainsnak", "datavalue", "value", "time", "snaktype", "missing"),
    *("error", "code", "info"),
]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def test_an_error_about_an_id_that_nobody_asked_for_ends(server: FakeWeb, web: Web) -> None:
    body = json.dumps(wikimedia.error("no-such-entity", "No.", id="Q7")).encode()
    server.fail(wikimedia.WIKIDATA, Fault(body=body), times=None)
    assert find_titles(ROMA, web) == []


@given(ANY_JSON, st.sampled_from(["Roma", ROMA]))
def test_an_answer_of_any_form_gives_a_list_or_a_plain_error(content: object, text: str) -> None:
    class Odd(Web):
        def json(self, *_: object, **__: object) -> object:
            return content

    with Odd() as web:
        try:
            found = find_titles(text, web)
        except NetError as error:
            assert str(error)  # noqa: PT017  # either way is right
        else:
            assert isinstance(found, list)
