"""Requests to YouTube's Data API, each counted in the ledger before it leaves.

API: developers.google.com/youtube/v3/docs. One request at a time: ten a second is what
`planner.net.google_client` sends at most, and threads would not go faster.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httplib2

from planner.creators import youtube_read as read
from planner.creators.quota import Bucket, Ledger
from planner.creators.youtube_data import Query, Video
from planner.creators.youtube_pieces import Known
from planner.errors import NetError
from planner.facts.table import Facts
from planner.net.answer import NotFound
from planner.net.google_client import Client, Executable
from planner.net.google_errors import Asked, Refusal, read_refusal
from planner.net.google_key import YOUTUBE_DATA, key_login, of_key
from planner.net.pace import never

AT_ONCE = 50
"""Results on a page, and ids in one request, at most: YouTube's limits."""
NOT_SENT = (ConnectionRefusedError, httplib2.ServerNotFoundError, ssl.SSLCertVerificationError)
"""What is raised before a request leaves: no such computer, nobody listens, not who it says."""
NOTHING = {"invalidPageToken", "playlistForbidden", "playlistItemsNotAccessible"}
"""Reasons that mean there is nothing: a page that YouTube no longer knows, a closed list."""
COSTS: dict[str, tuple[Bucket, str]] = {
    "search": ("searches", "youtube_cost.search"),
    "channels": ("units", "youtube_cost.channels"),
    "uploads": ("units", "youtube_cost.uploads"),
    "figures": ("units", "youtube_cost.figures"),
}
"""Which quota each kind of request is taken from, and the fact that tells how much."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A request that is counted each time that it is sent, whatever comes back.

    Taken back only if it did not leave: Google counts refused requests too.
    """

    request: Executable
    ledger: Ledger
    bucket: Bucket
    cost: int

    def execute(self, http: Any = None, num_retries: int = 0) -> Any:  # noqa: ANN401  # as there
        """Send it; raises `UsedUp` where so much is not left."""
        from googleapiclient.errors import HttpError  # noqa: PLC0415  # slow to load

        self.ledger.reserve(self.bucket, self.cost)
        try:
            return self.request.execute(http=http, num_retries=num_retries)
        except NOT_SENT:
            self.ledger.give_back(self.bucket, self.cost)
            raise
        except HttpError as error:
            if read_refusal(int(error.resp.status), {}, error.content).used_up:
                self.ledger.used_up(self.bucket)
            raise


def price_of(kind: str, facts: Facts) -> int:
    """Return how much of its quota a request of a kind takes."""
    return int(facts.number(COSTS[kind][1]).value)


class YouTube:
    """YouTube for one search: nothing is opened before the first request."""

    def __init__(
        self,
        key: str | None,
        facts: Facts,
        now: Callable[[], datetime],
        *,
        client: Client | None = None,
        cancelled: Callable[[], bool] = never,
    ) -> None:
        self._key, self._facts, self._now, self._cancelled = key, facts, now, cancelled
        self._given, self._client = client, client
        self._ledger: Ledger | None = None
        self._service: Any = None
        self.note = ""
        """What a person should know about the count of the quota."""

    def close(self) -> None:
        """Close the connection, unless the client is the caller's."""
        if self._client is not None and self._given is None:
            self._client.close()

    def search(self, query: Query, token: str | None) -> tuple[list[str], str | None]:
        """Return the channels of one page of results, and the token of the next.

        Sorted by relevance to the words, the language and the region.
        """
        more = {"pageToken": token} if token else {}
        if query.region:
            more["regionCode"] = query.region[:2]
        if language := relevance_language(query.language):
            more["relevanceLanguage"] = language
        try:
            answer = self._run(
                "search",
                _asked("creators", _nothing),
                lambda api: api.search().list(
                    part="snippet",
                    type="video" if query.by == "videos" else "channel",
                    q=query.topic.strip(),
                    order="relevance",
                    maxResults=AT_ONCE,
                    **more,
                ),
            )
        except NotFound:
            return [], None
        return read.searched_ids(answer), read.next_token(answer)

    def channels(self, ids: Sequence[str]) -> dict[str, Known]:
        """Return channels (50 at most) by id; what YouTube does not give was deleted or closed."""
        answer = self._run(
            "channels",
            _asked("these channels"),
            lambda api: api.channels().list(
                part="snippet,statistics,contentDetails", id=",".join(ids), maxResults=AT_ONCE
            ),
        )
        found = read.channels(answer, self._now())
        return {name: found.get(name) or Known(name, self._now(), None) for name in ids}

    def uploads(self, known: Known, most: int) -> list[Video] | None:
        """Return a channel's newest videos (50 at most); None where its list is closed."""
        try:
            answer = self._run(
                "uploads",
                _asked("the videos of a channel", _nothing),
                lambda api: api.playlistItems().list(
                    part="snippet,contentDetails", playlistId=known.uploads, maxResults=most
                ),
            )
        except NotFound:
            return None
        return read.listed(answer)[:most]

    def figures(self, ids: Sequence[str]) -> dict[str, Video]:
        """Return videos (50 at most) by id with their figures; some may be missing."""
        answer = self._run(
            "figures",
            _asked("the figures of videos"),
            lambda api: api.videos().batchGetStats(
                part="snippet,statistics,contentDetails", id=",".join(ids)
            ),
        )
        return read.figures(answer)

    def _run(self, kind: str, asked: Asked, make: Callable[[Any], Executable]) -> dict[str, Any]:
        login = key_login(self._key)
        if self._client is None:
            self._client = Client(login, cancelled=self._cancelled)
        if self._ledger is None:
            self._ledger = Ledger(login.key, self._facts, self._now)
            self.note = self._ledger.left().note
            self._service = self._client.service("youtube", "v3")
        bucket, price = COSTS[kind][0], price_of(kind, self._facts)
        return self._client.run(_Counted(make(self._service), self._ledger, bucket, price), asked)


def relevance_language(code: str | None) -> str | None:
    """Return a language as YouTube's search takes it: two letters, and the script of Chinese."""
    parts = (code or "").replace("_", "-").split("-")
    if parts[0] == "zh" and len(parts) > 1 and parts[1] in {"Hans", "Hant"}:
        return f"zh-{parts[1]}"
    return parts[0] if len(parts[0]) == 2 else None


def _asked(what: str, own: Callable[[Refusal], NetError | None] = of_key) -> Asked:
    return Asked(YOUTUBE_DATA, what, forbidden="", missing="Look for other creators.", own=own)


def _nothing(refusal: Refusal) -> NetError | None:
    return NotFound("There is nothing.") if refusal.reasons & NOTHING else of_key(refusal)
