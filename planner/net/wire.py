"""One exchange with one service: connect, follow safe redirects, read no more than allowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from planner.errors import NetError, Offline
from planner.net.answer import SIGN_IN, TRY_LATER, Answer, Failure
from planner.net.redact import has_secret, redact
from planner.net.routes import mirror, outside, routed

PIECE = 64 * 1024
REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 5
SLOWEST = 4
"""An answer may take this many times the timeout in all: a trickle never times out by itself."""
CHECK_LINE = "Check the connection to the internet; everything else works without it."


class Wire:
    """A session of connections, for one thread."""

    def __init__(
        self,
        timeout: float,
        agent: str,
        check: Callable[[], None],
        clock: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        self._timeout = timeout
        self._check = check
        self._clock = clock
        self._now = now
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"{agent} python-requests/{requests.__version__}"
        self._session.headers["Accept"] = "application/json, */*;q=0.5"
        self._session.auth = _no_sign_in  # else requests takes passwords from ~/.netrc
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def fetch(self, url: str, largest: int) -> Answer | Failure:
        """Return what is at an outside address after redirects, or why there is nothing."""
        place = url
        for _ in range(MOST_REDIRECTS + 1):
            reached = self._exchange(place, largest)
            if isinstance(reached, Failure) or reached.status not in REDIRECTS:
                return reached
            target = urljoin(place, outside(reached.headers.get("location", "")))
            refusal = _refused(place, target)
            if refusal is not None:
                return Failure(refusal, again=False)
            place = target
        what = f"{_host(url)} sends requests round in circles. {TRY_LATER}"
        return Failure(NetError(what), again=False)

    def _exchange(self, place: str, largest: int) -> Answer | Failure:
        address = routed(place)
        self._session.trust_env = mirror() is None  # a proxy does not lead to this computer
        limits = (self._timeout, self._timeout)
        try:
            with self._session.get(
                address, stream=True, allow_redirects=False, timeout=limits
            ) as response:
                content = self._read(response, largest, _host(place))
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            return _failure(error, _host(place))
        if isinstance(content, Failure):
            return content
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(content, response.status_code, headers, redact(place), self._now())

    def _read(self, response: requests.Response, largest: int, host: str) -> bytes | Failure:
        """Read a body in pieces, so that neither its size nor its slowness is the server's say."""
        began, pieces, size = self._clock(), [], 0
        for piece in response.iter_content(PIECE):
            self._check()
            size += len(piece)
            if size > largest:
                what = f"The answer of {host} is larger than {largest / 1e6:.3g} MB: too large."
                return Failure(NetError(what), again=False)
            if self._clock() - began > self._timeout * SLOWEST:
                return Failure(Offline(f"{host} answers too slowly. {CHECK_LINE}"), again=True)
            pieces.append(piece)
        return b"".join(pieces)


def _no_sign_in(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _host(url: str) -> str:
    return urlsplit(url).hostname or redact(url)


def _failure(error: Exception, host: str) -> Failure:
    """Return what a person is told about a fault of the line; their text may hold secrets."""
    broken = (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)
    if isinstance(error, requests.exceptions.SSLError):
        what = f"{host} could not be reached: the connection is not secure, or {SIGN_IN}"
        return Failure(Offline(what), again=False)
    if isinstance(error, requests.Timeout):
        return Failure(Offline(f"{host} did not answer in time. {CHECK_LINE}"), again=True)
    if isinstance(error, broken):
        return Failure(NetError(f"The answer of {host} broke off. {TRY_LATER}"), again=True)
    if isinstance(error, requests.ConnectionError | urllib3.exceptions.HTTPError):
        return Failure(Offline(f"{host} could not be reached. {CHECK_LINE}"), again=True)
    return Failure(NetError(f"{host} could not be asked: {type(error).__name__}."), again=False)


def _refused(place: str, target: str) -> NetError | None:
    """Return why a redirect is not followed: a secret or the encryption would be lost."""
    old, new = urlsplit(place), urlsplit(target)
    if new.scheme == "http" and old.scheme == "https" and new.hostname != old.hostname:
        return Offline(f"{old.hostname} could not be reached: {SIGN_IN}")
    if new.scheme != old.scheme and (old.scheme, new.scheme) != ("http", "https"):
        kind = new.scheme or "no"
        what = f"{old.hostname} points to an address without encryption ({kind}): not followed."
        return NetError(what)
    leaks = has_secret(place) or has_secret(target)
    if leaks and new.netloc.lower() != old.netloc.lower():
        what = f"{old.hostname} points to another host, {new.hostname}: not followed, since"
        return NetError(f"{what} your key would go there.")
    return None
