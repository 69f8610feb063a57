from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import Cancelled, NetError, Offline, RateLimited, SignInNeeded, StoreError
from planner.net import google_tokens
from planner.net.answer import NotFound
from planner.net.google import SHEETS, YOUTUBE, login, signed_in
from planner.net.google_client import Client, Patience, client_for
from planner.net.google_errors import Asked, read_refusal, seconds_to_midnight, translate
from planner.net.google_keys import OUR_ACCOUNT
from planner.net.routes import MIRROR
from tests.servers.base import EMPTY_PAGE, SIGN_IN_PAGE, Fault, Reply, as_fault
from tests.servers.google import (
    PROJECT,
    TOKENS,
    FakeGoogle,
    api_error,
    serve,
    slow_down,
    switched_off,
    too_narrow,
    unauthorized,
    used_up,
)
from tests.servers.google import SHEETS as HOST
from tests.servers.google_data import Document, Tab
from tests.servers.google_rig import Rig, rig

ASKED = Asked(SHEETS, "the Google Sheet", "Share it with you@example.org.", "Check its link.")
NOON = datetime(2026, 7, 1, 19, tzinfo=UTC)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path) as made:
        made.sign_in(SHEETS)
        made.google.documents["roma"] = Document(tabs=[Tab("One")])
        yield made


def ask(client: Client, document: str = "roma") -> dict[str, Any]:
    spreadsheets = client.service("sheets", "v4").spreadsheets()
    return client.run(spreadsheets.get(spreadsheetId=document), ASKED)


def titled(here: Rig, *, tries: int = 3, timeout: float = 10.0) -> str:
    with here.client(SHEETS, tries=tries, timeout=timeout) as client:
        title: str = ask(client)["properties"]["title"]
        return title


def test_an_answer_comes_through(here: Rig) -> None:
    assert titled(here) == "Roma numbers"
    assert [request.method for request in here.web.asked(HOST)] == ["GET"]
    assert here.slept == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=503, body=b"<html>Service Unavailable</html>"),
        Fault(drop=True),
        Fault(cut=True),
        Fault(half=True),
        EMPTY_PAGE,
        Fault(body=b"null"),
        as_fault(slow_down()),
    ],
)
def test_what_passes_is_tried_again(here: Rig, fault: Fault) -> None:
    here.web.fail(HOST, fault, times=2)
    assert titled(here) == "Roma numbers"
    assert sum(here.slept) > 0


def test_an_answer_that_takes_too_long_is_tried_again(here: Rig) -> None:
    here.web.fail(HOST, Fault(delay=30))
    assert titled(here, timeout=0.3) == "Roma numbers"
    assert len(here.web.asked(HOST)) == 2


def test_a_google_that_never_answers_in_time_is_offline(here: Rig) -> None:
    here.web.fail(HOST, Fault(delay=30), times=None)
    with pytest.raises(Offline, match="could not be reached"):
        titled(here, timeout=0.1, tries=2)


@pytest.mark.parametrize(
    ("fault", "error", "what"),
    [
        (Fault(status=500), NetError, "just now"),
        (Fault(half=True), NetError, "incomplete"),
        (EMPTY_PAGE, NetError, "empty"),
        (SIGN_IN_PAGE, Offline, "sign-in page of a network"),
        (Fault(status=302, headers={"Location": "https://wifi.example/"}), Offline, "sign-in page"),
        (Fault(drop=True), Offline, "connection"),
        (as_fault(slow_down()), RateLimited, "slow down"),
    ],
)
def test_what_does_not_pass_is_told(
    here: Rig, fault: Fault, error: type[NetError], what: str
) -> None:
    here.web.fail(HOST, fault, times=None)
    with pytest.raises(error, match=what) as told:
        titled(here)
    assert type(told.value) is error


def test_what_google_asks_to_wait_is_waited(here: Rig) -> None:
    here.web.fail(HOST, as_fault(slow_down(), retry_after="7"))
    assert titled(here) == "Roma numbers"
    assert 7 <= sum(here.slept) < 8


def test_what_google_asks_to_wait_for_long_is_told(here: Rig) -> None:
    here.web.fail(HOST, as_fault(slow_down(), retry_after="3600"))
    with pytest.raises(RateLimited, match="in 60 minutes") as told:
        titled(here)
    assert told.value.wait == 3600
    assert len(here.web.asked(HOST)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        used_up(),
        api_error(403, "PERMISSION_DENIED", "Daily Limit Exceeded", "dailyLimitExceeded"),
        slow_down("defaultPerDayPerProject", "1/d/{project}"),
        slow_down("ReadGroup", "1/d/{project}"),
    ],
)
def test_a_quota_of_the_day_ends_it_at_once(here: Rig, reply: Reply) -> None:
    here.web.fail(HOST, as_fault(reply), times=None)
    with pytest.raises(RateLimited, match="of the day") as told:
        titled(here)
    assert len(here.web.asked(HOST)) == 1
    assert told.value.wait is not None
    assert 0 < told.value.wait <= 25 * 3600


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 7, 1, 19, tzinfo=UTC), 12),
        (datetime(2026, 1, 1, 8, tzinfo=UTC), 24),
        (datetime(2026, 3, 8, 8, tzinfo=UTC), 23),  # clocks go forward in California
    ],
)
def test_a_day_of_quota_ends_at_midnight_pacific(now: datetime, hours: int) -> None:
    assert seconds_to_midnight(now) == hours * 3600


