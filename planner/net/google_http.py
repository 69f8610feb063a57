"""How requests to Google leave: with a time limit, where `routed` says, and quiet in the logs."""

from __future__ import annotations

import http.client
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import httplib2
from requests.adapters import HTTPAdapter

from planner.net.redact import guard_logs
from planner.net.routes import routed

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

TIMEOUT = 30.0
"""Seconds that Google may take to take a connection, and again for each part of an answer."""
LOUD = (
    "google.auth",
    "google.oauth2",
    "google_auth_httplib2",
    "google_auth_oauthlib",
    "googleapiclient",
    "oauthlib",
    "requests_oauthlib",
)
"""Packages that log addresses, requests or answers, and with them codes, tokens and secrets."""


def hush() -> None:
    """Let those packages log errors alone, however much a program logs otherwise."""
    guard_logs()
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.ERROR)


hush()


class RoutedHttp(httplib2.Http):
    """The connection of one thread for googleapiclient and google-auth."""

    def __init__(self, timeout: float = TIMEOUT) -> None:
        super().__init__(timeout=timeout, proxy_info=_proxy)
        self.follow_redirects = False  # Google's APIs do not redirect, and a token must not travel

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,  # noqa: ANN401  # as httplib2 has it
        headers: Any = None,  # noqa: ANN401  # as httplib2 has it
        redirections: int = httplib2.DEFAULT_MAX_REDIRECTS,
        connection_type: type | None = None,
    ) -> tuple[httplib2.Response, bytes]:
        """Send a request where `routed` says, once."""
        address = routed(uri)
        kind = connection_type or (Once if address.startswith("https:") else PlainOnce)
        try:
            sent: tuple[httplib2.Response, bytes] = super().request(
                address, method, body, headers, redirections, kind
            )
        except (OSError, http.client.HTTPException, httplib2.HttpLib2Error):
            self.close()  # the next request must not use what is left of that connection
            raise
        return sent


class _Once:
    """A connection whose request httplib2 does not send again by itself, uncounted.

    It does so where the line closes without an answer (BadStatusLine), though it may have arrived.
    """

    def getresponse(self) -> http.client.HTTPResponse:
        """Return the answer; raises OSError where the line closes without one."""
        try:
            answer: http.client.HTTPResponse = super().getresponse()  # type: ignore[misc]  # of a connection
        except http.client.BadStatusLine:
            raise ConnectionResetError("the line closed without an answer") from None
        return answer


class Once(_Once, httplib2.HTTPSConnectionWithTimeout):
    """The same with encryption."""


class PlainOnce(_Once, httplib2.HTTPConnectionWithTimeout):
    """The same to this computer."""


def signed(plain: RoutedHttp, credentials: Any) -> Any:  # noqa: ANN401  # google-auth's are untyped
    """Return a connection that signs requests, and renews the access token once where needed."""
    from google_auth_httplib2 import AuthorizedHttp  # type: ignore[import-untyped]  # noqa: PLC0415  # slow to load

    return AuthorizedHttp(credentials, plain, max_refresh_attempts=1)


def _proxy(scheme: Literal["http", "https"] = "https") -> httplib2.ProxyInfo | None:
    """The proxy of the environment; none for http, which only leads to this computer."""
    return httplib2.proxy_info_from_environment(scheme) if scheme == "https" else None


class RoutedAdapter(HTTPAdapter):
    """The same for requests, with which oauthlib exchanges a code for a token."""

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002  # as requests has it
        timeout: Any = None,  # noqa: ANN401  # as requests has it
        verify: bool | str = True,  # noqa: FBT001, FBT002  # as requests has it
        cert: Any = None,  # noqa: ANN401  # as requests has it
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        """Send a request where `routed` says."""
        asked = request.url or ""
        request.url = routed(asked)
        if request.url != asked:
            proxies = None  # the local server is reached directly
        return super().send(request, stream, timeout or TIMEOUT, verify, cert, proxies)
