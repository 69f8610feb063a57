"""A Google on this computer and a user's folder of their own, for tests of what signs in there."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.net import google_tokens
from planner.net.google import Scope, login
from planner.net.google_client import Client, Patience
from planner.net.google_keys import ANY_ACCOUNT, CLIENT, OUR_ACCOUNT
from tests.servers.base import FakeWeb
from tests.servers.google import FakeGoogle

BASE = "https://www.googleapis.com/auth/"


@dataclass(slots=True)
class Rig:
    """What such a test needs at hand."""

    google: FakeGoogle
    web: FakeWeb
    home: Path
    slept: list[float] = field(default_factory=list)
    """What the client slept, in seconds; it does not really."""

    def sign_in(self, scope: Scope, *, expired: bool = False) -> tuple[str, str]:
        """Let the person have signed in before; return the access and the refresh token."""
        token, refresh = self.google.grant(*(url.removeprefix(BASE) for url in scope.urls))
        expiry = datetime.now(UTC) + timedelta(hours=-1 if expired else 1)
        google_tokens.keep(
            scope.name,
            {
                "client_id": self.google.client_id,
                "client_secret": self.google.client_secret,
                "refresh_token": refresh,
                "token": token,
                "expiry": expiry.replace(tzinfo=None).isoformat(),
                "scopes": list(scope.urls),
            },
        )
        return token, refresh

    def client(self, scope: Scope, *, tries: int = 3, timeout: float = 10.0) -> Client:
        """A client that loses no time between tries."""
        patience = Patience(tries=tries)
        return Client(login(scope), timeout=timeout, patience=patience, sleep=self.slept.append)


@contextmanager
def rig(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[Rig]:
    """Run a Google, and point Microhit to it and to a home in `folder`."""
    google = FakeGoogle()
    for name in (ANY_ACCOUNT, CLIENT, OUR_ACCOUNT):
        monkeypatch.delenv(name, raising=False)
    home = folder / "home"
    monkeypatch.setenv("MICROHIT_HOME", str(home))
    with FakeWeb(google.services()) as web:
        monkeypatch.setenv("MICROHIT_MIRROR", web.address)
        yield Rig(google, web, home)


@dataclass(slots=True)
class Browser:
    """A person's browser: opens Google's page and goes where it is sent, on its own thread."""

    opened: list[str] = field(default_factory=list)
    shown: str = ""
    """What the last page said."""
    thread: threading.Thread | None = None

    def open(self, address: str) -> None:
        """Go to an address, without waiting for it."""
        self.opened.append(address)
        self.thread = threading.Thread(target=self._visit, args=(address,))
        self.thread.start()

    def close(self) -> None:
        """Wait for the last page."""
        if self.thread is not None:
            self.thread.join()

    def _visit(self, address: str) -> None:
        for _ in range(20):
            try:
                with urllib.request.urlopen(address) as page:  # noqa: S310  # only here
                    self.shown = page.read().decode()
                    return
            except urllib.error.HTTPError as error:
                with error:
                    self.shown = error.read().decode()
                return
            except urllib.error.URLError:
                time.sleep(0.05)
