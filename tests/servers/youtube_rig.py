"""A YouTube on this computer and a user's folder of their own, for tests of what asks it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.creators.quota import Ledger, Quota
from planner.creators.youtube import Found, Query, find
from planner.net.google_client import Client, Patience
from planner.net.google_key import KEY as VARIABLE
from planner.net.google_key import key_login
from tests.servers.base import FakeWeb, Fault, Request
from tests.servers.google import YOUTUBE
from tests.servers.youtube import KEY, FakeYouTube
from tests.servers.youtube_world import World, made_channel

QUERY = Query("street food", language="es", region="MX", most=6, videos=4)
"""Finds all of `small_world`: one search, the channels, six lists, the figures."""
HEALTHY = (1, 8)
"""What that costs: searches, and units."""
NOON = datetime(2026, 11, 24, 20, tzinfo=UTC)
"""In California."""
PATHS = ("search", "channels", "playlistItems", "videos:batchGetStats")


def small_world(channels: int = 6, videos: int = 4) -> World:
    """Return a world of channels about street food, none of them odd."""
    world = World()
    for number in range(channels):
        world.add(made_channel(number, videos))
    return world


@dataclass(slots=True)
class Rig:
    """What such a test needs at hand."""

    youtube: FakeYouTube
    web: FakeWeb
    home: Path
    moment: datetime = NOON
    timeout: float = 10.0
    """Seconds; short while YouTube is to be slow."""

    def now(self) -> datetime:
        """Return the time, as the client sees it."""
        return self.moment

    def client(self, *, tries: int = 3, key: str = KEY) -> Client:
        """Return a client that loses no time between tries."""
        patience = Patience(tries=tries)
        return Client(key_login(key), timeout=self.timeout, patience=patience, sleep=lambda _: None)

    def find(
        self,
        query: Query = QUERY,
        *,
        tries: int = 3,
        key: str = KEY,
        renew: bool = False,
    ) -> Found:
        """Find creators as the dashboard does."""
        with self.client(tries=tries, key=key) as client:
            return find(query, key, client=client, now=self.now, renew=renew)

    def fail(self, fault: Fault, path: str = "", times: int | None = 1, after: int = 0) -> None:
        """Let YouTube fail where the path holds this."""
        self.timeout = 0.6 if fault.delay else self.timeout
        self.web.fail(YOUTUBE, fault, path=f"/{path}", times=times, after=after)

    def heal(self) -> None:
        """Let YouTube work again."""
        self.timeout = 10.0
        self.web.heal()

    def sent(self, path: str = "") -> list[Request]:
        """Return what was asked of YouTube."""
        return self.web.asked(YOUTUBE, f"/{path}")

    def left(self) -> Quota:
        """Return what the client believes is left."""
        return Ledger(KEY, now=self.now).left()

    def counted(self) -> tuple[int, int]:
        """Return the searches and units that the client counted today."""
        left = self.left()
        return left.of_searches - left.searches, left.of_units - left.units

    def told(self) -> tuple[int, int]:
        """Return the searches and units that YouTube counted today."""
        return self.youtube.count("searches"), self.youtube.count("units")

    def next_day(self) -> None:
        """Let midnight pass in California."""
        self.moment += timedelta(days=1)
        self.youtube.new_day()

    def check(self, found: Found, query: Query = QUERY) -> None:
        """Check that a search is complete, and every figure as in the world."""
        assert found.complete
        assert found.left is None
        assert len(found.channels) == len({one.id for one in found.channels})
        for channel in found.channels:
            made = self.youtube.world.channels[channel.id]
            assert channel.title == " ".join(made.title.split())
            assert channel.subscribers == (None if made.hidden else made.subscribers)
            assert channel.views == sum(video.views for video in made.videos)
            listed = [] if made.closed else made.videos[: query.videos]
            assert [(one.id, one.views, one.likes, one.comments) for one in channel.recent] == [
                (one.id, one.views, one.likes, one.comments) for one in listed if not one.gone
            ]


@contextmanager
def rig(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    youtube: FakeYouTube | None = None,
    key: str = KEY,
) -> Iterator[Rig]:
    """Run a YouTube (with `small_world`), and point Microhit to it and to a home in `folder`."""
    made = youtube or FakeYouTube(small_world())
    home = folder / "home"
    monkeypatch.setenv("MICROHIT_HOME", str(home))
    monkeypatch.setenv(VARIABLE, key)
    with FakeWeb(made.services()) as web:
        monkeypatch.setenv("MICROHIT_MIRROR", web.address)
        yield Rig(made, web, home)
