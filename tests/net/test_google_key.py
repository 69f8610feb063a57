from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.errors import NetError, Offline
from planner.net.google_client import Client, Patience
from planner.net.google_errors import Asked, UsedUp, read_refusal, translate
from planner.net.google_key import KEY, YOUTUBE_DATA, KeyNeeded, key_login, of_key, youtube_key
from planner.net.routes import MIRROR
from tests.servers.base import FakeWeb, Fault, Reply, Request, json_reply
from tests.servers.google import YOUTUBE, api_error, slow_down, switched_off, unauthorized, used_up

SECRET = "AIza" + "Sy0123456789abcdefghijklmnopqrs-_vw"
ASKED = Asked(YOUTUBE_DATA, "these channels", "", "Look elsewhere.", own=of_key)


def answer(request: Request) -> Reply:
    if request.headers.get("x-goog-api-key") != SECRET:
        return blocked("API_KEY_INVALID", 400)
    return json_reply({"items": []})


def blocked(reason: str, status: int = 403) -> Reply:
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}
    text = f"Requests from {SECRET} are refused."
    return api_error(status, "PERMISSION_DENIED", text, "forbidden", info)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeWeb]:
    monkeypatch.setenv("MICROHIT_HOME", str(tmp_path))
    with FakeWeb({YOUTUBE: answer}) as running:
        monkeypatch.setenv(MIRROR, running.address)
        yield running


def ask(key: str, ids: str = "UCa") -> Any:  # noqa: ANN401  # any JSON
    with Client(key_login(key), patience=Patience(tries=1)) as client:
        channels = client.service("youtube", "v3").channels()
        return client.run(channels.list(part="snippet", id=ids), ASKED)


@pytest.mark.parametrize("ids", ["UCa", "UCa," * 600])
def test_the_key_goes_in_a_header_and_nowhere_else(web: FakeWeb, ids: str) -> None:
    ask(SECRET, ids)
    (request,) = web.requests
    assert request.method == ("GET" if ids == "UCa" else "POST")
    assert request.headers["x-goog-api-key"] == SECRET
    assert "authorization" not in request.headers
    assert SECRET not in repr((request.path, request.query, request.body))


def test_a_request_leaves_once_for_each_try(web: FakeWeb) -> None:
    web.fail(YOUTUBE, Fault(drop=True))
    with pytest.raises(Offline):
        ask(SECRET)
    assert len(web.requests) == 1


def test_a_wrong_key_is_told_and_not_shown(web: FakeWeb) -> None:
    assert web.address
    with pytest.raises(KeyNeeded, match="does not accept your YouTube key") as told:
        ask(SECRET.lower())
    assert SECRET.lower() not in repr(told.getrepr())


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (blocked("API_KEY_INVALID", 400), "mistyped, expired or deleted"),
        (api_error(400, "INVALID_ARGUMENT", "API key expired.", "badRequest"), "expired"),
        (unauthorized(), "mistyped"),
        (switched_off(YOUTUBE), "not switched on.*console.developers.google.com.*wait a few"),
        (blocked("API_KEY_SERVICE_BLOCKED"), "API restrictions"),
        (blocked("API_KEY_IP_ADDRESS_BLOCKED"), "from this computer"),
        (blocked("API_KEY_HTTP_REFERRER_BLOCKED"), "application restrictions"),
        (blocked("CONSUMER_SUSPENDED"), "another project"),
    ],
)
def test_what_is_wrong_with_a_key_says_what_to_do(reply: Reply, what: str) -> None:
    told = translate(read_refusal(reply.status, {}, reply.body), ASKED)
    assert isinstance(told, KeyNeeded)
    assert re.search(what, str(told))
    assert SECRET not in str(told)


def test_another_refusal_is_told_in_googles_words_without_the_key() -> None:
    reply = blocked("somethingNew")
    told = translate(read_refusal(403, {}, reply.body), ASKED)
    assert type(told) is NetError
    assert "are refused" in str(told)
    assert "sign" not in str(told)
    assert SECRET not in str(told)


@pytest.mark.parametrize(
    "reply", [used_up(), slow_down("defaultPerDayPerProject", "1/d/{project}")]
)
def test_a_quota_of_the_day_is_told_apart_from_a_limit_of_a_minute(reply: Reply) -> None:
    assert isinstance(translate(read_refusal(reply.status, {}, reply.body), ASKED), UsedUp)
    minute = slow_down()
    told = translate(read_refusal(minute.status, {}, minute.body), ASKED)
    assert not isinstance(told, UsedUp)


@pytest.mark.parametrize("key", [None, "", "  \n"])
def test_without_a_key_it_is_said_where_to_get_one(key: str | None) -> None:
    with pytest.raises(KeyNeeded, match=f"console.cloud.google.com.*{KEY}"):
        key_login(key)


@pytest.mark.parametrize("key", ["AIza\r\nX-Evil: 1", "AIza bc", "ключ"])
def test_what_cannot_be_a_key_is_never_sent(key: str) -> None:
    with pytest.raises(KeyNeeded, match="does not accept"):
        key_login(key)


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY, raising=False)
    assert youtube_key() is None
    monkeypatch.setenv(KEY, f" {SECRET}\n")
    assert youtube_key() == SECRET
    assert SECRET not in repr(key_login(SECRET))
