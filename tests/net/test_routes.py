from __future__ import annotations

import http.client
import json

import pytest

from planner.errors import InputError
from planner.net.routes import MIRROR, mirror, outside, routed
from tests.servers.base import FakeWeb, Fault, Reply, Request, json_reply

HERE = "http://127.0.0.1:8123"


def test_without_a_mirror_an_address_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MIRROR, raising=False)
    assert mirror() is None
    assert routed("https://example.org/a?b=c") == "https://example.org/a?b=c"


@pytest.mark.parametrize("address", [HERE, f"{HERE}/", "http://localhost:8123", "http://127.0.0.1"])
def test_a_mirror_takes_every_address(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv(MIRROR, address)
    bare = address.rstrip("/")
    assert routed("https://example.org/a%2Fb?c=d%26") == f"{bare}/example.org/a%2Fb?c=d%26"
    assert routed("https://example.org") == f"{bare}/example.org/"
    assert routed("https://you:secret@example.org:8443/a") == f"{bare}/example.org:8443/a"
    assert outside(routed("https://example.org/a?b")) == "https://example.org/a?b"


def test_an_address_on_the_mirror_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MIRROR, HERE)
    assert routed(f"{HERE}/example.org/a") == f"{HERE}/example.org/a"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://192.168.0.1:80",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org",
        "http://localhost:80@example.org",
        "http://example.org#127.0.0.1",
        "https://127.0.0.1:80",
        "http://127.0.0.1:port",
        "http://127.0.0.1:80/path",
        "127.0.0.1:80",
        "http://[::1",
    ],
)
def test_a_mirror_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv(MIRROR, address)
    with pytest.raises(InputError, match="no address on this computer"):
        routed("https://example.org/a")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/a", "example.org"])
def test_only_web_addresses_are_routed(address: str) -> None:
    with pytest.raises(InputError, match="no web address"):
        routed(address)


def echo(request: Request) -> Reply:
    content = {"method": request.method, "parts": request.parts, "query": dict(request.query)}
    return json_reply(content, X_Kind="echo")


def test_the_local_server_answers_records_and_fails_as_told() -> None:
    with FakeWeb({"example.org": echo}) as web:
        connection = http.client.HTTPConnection("127.0.0.1", int(web.address.rpartition(":")[2]))
        web.fail("example.org", Fault(status=503, retry_after="7"), path="/a")
        first = _get(connection, "/example.org/a%2Fb/c?d=e")
        again = _get(connection, "/example.org/a%2Fb/c?d=e")
        other = _get(connection, "/example.com/")
        connection.close()
    assert (first[0], first[1]["Retry-After"], first[2]) == (503, "7", b"")
    assert json.loads(again[2]) == {"method": "GET", "parts": ["a/b", "c"], "query": {"d": "e"}}
    assert other[0] == 400
    assert [item.path for item in web.asked("example.org", "/a")] == ["/a%2Fb/c"] * 2


def test_the_local_server_cuts_and_drops() -> None:
    with FakeWeb({"example.org": echo}) as web:
        web.fail("example.org", Fault(cut=True))
        web.fail("example.org", Fault(drop=True))
        connection = http.client.HTTPConnection("127.0.0.1", int(web.address.rpartition(":")[2]))
        with pytest.raises(http.client.IncompleteRead):
            _get(connection, "/example.org/")
        connection.close()
        with pytest.raises(http.client.RemoteDisconnected):
            _get(connection, "/example.org/")
        connection.close()


def _get(
    connection: http.client.HTTPConnection, path: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.headers, response.read()
