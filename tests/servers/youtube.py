"""YouTube's Data API, as its discovery document describes it, with a small made-up world.

    youtube = FakeYouTube()
    with FakeWeb(youtube.services()) as web:
        monkeypatch.setenv("MICROHIT_MIRROR", web.address)
        web.fail(YOUTUBE, as_fault(used_up()), path="search", after=2)

For a dashboard elsewhere: python -m tests.servers.youtube --port 8999
"""

from __future__ import annotations

import argparse
import gzip
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, unquote

from tests.servers.base import FakeWeb, Fault, Reply, Request, Service, json_reply
from tests.servers.google import YOUTUBE, api_error, error_info, used_up
from tests.servers.youtube_answers import Answers, Refused, bad_request
from tests.servers.youtube_batch import answer_batch
from tests.servers.youtube_items import Json
from tests.servers.youtube_shape import Asked, Method, methods, misfits, only_fields
from tests.servers.youtube_world import World, made_world

KEY = "AIzaSyMadeUpKeyOfNobody_-0123456789abcde"
"""A key that the fake knows; it has the form of a real one and opens nothing."""
BATCHES = ("/batch", "/batch/youtube/v3")
Twist = Callable[[Json, Asked], Json]
"""Makes an odd answer of a good one."""


@dataclass(slots=True)
class _Twisted:
    method: str
    twist: Twist
    left: int | None

    def meets(self, method: str) -> bool:
        if self.method not in {method, ""} or self.left == 0:
            return False
        if self.left is not None:
            self.left -= 1
        return True


@dataclass(slots=True)
class FakeYouTube:
    """One YouTube: its world, the keys that it knows, and what each has spent today.

    What never reaches it, such as a fault of `FakeWeb` with a status, is not counted.
    """

    world: World = field(default_factory=made_world)
    keys: set[str] = field(default_factory=lambda: {KEY})
    searches: int = 100
    """Calls of search.list that a key may make in a day."""
    units: int = 10_000
    """Everything else."""
    overlap: int = 0
    """So many items of a page come again on the next."""
    spent: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By key and bucket (`searches`, `units`)."""
    _twists: list[_Twisted] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def services(self) -> dict[str, Service]:
        """What answers for YouTube's host."""
        return {YOUTUBE: self.answer}

    def twist(self, twist: Twist, method: str = "", times: int | None = None) -> None:
        """Make the next `times` (None: all) answers of a method (such as search.list) odd."""
        self._twists.append(_Twisted(method, twist, times))

    def count(self, bucket: str, key: str = KEY) -> int:
        """Return what a key has spent today."""
        return self.spent[key, bucket]

    def new_day(self) -> None:
        """Let midnight pass in California."""
        self.spent.clear()

    def answer(self, request: Request) -> Reply:
        """Answer a request, or a batch of them."""
        if request.path in BATCHES and request.method == "POST":
            return answer_batch(request, self.answer)
        method = methods().get(unquote(request.path))
        query = _query(request)
        if method is None or query is None:
            return Reply(404, b"<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1")
        try:
            content = self._checked(method, request, query)
        except Refused as refused:
            return refused.reply
        return _sent(content, request)

    def _checked(self, method: Method, request: Request, query: Asked) -> Json:
        key = request.headers.get("x-goog-api-key") or query.one("key")
        self._count(key, "searches" if method.name == "search.list" else "units")
        wrong = method.wrong(query)
        if wrong:
            raise Refused(bad_request(wrong.reason, wrong.message))
        content = Answers(self.world, self.overlap).of(method, query)
        wrongs = list(misfits(content, {"$ref": method.answer}, method.name))
        if wrongs:
            raise AssertionError(wrongs)
        for twist in self._twists_of(method.name):
            content = twist(content, query)
        try:
            return only_fields(content, query.one("fields")) if query.one("fields") else content
        except ValueError:
            text = f"Invalid field selection {query.one('fields')}"
            raise Refused(bad_request("invalidParameter", text)) from None

    def _count(self, key: str, bucket: str) -> None:
        if not key:
            raise Refused(no_key())
        if key not in self.keys:
            raise Refused(wrong_key())
        limit = self.searches if bucket == "searches" else self.units
        with self._lock:
            if self.spent[key, bucket] >= limit:
                raise Refused(used_up())
            self.spent[key, bucket] += 1

    def _twists_of(self, method: str) -> list[Twist]:
        with self._lock:
            return [twisted.twist for twisted in self._twists if twisted.meets(method)]


def no_key() -> Reply:
    """403: nobody says who asks."""
    text = (
        "Method doesn't allow unregistered callers (callers without established identity). Please "
        "use API Key or other form of API consumer identity to call this API."
    )
    return api_error(403, "PERMISSION_DENIED", text, "forbidden")


def wrong_key() -> Reply:
    """400: there is no such key."""
    text = "API key not valid. Please pass a valid API key."
    info = error_info("API_KEY_INVALID", {"service": YOUTUBE})
    return api_error(400, "INVALID_ARGUMENT", text, "badRequest", info)


def blocked_key(reason: str = "API_KEY_SERVICE_BLOCKED") -> Reply:
    """403: the key may not be used for this API, or from here."""
    texts = {
        "API_KEY_HTTP_REFERRER_BLOCKED": "Requests from referer <empty> are blocked.",
        "API_KEY_IP_ADDRESS_BLOCKED": "The provided API key has an IP address restriction. The "
        "originating IP address of the call (192.0.2.7) violates this restriction.",
        "API_KEY_SERVICE_BLOCKED": "Requests to this API youtube method "
        "youtube.api.v3.V3DataSearchService.List are blocked.",
    }
    info = error_info(reason, {"service": YOUTUBE, "consumer": "projects/123456789012"})
    return api_error(403, "PERMISSION_DENIED", texts[reason], "forbidden", info)


def serve(youtube: FakeYouTube, port: int = 0) -> FakeWeb:
    """Start a YouTube for a dashboard that runs elsewhere; `.address` goes into MICROHIT_MIRROR.

    The caller stops it with `.stop()`.
    """
    web = FakeWeb(youtube.services(), port)
    web.start()
    return web


def _query(request: Request) -> Asked | None:
    """Return the parameters; a long GET comes as POST, its query in the body. None: no GET."""
    if request.method == "GET":
        return Asked(parse_qs(request.raw, keep_blank_values=True))
    if request.headers.get("x-http-method-override") == "GET":
        return Asked(parse_qs(request.body.decode(), keep_blank_values=True))
    return None


def _sent(content: Mapping[str, Any], request: Request) -> Reply:
    mark = content.get("etag", "")
    if mark and request.headers.get("if-none-match", "").strip('"') == mark:
        return Reply(304, b"", {"ETag": mark})
    reply = json_reply(content, ETag=mark)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return reply
    headers = {**reply.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return replace(reply, body=gzip.compress(reply.body, 1), headers=headers)


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--searches", type=int, default=100, help="a day")
    parser.add_argument("--units", type=int, default=10_000, help="a day")
    parser.add_argument("--slow", type=float, default=0, help="seconds before each answer")
    given = parser.parse_args()
    web = serve(FakeYouTube(searches=given.searches, units=given.units), given.port)
    if given.slow:
        web.fail(YOUTUBE, Fault(delay=given.slow), times=None)
    print(f"export MICROHIT_MIRROR={web.address} MICROHIT_YOUTUBE_KEY={KEY}", flush=True)  # noqa: T201  # a command
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        web.stop()


if __name__ == "__main__":
    _main()
