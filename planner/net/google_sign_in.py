"""Signing in at Google and out again, by the person's own browser.

Google sends the browser back to this computer with a code (RFC 8252, loopback), which a verifier
that never left this process turns into tokens (RFC 7636, PKCE).
"""

from __future__ import annotations

import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import httplib2

from planner.errors import Cancelled, MicrohitError, NetError, Offline, SignInNeeded
from planner.net import google, google_tokens
from planner.net.google_http import TIMEOUT, RoutedAdapter, RoutedHttp
from planner.net.google_keys import App, read_app
from planner.net.google_scopes import Scope
from planner.net.pace import never
from planner.net.routes import routed
from planner.net.wire import CHECK_LINE

if TYPE_CHECKING:
    from google_auth_oauthlib.flow import InstalledAppFlow  # type: ignore[import-untyped]

SIGN_IN_ADDRESS = "https://accounts.google.com/o/oauth2/auth"
REVOKE_ADDRESS = "https://oauth2.googleapis.com/revoke"
LIMIT = 300.0
"""Seconds that a person has to sign in: enough to find a password and a phone."""
LOOK = 0.1
"""Seconds between two looks at whether the person cancelled."""
DONE = "Signed in. You may close this window and go back to Microhit."


def sign_in(
    scope: Scope,
    *,
    open_browser: bool = True,
    show: Callable[[str], None] | None = None,
    limit: float = LIMIT,
    cancelled: Callable[[], bool] = never,
) -> None:
    """Let a person sign in, and keep what Google gives for it; takes up to `limit` seconds.

    `show` receives the address of Google's page, for a browser that does not open by itself; it
    must be one on this computer. What was kept before is replaced only after success.

    Raises:
        SignInNeeded: there is no OAuth client, the person said no, or it took too long.
        InputError: the OAuth client's file cannot be used, or the sign-in would lie in a git work
            tree.
        NetError: Google could not be reached or refused.
        Cancelled: the person cancelled here.
    """
    google_tokens.check_place()  # before the person has gone through it all
    flow = _flow(read_app(), scope, _telling(show, open_browser=open_browser))
    credentials = _wait(flow, scope, limit, cancelled)
    google.keep(scope, credentials)


def sign_out(scope: Scope) -> bool:
    """Take a sign-in back at Google and delete it here; return whether Google confirmed.

    It is deleted here even if Google cannot be reached: then it can be taken back at
    myaccount.google.com/permissions. A service account is not touched.
    """
    held = google_tokens.load(scope.name)
    google_tokens.forget(scope.name)
    token = (held or {}).get("refresh_token")
    return isinstance(token, str) and _revoke(token)


def _revoke(token: str) -> bool:
    from urllib.parse import urlencode  # noqa: PLC0415  # with its only use

    http = RoutedHttp(TIMEOUT)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        reply, content = http.request(REVOKE_ADDRESS, "POST", urlencode({"token": token}), headers)
    except (OSError, httplib2.HttpLib2Error):
        return False
    finally:
        http.close()
    return reply.status == 200 or (reply.status == 400 and b"invalid_token" in content)


def _telling(show: Callable[[str], None] | None, *, open_browser: bool) -> Callable[[str], None]:
    """Return what to do with the address of Google's page."""

    def tell(address: str) -> None:
        if show is not None:
            show(address)
        if open_browser:
            with suppress(webbrowser.Error):  # no browser here: the person uses what is shown
                webbrowser.open(address, new=1)

    return tell


