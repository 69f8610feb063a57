from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.net.http import Web
from planner.net.routes import MIRROR
from tests.servers.base import FakeWeb, Reply, Request, json_reply

HOST = "api.example.org"
URL = f"https://{HOST}/things"
GOOD = {"items": [{"name": "déjà vu", "count": 3}]}


@dataclass
class Clock:
    """A time that passes only when somebody sleeps."""

    at: float = 1000.0
    slept: list[float] = field(default_factory=list)
    start: datetime = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def __call__(self) -> float:
        return self.at

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.at - 1000.0)

    @property
    def total(self) -> float:
        return sum(self.slept)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def answer(_: Request) -> Reply:
    return json_reply(GOOD)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeWeb]:
    with FakeWeb({HOST: answer}) as running:
        monkeypatch.setenv(MIRROR, running.address)
        monkeypatch.setenv("MICROHIT_HOME", str(tmp_path / "home"))
        yield running


@pytest.fixture
def web(clock: Clock) -> Iterator[Web]:
    """A client whose waits take no time and are counted."""
    with Web(sleep=clock.sleep, clock=clock, now=clock.now, timeout=5.0) as client:
        yield client
