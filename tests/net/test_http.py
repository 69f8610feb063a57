from __future__ import annotations

import gzip
import json
import threading
from datetime import timedelta
from email.utils import format_datetime

import pytest

from planner.errors import Cancelled, NetError, Offline, RateLimited
from planner.net.http import CONTACT, NotFound, Web, user_agent
from planner.net.routes import MIRROR
from tests.net.conftest import GOOD, HOST, URL, Clock
from tests.servers.base import EMPTY_PAGE, SIGN_IN_PAGE, FakeWeb, Fault, Reply, json_reply

MANY = 5
"""Tries in all: one and four more."""


def test_an_answer_is_what_was_sent_and_says_when(server: FakeWeb, web: Web, clock: Clock) -> None:
    got = web.get(URL, {"q": "a b&c", "n": "1"})
    assert json.loads(got.content) == GOOD
    assert (got.status, got.url, got.from_cache) == (200, f"{URL}?q=a+b%26c&n=1", False)
    assert got.fetched == clock.now()
    assert got.headers["content-type"].startswith("application/json")
    assert dict(server.requests[0].query) == {"q": "a b&c", "n": "1"}


def test_requests_introduce_themselves(
    server: FakeWeb, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setenv(CONTACT, "films@example.org\r\nX-Evil: (1)")
    with Web(sleep=clock.sleep) as client:
        client.get(URL)
    agent = server.requests[0].headers["user-agent"]
    assert agent.startswith("Microhit/0.1 (films@example.orgX-Evil: 1) python-requests/")
    assert "x-evil" not in server.requests[0].headers
    monkeypatch.delenv(CONTACT)
    assert CONTACT in user_agent()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=503, retry_after="1"),
        Fault(status=429),
        Fault(status=429, retry_after="2"),
        Fault(cut=True),
        Fault(half=True),
        Fault(drop=True),
        EMPTY_PAGE,
        Fault(body=b"{"),
        Fault(body=b"[" * 100_000),
    ],
    ids=repr,
)
def test_a_fault_that_passes_is_tried_again(
    server: FakeWeb, web: Web, clock: Clock, fault: Fault
) -> None:
    server.fail(HOST, fault, times=2)
    assert web.json(URL) == GOOD
    assert len(server.requests) == 3
    assert clock.total > 0


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (Fault(status=500), NetError, "fault of its own"),
        (Fault(status=429), RateLimited, "asks to wait"),
        (Fault(cut=True), NetError, "broke off"),
        (Fault(half=True), NetError, "broke off or is damaged"),
        (Fault(drop=True), Offline, "could not be reached"),
        (EMPTY_PAGE, NetError, "is empty"),
    ],
    ids=repr,
)
def test_a_fault_that_stays_is_told_after_the_last_try(
    server: FakeWeb, web: Web, fault: Fault, error: type[NetError], words: str
) -> None:
    server.fail(HOST, fault, times=None)
    with pytest.raises(error, match=words) as caught:
        web.json(URL)
    assert type(caught.value) is error
    assert HOST in str(caught.value)
    assert len(server.requests) == MANY


def test_waits_between_tries_grow(server: FakeWeb, web: Web, clock: Clock) -> None:
    server.fail(HOST, Fault(status=500), times=None)
    with pytest.raises(NetError):
        web.get(URL)
    assert 0.5 * 7.5 <= clock.total <= 7.5


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_in_seconds_is_obeyed(
    server: FakeWeb, web: Web, clock: Clock, status: int
) -> None:
    server.fail(HOST, Fault(status=status, retry_after="17"))
    assert web.json(URL) == GOOD
    assert clock.total == pytest.approx(17)


def test_retry_after_as_a_date_is_obeyed(server: FakeWeb, web: Web, clock: Clock) -> None:
    date = format_datetime(clock.now() + timedelta(seconds=40), usegmt=True)
    server.fail(HOST, Fault(status=429, retry_after=date))
    assert web.json(URL) == GOOD
    assert clock.total == pytest.approx(40)


def test_a_long_wait_is_told_instead(server: FakeWeb, web: Web, clock: Clock) -> None:
    server.fail(HOST, Fault(status=429, retry_after="3600"), times=None)
    with pytest.raises(RateLimited, match="60 minutes") as caught:
        web.json(URL)
    assert caught.value.wait == 3600
    assert len(server.requests) == 1
    assert clock.total == 0


@pytest.mark.parametrize("text", ["soon", "-5", "Tue, 99 Feb 2026", "²", ""])
def test_a_retry_after_that_says_nothing_is_no_error(server: FakeWeb, web: Web, text: str) -> None:
    server.fail(HOST, Fault(status=429, retry_after=text.encode().decode("latin-1")))
    assert web.json(URL) == GOOD


def test_what_is_not_there_is_told_at_once(server: FakeWeb, web: Web) -> None:
    body = json.dumps({"title": "Not found.", "detail": "No such thing."}).encode()
    server.fail(HOST, Fault(status=404, body=body))
    with pytest.raises(NotFound, match=r"Not found\. No such thing\."):
        web.get(URL)
    assert len(server.requests) == 1


def test_a_refusal_is_told_in_the_services_words(server: FakeWeb, web: Web) -> None:
    body = json.dumps({"error": {"code": 403, "message": "Set a user agent"}}).encode()
    server.fail(HOST, Fault(status=403, body=body))
    with pytest.raises(NetError, match=r"refused \(status 403: Set a user agent\)"):
        web.get(URL)
    assert len(server.requests) == 1