def _flow(app: App, scope: Scope, tell: Callable[[str], None]) -> InstalledAppFlow:
    from google_auth_oauthlib.flow import InstalledAppFlow  # noqa: PLC0415  # slow to load

    class Flow(InstalledAppFlow):  # type: ignore[misc]  # untyped there
        """Hands Google's page to `tell`, since the parent prints it and opens a browser itself."""

        def authorization_url(self, **options: Any) -> tuple[str, str]:  # noqa: ANN401  # as there
            address, state = super().authorization_url(prompt="consent", **options)
            tell(routed(address))
            return address, state

    config = {
        "client_id": app.id,
        "client_secret": app.secret,
        "auth_uri": SIGN_IN_ADDRESS,
        "token_uri": google.TOKEN_ADDRESS,
    }
    flow = Flow.from_client_config({"installed": config}, list(scope.urls))
    flow.oauth2session.mount("https://", RoutedAdapter())
    flow.oauth2session.max_redirects = 0  # the code and the secret go to Google alone
    return flow


def _wait(flow: InstalledAppFlow, scope: Scope, limit: float, cancelled: Callable[[], bool]) -> Any:  # noqa: ANN401  # google-auth's are untyped
    """Wait for the browser to come back, but never longer than `limit`.

    In a thread, because the flow's own limit ends with the first connection: one that says
    nothing would hold it for ever.
    """
    ended: list[Any] = []
    thread = threading.Thread(target=_run, args=(flow, scope, limit, ended), daemon=True)
    thread.start()
    deadline = time.monotonic() + limit + LOOK
    while thread.is_alive() and time.monotonic() < deadline:
        thread.join(LOOK)
        if cancelled():
            raise Cancelled("Stopped, as you asked. Nothing was changed.")
    if not ended:
        raise _too_late(scope)
    if isinstance(ended[0], Exception):
        raise ended[0]
    if not ended[0].refresh_token:
        raise NetError(scope.again("Google gave no lasting sign-in."))
    return ended[0]


def _run(flow: InstalledAppFlow, scope: Scope, limit: float, ended: list[Any]) -> None:
    """Put the credentials into `ended`, or the error to raise."""
    try:
        outcome = flow.run_local_server(
            host="127.0.0.1",
            port=0,
            open_browser=False,
            authorization_prompt_message=None,
            success_message=DONE,
            timeout_seconds=limit,
        )
    except Exception as error:  # noqa: BLE001  # it belongs to the thread that waits
        outcome = _told(error, scope)
    ended.append(outcome)


def _told(error: Exception, scope: Scope) -> Exception:
    """Return what a person is told; the errors' own texts may hold codes and secrets."""
    from google_auth_oauthlib.flow import WSGITimeoutError  # noqa: PLC0415  # slow to load
    from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]  # noqa: PLC0415  # slow to load
    from requests import RequestException  # noqa: PLC0415  # slow to load

    if isinstance(error, MicrohitError):
        return error
    if isinstance(error, WSGITimeoutError):
        return _too_late(scope)
    if isinstance(error, OAuth2Error):
        return _refused(error.error, scope)
    if isinstance(error, Warning):  # oauthlib's way to say that other scopes were granted
        why = f"Google did not get your leave for all that {scope.title} needs."
        return SignInNeeded(scope.again(f"{why} Tick every box that Google shows."))
    if isinstance(error, RequestException | OSError):
        return Offline(f"Google could not be reached to sign in. {CHECK_LINE}")
    return NetError(scope.again(f"Signing in failed ({type(error).__name__})."))


def _refused(kind: str, scope: Scope) -> NetError:
    if kind == "access_denied":
        return SignInNeeded(scope.again("Google was told no, so Microhit may not read there."))
    if kind in {"invalid_client", "unauthorized_client", "deleted_client"}:
        return NetError(
            "Google does not know the app in the OAuth client's file, or its secret is wrong. "
            "Download the file again at https://console.cloud.google.com/apis/credentials"
        )
    if kind == "admin_policy_enforced":
        return NetError("The administrator of your Google account does not allow this app.")
    if kind == "mismatching_state":
        return SignInNeeded(scope.again("The answer did not belong to this sign-in."))
    return SignInNeeded(scope.again(f"Google did not complete the sign-in ({kind})."))


def _too_late(scope: Scope) -> SignInNeeded:
    return SignInNeeded(scope.again("Nobody signed in in time."))