@pytest.mark.parametrize(
    ("reply", "error", "what"),
    [
        (switched_off(HOST), NetError, rf"The Google Sheets API is not .*https.*={PROJECT}, wait"),
        (too_narrow(), SignInNeeded, "Tick every box"),
        (api_error(403, "PERMISSION_DENIED", "No", "forbidden"), NetError, "you@example.org"),
        (api_error(404, "NOT_FOUND", "No", "notFound"), NotFound, "Check its link"),
        (api_error(400, "INVALID_ARGUMENT", "Odd.", "badRequest"), NetError, r"error 400\): Odd"),
        (Reply(418, b"teapot"), NetError, r"error 418\)$"),
        (Reply(403, b'{"error": "text"}'), NetError, "you@example.org"),
        (Reply(403, b'[{"error": {}}]'), NetError, "you@example.org"),
        (Reply(403, b'{"error": {"errors": 5, "details": [5]}}'), NetError, "you@example.org"),
    ],
)
def test_refusals_are_translated(here: Rig, reply: Reply, error: type[NetError], what: str) -> None:
    here.web.fail(HOST, as_fault(reply))
    with pytest.raises(error, match=what) as told:
        titled(here)
    assert type(told.value) is error
    assert len(here.web.asked(HOST)) == 1


def test_an_account_without_a_channel_is_told(here: Rig) -> None:
    reply = api_error(401, "UNAUTHENTICATED", "Unauthorized", "youtubeSignupRequired")
    here.web.fail(HOST, as_fault(reply), times=None)
    with pytest.raises(NetError, match="has no YouTube channel") as told:
        titled(here)
    assert not isinstance(told.value, SignInNeeded)


def test_an_error_of_an_unusual_shape_is_told(here: Rig) -> None:
    here.web.fail(HOST, as_fault(Reply(403, b'{"error": {"message": 5}}')), times=None)
    with pytest.raises(NetError, match="incomplete"):
        titled(here)


def test_a_refusal_shows_no_key_and_no_markup() -> None:
    key = "AIza" + "a" * 35
    said = f'<b>API key</b> not valid: key={key} <a href="x">here</a>'
    body = api_error(400, "INVALID_ARGUMENT", said, "badRequest").body
    text = str(translate(read_refusal(400, {}, body), ASKED, NOON))
    assert key not in text
    assert "<" not in text
    assert "not valid" in text