def test_a_sign_in_page_is_recognised(server: FakeWeb, web: Web) -> None:
    server.fail(HOST, SIGN_IN_PAGE)
    with pytest.raises(Offline, match="looks like a sign-in page of a network"):
        web.json(URL)
    assert len(server.requests) == 1


def test_an_answer_of_busy_is_asked_again(server: FakeWeb, web: Web, clock: Clock) -> None:
    lag = json.dumps({"error": {"code": "maxlag"}}).encode()
    server.fail(HOST, Fault(body=lag, retry_after="5"))
    assert web.json(URL, busy=lambda content: "error" in content) == GOOD
    assert clock.total == pytest.approx(5)


def test_no_connection_is_offline(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeWeb({}) as gone:
        address = gone.address
    monkeypatch.setenv(MIRROR, address)
    with pytest.raises(Offline, match="Check the connection"):
        web.json(URL)


def test_silence_is_offline(server: FakeWeb, clock: Clock) -> None:
    server.fail(HOST, Fault(delay=30.0), times=None)
    with (
        Web(timeout=0.2, retries=1, sleep=clock.sleep) as client,
        pytest.raises(Offline, match="did not answer in time"),
    ):
        client.get(URL)
    assert len(server.requests) == 2


def test_too_large_an_answer_is_not_read(server: FakeWeb, web: Web) -> None:
    server.services[HOST] = lambda _: Reply(body=b"x" * 300_000)
    with pytest.raises(NetError, match=r"larger than 0\.2 MB"):
        web.get(URL, largest=200_000)
    assert len(server.requests) == 1


def test_a_small_file_that_unpacks_large_is_not_read(server: FakeWeb, web: Web) -> None:
    packed = gzip.compress(b"0" * 3_000_000)
    assert len(packed) < 100_000
    server.services[HOST] = lambda _: Reply(body=packed, headers={"Content-Encoding": "gzip"})
    with pytest.raises(NetError, match="too large"):
        web.get(URL, largest=1_000_000)


def redirect(target: str, status: int = 302) -> Fault:
    return Fault(status=status, headers={"Location": target})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", [f"https://{HOST}/moved", "/moved", "moved"])
def test_a_redirect_on_the_same_host_is_followed(
    server: FakeWeb, web: Web, target: str, status: int
) -> None:
    server.fail(HOST, redirect(target, status))
    assert web.json(URL) == GOOD
    assert [item.path for item in server.requests] == ["/things", "/moved"]


def test_a_redirect_to_another_host_is_followed_without_secrets(server: FakeWeb, web: Web) -> None:
    server.services["other.example.org"] = lambda _: json_reply(["other"])
    server.fail(HOST, redirect("https://other.example.org/x"))
    assert web.json(URL) == ["other"]


@pytest.mark.parametrize(
    "target",
    [
        "https://other.example.org/x",
        "https://other.example.org/x?key=s3cret-value",
        f"https://{HOST}:8443/x",
    ],
)
def test_a_key_does_not_travel_to_another_host(server: FakeWeb, web: Web, target: str) -> None:
    server.fail(HOST, redirect(target), times=None)
    with pytest.raises(NetError, match="your key would go there") as caught:
        web.json(URL, {"key": "s3cret-value"})
    assert "s3cret" not in str(caught.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (f"http://{HOST}/x", "without encryption"),
        ("ftp://example.org/x", "without encryption"),
        ("file:///etc/passwd", "without encryption"),
        ("javascript:alert(1)", "without encryption"),
        ("http://wifi.example.org/login", "sign-in page of a network"),
        (URL, "round in circles"),
    ],
)
def test_a_redirect_that_weakens_is_refused(
    server: FakeWeb, web: Web, target: str, words: str
) -> None:
    server.fail(HOST, redirect(target), times=None)
    with pytest.raises(NetError, match=words):
        web.json(URL)


def test_requests_to_one_host_keep_their_distance(server: FakeWeb, clock: Clock) -> None:
    server.services["other.example.org"] = lambda _: json_reply([])
    with Web(per_second=2.0, sleep=clock.sleep, clock=clock) as client:
        client.get(URL)
        assert clock.total == 0
        client.get("https://other.example.org/")
        assert clock.total == 0
        client.get(URL)
        assert clock.total == pytest.approx(0.5)
        clock.at += 10
        client.get(URL)
        assert clock.total == pytest.approx(0.5)


def test_a_person_can_stop_a_wait(server: FakeWeb, clock: Clock) -> None:
    server.fail(HOST, Fault(status=429, retry_after="50"), times=None)
    with (
        Web(sleep=clock.sleep, clock=clock, cancelled=lambda: clock.total > 3) as client,
        pytest.raises(Cancelled),
    ):
        client.json(URL)
    assert 3 < clock.total < 4
    assert len(server.requests) == 1


def test_a_person_can_stop_while_an_answer_comes(server: FakeWeb, clock: Clock) -> None:
    stopped = threading.Event()

    def large(_: object) -> Reply:
        stopped.set()
        return Reply(body=b"x" * 1_000_000)

    server.services[HOST] = large
    with Web(sleep=clock.sleep, cancelled=stopped.is_set) as client, pytest.raises(Cancelled):
        client.get(URL)


def test_cookies_are_not_kept(server: FakeWeb, web: Web) -> None:
    server.services[HOST] = lambda _: json_reply([], Set_Cookie="who=me; Path=/")
    web.get(URL)
    web.get(URL)
    assert "cookie" not in server.requests[1].headers
