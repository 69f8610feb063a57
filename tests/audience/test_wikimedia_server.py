"""The stand-in itself: it must refuse what the real service refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import requests

from planner.errors import RateLimited
from planner.net.http import NotFound, Web
from planner.net.routes import MIRROR
from tests.servers import wikimedia
from tests.servers.base import FakeWeb

ROOT = f"https://{wikimedia.WIKIMEDIA}/api/rest_v1/metrics/pageviews"
ROMA = "per-article/en.wikipedia/all-access/user/Roma_(2018_film)/daily"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWeb]:
    with wikimedia.server(wikimedia.World(loaded_until=date(2026, 3, 20))) as running:
        monkeypatch.setenv(MIRROR, running.address)
        yield running


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(sleep=lambda _: None, retries=1) as client:
        yield client


@pytest.mark.parametrize("agent", [None, "", "python-requests/2.34"])
def test_a_client_without_a_name_is_refused(server: FakeWeb, agent: str | None) -> None:
    address = f"{server.address}/wikimedia.org/api"
    answer = requests.get(address, headers={"User-Agent": agent}, timeout=10)
    assert answer.status_code == 403
    assert "set a user-agent" in answer.text


def test_a_client_that_asks_too_fast_is_told_to_wait(server: FakeWeb, web: Web) -> None:
    server.services |= wikimedia.services(wikimedia.World(per_second=0))
    with pytest.raises(RateLimited) as caught:
        web.json(f"{ROOT}/{ROMA}/2026010100/2026010200")
    assert caught.value.wait == 1


@pytest.mark.usefixtures("server")
def test_days_are_told_in_the_services_form(web: Web) -> None:
    content = web.json(f"{ROOT}/{ROMA}/2026031900/2026032500")
    assert [item["timestamp"] for item in content["items"]] == ["2026031900", "2026032000"]
    assert set(content["items"][0]) == {
        *("project", "article", "granularity", "timestamp", "access", "agent", "views")
    }


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            "per-article/en.wikipedia/all-access/user/None/daily/2026010100/2026010200",
            "do not have",
        ),
        ("per-article/en.wikipedia/all-access/user/None/hourly/2026010100/2026010200", "invalid"),
        ("top-by-country/en.wikipedia/all-access/2026/03", "do not have data"),
        ("nothing", "invalid route"),
    ],
)
def test_what_is_not_there_is_told_in_the_services_words(web: Web, place: str, words: str) -> None:
    with pytest.raises(NotFound, match=words):
        web.json(f"{ROOT}/{place}")


@pytest.mark.usefixtures("server")
def test_countries_are_rounded_up_and_protected_ones_missing(web: Web) -> None:
    content = web.json(f"{ROOT}/top-by-country/ru.wikipedia/all-access/2026/02")
    (item,) = content["items"]
    assert (item["year"], item["month"]) == ("2026", "02")
    assert [country["country"] for country in item["countries"]] == ["--", "UA", "DE"]
    assert [country["rank"] for country in item["countries"]] == [2, 3, 4]
    assert all(country["views_ceil"] % 1000 == 0 for country in item["countries"])