KEYS = st.sampled_from(["error", "errors", "details", "message", "reason", "status", "code"])
ANY = st.recursive(
    st.none() | st.integers() | st.text() | st.sampled_from(["quotaExceeded", "per day"]),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


@given(ANY.map(json.dumps).map(str.encode) | st.binary(), st.integers(300, 599))
def test_whatever_google_answers_becomes_words(content: bytes, status: int) -> None:
    error = translate(read_refusal(status, {"retry-after": "x"}, content), ASKED, NOON)
    assert len(str(error)) > 20


@given(ANY.map(lambda error: json.dumps({"error": error}).encode()))
def test_an_error_of_any_shape_becomes_words(content: bytes) -> None:
    assert str(translate(read_refusal(403, {}, content), ASKED, NOON))


def test_an_expired_token_is_renewed_once(here: Rig) -> None:
    here.google.expire()
    assert titled(here) == "Roma numbers"
    assert [request.path for request in here.web.asked(TOKENS)] == ["/token"]
    token = (google_tokens.load("sheets") or {})["token"]
    assert token in here.google.grants


def test_a_full_disk_does_not_lose_an_answer(here: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("No space left")

    monkeypatch.setattr(google_tokens, "keep", full)
    here.google.expire()
    assert titled(here) == "Roma numbers"


def test_a_token_that_is_known_to_have_expired_is_renewed_before(here: Rig) -> None:
    here.sign_in(SHEETS, expired=True)
    assert titled(here) == "Roma numbers"
    assert len(here.web.asked(HOST)) == 1


def test_a_second_401_is_told(here: Rig) -> None:
    here.web.fail(HOST, as_fault(unauthorized()), times=None)
    with pytest.raises(SignInNeeded, match="has expired"):
        titled(here)
    assert len(here.web.asked(HOST)) == 2


def test_a_revoked_sign_in_is_forgotten(here: Rig) -> None:
    here.google.revoke()
    with pytest.raises(SignInNeeded, match=r"has expired.*page Audience.*sign-in sheets"):
        titled(here)
    assert not signed_in(SHEETS)


def test_a_sign_in_made_meanwhile_is_not_forgotten(here: Rig) -> None:
    with here.client(SHEETS) as client:
        here.google.revoke()
        here.sign_in(SHEETS)
        with pytest.raises(SignInNeeded):
            ask(client)
    assert signed_in(SHEETS)
    assert titled(here) == "Roma numbers"


def test_an_app_that_google_no_longer_knows_is_told(here: Rig) -> None:
    here.google.client_id = "another"
    here.google.expire()
    with pytest.raises(SignInNeeded, match="no longer knows the app"):
        titled(here)
    assert signed_in(SHEETS)


def test_google_that_cannot_renew_is_no_reason_to_sign_in(here: Rig) -> None:
    here.google.expire()
    here.web.fail(TOKENS, Fault(status=403, body=b'{"error": "org_internal"}'), times=None)
    with pytest.raises(NetError, match="could not renew") as told:
        titled(here)
    assert not isinstance(told.value, SignInNeeded)
    assert signed_in(SHEETS)


def test_a_line_that_breaks_while_renewing_is_tried_again(here: Rig) -> None:
    here.google.expire()
    here.web.fail(TOKENS, Fault(drop=True), times=2)
    assert titled(here) == "Roma numbers"


def test_a_service_account_reads(here: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OUR_ACCOUNT, str(here.google.write_key(here.home / "key.json")))
    assert login(SHEETS).email == here.google.account
    assert titled(here) == "Roma numbers"
    assert {request.host for request in here.web.requests} == {HOST, TOKENS}


def test_a_deleted_key_is_told(here: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    path = here.google.write_key(here.home / "key.json")
    monkeypatch.setenv(OUR_ACCOUNT, str(path))
    here.google.account = "other@example.org"
    with pytest.raises(SignInNeeded, match=r"reader@.*key\.json.*deleted"):
        titled(here)


def test_cancelling_ends_a_wait(here: Rig) -> None:
    here.web.fail(HOST, Fault(status=503), times=None)
    slept: list[float] = []
    with (
        Client(login(SHEETS), sleep=slept.append, cancelled=lambda: len(slept) > 1) as client,
        pytest.raises(Cancelled),
    ):
        ask(client)
    assert len(slept) == 2


def test_threads_do_not_mix_up_answers(here: Rig) -> None:
    names = [f"sheet{number}" for number in range(8)]
    here.google.documents |= {name: Document(title=name) for name in names}
    read: dict[str, set[str]] = {name: set() for name in names}

    def work(name: str, client: Client) -> None:
        spreadsheets = client.service("sheets", "v4").spreadsheets()
        for _ in range(5):
            answer = client.run(spreadsheets.get(spreadsheetId=name), ASKED)
            read[name].add(answer["properties"]["title"])

    def start(client: Client) -> list[threading.Thread]:
        return [threading.Thread(target=work, args=(name, client)) for name in names]

    with Client(login(SHEETS), sleep=lambda _: None) as client:
        threads = start(client)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert read == {name: {name} for name in names}


def test_no_connection_stays_open(here: Rig) -> None:
    client = here.client(SHEETS)
    ask(client)
    client.close()
    assert ask(client)["properties"]["title"] == "Roma numbers"
    client.close()


def test_a_given_client_is_used_and_left_open(here: Rig) -> None:
    with here.client(SHEETS) as client:
        with client_for(client.login, client) as used:
            assert used is client
        assert ask(client)
    with client_for(login(SHEETS), None) as made:
        assert ask(made)


def test_no_way_to_the_web_is_told(here: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    with here.client(SHEETS) as client:
        request = client.service("sheets", "v4").spreadsheets().get(spreadsheetId="roma")
        here.web.stop()
        with pytest.raises(Offline, match="Check the connection"):
            client.run(request, ASKED)
    here.web.start = lambda: ""  # type: ignore[method-assign]  # stopped already
    monkeypatch.delenv(MIRROR)


def test_later_tries_wait_longer() -> None:
    patience = Patience()
    waits = [patience.wait(attempt, too_fast=False) for attempt in (1, 3, 5)]
    assert waits == sorted(waits)
    minute = sum(patience.wait(attempt, too_fast=True) for attempt in range(1, patience.tries))
    assert minute > 50


def test_youtube_needs_its_own_sign_in(here: Rig) -> None:
    with pytest.raises(SignInNeeded, match="sign-in youtube"):
        here.client(YOUTUBE)


def test_a_google_is_served_for_a_dashboard_that_runs_elsewhere() -> None:
    web = serve(FakeGoogle())
    try:
        address = f"{web.address}/accounts.google.com/ServiceLogin"
        with urllib.request.urlopen(address) as page:  # noqa: S310  # only here
            assert b"Sign in" in page.read()
    finally:
        web.stop()
