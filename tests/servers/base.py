"""A local web server that stands in for services on the web, and can be told to fail.

It answers addresses as `planner.net.routes` mirrors them: http://127.0.0.1:PORT/HOST/PATH?QUERY.
A service is a function from a `Request` to a `Reply`; each is registered under its host:

    with FakeWeb({"wikimedia.org": answer}) as web:
        monkeypatch.setenv("MICROHIT_MIRROR", web.address)
        web.fail("wikimedia.org", Fault(status=503), times=2)
        ...
        assert [request.path for request in web.requests] == [...]
"""

from __future__ import annotations

import json
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked for; `path` is percent-encoded as sent, header names are lower-case."""

    method: str
    host: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    time: float
    raw: str = ""
    """The query as sent: a parameter may stand there several times."""

    @property
    def parts(self) -> list[str]:
        """The steps of the path, each decoded."""
        return [unquote(part) for part in self.path.strip("/").split("/")]

    @property
    def form(self) -> dict[str, str]:
        """The fields of a posted form."""
        return first_values(self.body.decode())


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service answers."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def json_reply(content: Any, status: int = 200, **headers: str) -> Reply:  # noqa: ANN401  # JSON
    """Reply with JSON; an underscore in a header's name stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return Reply(status, json.dumps(content, ensure_ascii=False).encode(), kind | named)


Service = Callable[[Request], Reply]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail; what is None or False is left as the service answers it."""

    delay: float = 0.0
    """Seconds before the answer."""
    status: int | None = None
    """Answer this status instead, with `body` and `headers`."""
    retry_after: str | None = None
    """The header Retry-After: seconds or an HTTP date."""
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    """Send half of the body, then close the connection: the length does not fit."""
    half: bool = False
    """Send half of the body as if it were all: the length fits, the JSON does not."""
    drop: bool = False
    """Close the connection without an answer."""

    def on(self, reply: Reply) -> Reply:
        """The reply that this fault makes of a good one."""
        headers = {**reply.headers, **self.headers}
        if self.body is not None or self.status is not None:
            headers = {name: headers[name] for name in headers if name not in OF_BODY}
        if self.retry_after is not None:
            headers["Retry-After"] = self.retry_after
        body = reply.body if self.status is None else b""
        body = body if self.body is None else self.body
        body = body[: len(body) // 2] if self.half else body
        return Reply(self.status or reply.status, body, headers)


def as_fault(reply: Reply, retry_after: str | None = None) -> Fault:
    """The fault that answers with `reply`, whatever was asked."""
    return Fault(0, reply.status, retry_after, reply.body, reply.headers)


OF_BODY = ("Content-Encoding", "ETag")
"""Headers that tell of a body: a fault's own body comes without them."""
SIGN_IN_PAGE = Fault(
    body=b"<!doctype html><html><title>Hotel WiFi</title><form>Sign in</form></html>",
    headers={"Content-Type": "text/html; charset=utf-8"},
)
"""What a network answers that wants a person to sign in first."""
EMPTY_PAGE = Fault(body=b"")


@dataclass(slots=True)
class _Armed:
    host: str
    path: str
    fault: Fault
    left: int | None
    after: int

    def meets(self, request: Request) -> bool:
        fits = request.host == self.host and self.path in request.path
        if not fits or self.left == 0:
            return False
        if self.after:
            self.after -= 1
            return False
        if self.left is not None:
            self.left -= 1
        return True


class FakeWeb:
    """The server: services by host, faults, and a record of every request."""

    def __init__(self, services: Mapping[str, Service], port: int = 0) -> None:
        self.services = dict(services)
        self.requests: list[Request] = []
        self._faults: list[_Armed] = []
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.web = self
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def start(self) -> str:
        """Start answering, in a thread of this process; return the address."""
        self._thread.daemon = True
        self._thread.start()
        return self.address

    def stop(self) -> None:
        """Stop answering; the port is free again."""
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def fail(
        self,
        host: str,
        fault: Fault,
        *,
        path: str = "",
        times: int | None = 1,
        after: int = 0,
    ) -> None:
        """Answer the next `times` (None: all) requests whose path contains `path` by a fault.

        The first `after` of them are answered as usual.

        Faults that fit the same request are used up in the order in which they were told.
        """
        with self._lock:
            self._faults.append(_Armed(host, path, fault, times, after))

    def heal(self) -> None:
        """Forget all faults."""
        with self._lock:
            self._faults.clear()

    def asked(self, host: str, path: str = "") -> list[Request]:
        """The requests to a host whose path contains `path`, in order."""
        with self._lock:
            return [item for item in self.requests if item.host == host and path in item.path]

    def answer(self, request: Request) -> tuple[Reply, Fault]:
        """Record a request; return the reply to send and how."""
        with self._lock:
            self.requests.append(request)
            fault = next((armed.fault for armed in self._faults if armed.meets(request)), Fault())
        service = self.services.get(request.host)
        if service is None:
            return json_reply({"error": f"no service stands in for {request.host}"}, 400), fault
        good = Reply() if fault.status is not None or fault.drop else service(request)
        return fault.on(good), fault


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    web: FakeWeb

    def handle_error(self, *_: object) -> None:
        """Tell of a service's own mistake, but not where a client hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            traceback.print_exc()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def handle_any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        request = _request(self.command, self.path, dict(self.headers), self.rfile.read(length))
        reply, fault = self.server.web.answer(request)
        if fault.delay:
            self.server.web.closing.wait(fault.delay)
        if fault.drop:
            self.close_connection = True
            return
        self._send(reply, cut=fault.cut)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = handle_any  # noqa: N815  # http.server's names

    def _send(self, reply: Reply, *, cut: bool) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body[: len(reply.body) // 2] if cut else reply.body)
        self.close_connection = self.close_connection or cut

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Keep quiet: `FakeWeb.requests` tells more."""


def _request(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Request:
    parts = urlsplit(target)
    host, _, path = parts.path.lstrip("/").partition("/")
    lower = {name.lower(): value for name, value in headers.items()}
    query = first_values(parts.query)
    now = time.monotonic()
    return Request(method, host, f"/{path}", query, lower, body, now, parts.query)


def first_values(query: str) -> dict[str, str]:
    """The fields of a query or a form, each with its first value."""
    return {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}
