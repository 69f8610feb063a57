"""Calls of Google's APIs: one connection for each thread, tried again where that helps."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, Self

import httplib2

from planner.errors import NetError, Offline
from planner.net.answer import SIGN_IN, TRY_LATER
from planner.net.google import Login, told_by
from planner.net.google_errors import Asked, Refusal, read_refusal, translate
from planner.net.google_http import TIMEOUT, RoutedHttp, signed
from planner.net.pace import Pace, never
from planner.net.wire import CHECK_LINE

BROKEN = (Offline, OSError, http.client.HTTPException, httplib2.HttpLib2Error)
"""What a broken line raises."""
PER_SECOND = 10.0
"""Requests: far below Google's limits of a minute for most people, and polite."""


class Executable(Protocol):
    """A request that googleapiclient has prepared."""

    def execute(self, http: Any = None, num_retries: int = 0) -> Any:  # noqa: ANN401  # as it is there
        """Send it."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to try, and how long to wait in between (seconds)."""

    tries: int = 5
    first: float = 1.0
    """Before the second try; it doubles each time."""
    first_if_too_fast: float = 5.0
    """The same where Google asks to slow down: five tries then outlast its minute."""
    longest: float = 90.0
    """What Google may ask to wait; beyond it, the person is told instead."""

    def wait(self, attempt: int, *, too_fast: bool) -> float:
        """Return the seconds after the failed try number `attempt` (from 1), with some chance."""
        base: float = (self.first_if_too_fast if too_fast else self.first) * 2 ** (attempt - 1)
        return base * random.uniform(0.75, 1.25)  # noqa: S311  # spreads load, hides nothing


class Client:
    """Sends requests for one login; use it as a context manager, so that connections close."""

    def __init__(
        self,
        login: Login,
        *,
        timeout: float = TIMEOUT,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
        cancelled: Callable[[], bool] = never,
    ) -> None:
        self.login = login
        self._timeout = timeout
        self._patience = patience or Patience()
        self._pace = Pace(PER_SECOND, sleep, cancelled=cancelled)
        self._local = threading.local()
        self._opened: list[RoutedHttp] = []
        self._lock = threading.Lock()

    def service(self, name: str, version: str) -> Any:  # noqa: ANN401  # made from a description
        """Return the API `name`, as the package describes it: nothing is asked of the web."""
        from googleapiclient.discovery import build  # noqa: PLC0415  # slow to load

        return build(name, version, http=self._http(), static_discovery=True, cache_discovery=False)

    def run(self, request: Executable, asked: Asked) -> dict[str, Any]:
        """Send a request and return its answer.

        Timeouts, broken connections, cut-off answers, 5xx and limits of a minute are tried again.

        Raises:
            SignInNeeded: the sign-in has expired, was revoked, or does not allow this.
            Cancelled: the person cancelled.
            RateLimited: Google asks to wait for long, or the quota of the day is used up.
            Offline: Google cannot be reached.
            NetError: it refuses for another reason, or could not answer.
        """
        attempt = 1
        while True:
            self._pace.turn(asked.scope.name)
            outcome = self._attempt(request)
            if isinstance(outcome, dict):
                self.login.renewed()
                return outcome
            self._wait(outcome, attempt, asked)
            attempt += 1

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            while self._opened:
                self._opened.pop().close()
            self._local = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _attempt(self, request: Executable) -> dict[str, Any] | Refusal | Exception:
        """Send once; return the answer, or why there is none."""
        from googleapiclient.errors import HttpError  # noqa: PLC0415  # slow to load

        try:
            with told_by(self.login):
                answer: object = request.execute(http=self._http(), num_retries=0)
        except HttpError as error:
            headers = {name.lower(): str(value) for name, value in error.resp.items()}
            return read_refusal(int(error.resp.status), headers, error.content)
        except BROKEN as error:
            return error
        except (AttributeError, KeyError, TypeError, ValueError):
            return Unreadable(None)  # googleapiclient trips over errors of an unusual shape
        return answer if isinstance(answer, dict) else Unreadable(answer)

    def _wait(self, outcome: Refusal | Exception, attempt: int, asked: Asked) -> None:
        """Wait before the next try; raises `NetError` where another try is no use."""
        told = outcome.wait if isinstance(outcome, Refusal) else None
        too_fast = isinstance(outcome, Refusal) and outcome.too_fast
        hopeless = isinstance(outcome, Refusal) and not outcome.passing
        too_long = told is not None and told > self._patience.longest
        if hopeless or too_long or attempt >= self._patience.tries:
            raise _failed(outcome, asked)
        usual = self._patience.wait(attempt, too_fast=too_fast)
        self._pace.wait(usual if told is None else told)

    def _http(self) -> Any:  # noqa: ANN401  # google-auth's are untyped
        """Return this thread's connection: httplib2 mixes up answers between threads."""
        opened = getattr(self._local, "http", None)
        if opened is None:
            plain = RoutedHttp(self._timeout)
            opened = self._local.http = signed(plain, self.login.credentials)
            with self._lock:
                self._opened.append(plain)
        return opened


def _failed(outcome: Refusal | Exception, asked: Asked) -> NetError:
    if isinstance(outcome, Refusal):
        return translate(outcome, asked)
    if isinstance(outcome, Unreadable):
        what = f"Google's answer about {asked.what} came incomplete or empty. {TRY_LATER}"
        return (
            Offline(f"Google could not be reached: {SIGN_IN}") if outcome.page else NetError(what)
        )
    return Offline(f"Google could not be reached for {asked.what}. {CHECK_LINE}")


class Unreadable(Exception):  # noqa: N818  # named for what happened, as in planner.errors
    """An answer that is no JSON object: cut off, empty, or the page of a hotel's network."""

    def __init__(self, answer: object) -> None:
        self.page = isinstance(answer, str) and answer.lstrip()[:1] == "<"
        super().__init__()


@contextmanager
def client_for(
    login: Login, given: Client | None, cancelled: Callable[[], bool] = never
) -> Iterator[Client]:
    """Give the client that a caller has, or a new one that is closed at the end."""
    if given is not None:
        yield given
        return
    with Client(login, cancelled=cancelled) as client:
        yield client
