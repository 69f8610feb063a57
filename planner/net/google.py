"""Who we are at Google: a person who signed in, or a service account.

A person signs in once (`planner.net.google_sign_in`); what Google gave for it is kept
(`planner.net.google_tokens`) and renewed here. A service account stands for Google Sheets alone:
it has no YouTube channel.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from planner.errors import InputError, NetError, Offline, Problem, SignInNeeded, StoreError
from planner.net import google_tokens
from planner.net.google_keys import ANY_ACCOUNT, OUR_ACCOUNT, ServiceAccount, named_account
from planner.net.google_scopes import SCOPES, SHEETS, YOUTUBE, Scope, scope_named

if TYPE_CHECKING:
    from google.auth.credentials import Credentials

__all__ = [
    "SCOPES",
    "SHEETS",
    "YOUTUBE",
    "Login",
    "Scope",
    "ServiceLogin",
    "UserLogin",
    "login",
    "scope_named",
    "service_account",
    "signed_in",
]

TOKEN_ADDRESS = "https://oauth2.googleapis.com/token"  # noqa: S105  # an address


class Login(Protocol):
    """A way to be known at Google."""

    @property
    def scope(self) -> Scope:
        """What it may read."""

    @property
    def email(self) -> str | None:
        """The address that a sheet is shared with, if it is a service account."""

    @property
    def credentials(self) -> Credentials:
        """What google-auth signs requests with."""

    def renewed(self) -> None:
        """Be told that requests were made, by which an access token may have been renewed."""

    def refused(self, reply: dict[str, Any]) -> NetError:
        """Be told that Google refused to renew the access token; return the error to raise."""


@dataclass(slots=True)
class UserLogin:
    """A person's own sign-in, kept in their folder."""

    scope: Scope
    credentials: Any = field(repr=False)
    _kept: str | None = field(default=None, repr=False)
    email: str | None = None

    def renewed(self) -> None:
        """Keep a new access token, so that the next hour needs none; a full disk is no failure."""
        if self.credentials.token != self._kept:
            with suppress(StoreError):
                keep(self.scope, self.credentials)
            self._kept = self.credentials.token

    def refused(self, reply: dict[str, Any]) -> NetError:
        """Forget a sign-in that has expired or was revoked."""
        kind = reply.get("error")
        if kind in {"invalid_client", "unauthorized_client", "deleted_client"}:
            why = "Google no longer knows the app that you signed in with."
            return SignInNeeded(self.scope.again(why))
        if kind != "invalid_grant":
            return NetError("Google could not renew your sign-in just now. Try again later.")
        held = google_tokens.load(self.scope.name) or {}
        if held.get("refresh_token") == self.credentials.refresh_token:  # not one made meanwhile
            google_tokens.forget(self.scope.name)
        return SignInNeeded(self.scope.again("Your sign-in has expired."))


@dataclass(slots=True)
class ServiceLogin:
    """A service account."""

    scope: Scope
    credentials: Any = field(repr=False)
    account: ServiceAccount

    @property
    def email(self) -> str | None:
        """The address that a sheet is shared with."""
        return self.account.email

    def renewed(self) -> None:
        """Nothing is kept: the key makes a new token."""

    def refused(self, reply: dict[str, Any]) -> NetError:
        """Say what may be wrong with the key."""
        kind = reply.get("error", "")
        if kind not in {"invalid_grant", "invalid_client", "unauthorized_client"}:
            return NetError("Google could not check the service account just now. Try again later.")
        return SignInNeeded(
            f"Google does not accept the key of the service account {self.account.email} in "
            f"{self.account.file}. The key may have been deleted, or this computer's clock may be "
            "wrong. Make a new key at https://console.cloud.google.com/iam-admin/serviceaccounts"
        )


def signed_in(scope: Scope) -> bool:
    """Tell whether requests of `scope` can be signed: by a person's sign-in or a service account.

    Google is not asked: the sign-in may turn out to have been revoked. Raises `InputError` for a
    service account's file that cannot be used.
    """
    return _stored(scope) is not None or service_account(scope) is not None


def service_account(scope: Scope) -> ServiceAccount | None:
    """Return the service account that reads for `scope`; None where it is a person who does.

    The file that $MICROHIT_GOOGLE_SERVICE_ACCOUNT names comes first, then a person's sign-in, then
    the file that $GOOGLE_APPLICATION_CREDENTIALS names for all programs.
    """
    if scope is not SHEETS:
        return None
    named = named_account(OUR_ACCOUNT)
    if named is None and _stored(scope) is None:
        named = named_account(ANY_ACCOUNT)
    return named


def login(scope: Scope) -> Login:
    """Return who reads for `scope`; raises `SignInNeeded` if nobody has signed in."""
    account = service_account(scope)
    if account is not None:
        return ServiceLogin(scope, _service_credentials(account, scope), account)
    info = _stored(scope)
    if info is None:
        raise SignInNeeded(scope.first())
    credentials = _user_credentials(info, scope)
    return UserLogin(scope, credentials, credentials.token)


def keep(scope: Scope, credentials: Any) -> None:  # noqa: ANN401  # google-auth's are untyped
    """Keep a person's sign-in; raises `InputError` or `StoreError` as `google_tokens.keep` does."""
    info = {
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
        "refresh_token": credentials.refresh_token,
        "token": credentials.token,
        "expiry": credentials.expiry.isoformat() if credentials.expiry else None,
        "scopes": list(scope.urls),
    }
    google_tokens.keep(scope.name, info)


@contextmanager
def told_by(login: Login) -> Iterator[None]:
    """Turn what google-auth raises when it cannot renew a token into words."""
    from google.auth import exceptions  # noqa: PLC0415  # slow to load

    try:
        yield
    except exceptions.RefreshError as error:
        reply = next((item for item in error.args if isinstance(item, dict)), {})
        raise login.refused(reply) from None
    except exceptions.TransportError:
        raise Offline("Google could not be reached to renew your sign-in.") from None


def _stored(scope: Scope) -> dict[str, Any] | None:
    """Return what is kept of a person's sign-in, if it is whole and asks for all of `scope`."""
    info = google_tokens.load(scope.name)
    if info is None:
        return None
    needed = ("client_id", "client_secret", "refresh_token")
    whole = all(isinstance(info.get(name), str) and info[name] for name in needed)
    scopes = info.get("scopes")
    return info if whole and isinstance(scopes, list) and set(scope.urls) <= set(scopes) else None


def _user_credentials(info: dict[str, Any], scope: Scope) -> Any:  # noqa: ANN401  # untyped there
    from google.oauth2.credentials import Credentials  # noqa: PLC0415  # slow to load

    try:
        return Credentials.from_authorized_user_info(info, list(scope.urls))  # type: ignore[no-untyped-call]  # google-auth is half typed
    except (ValueError, TypeError, AttributeError):
        raise SignInNeeded(scope.again("Your sign-in cannot be read any more.")) from None


def _service_credentials(account: ServiceAccount, scope: Scope) -> Any:  # noqa: ANN401  # untyped there
    from google.oauth2 import service_account  # noqa: PLC0415  # slow to load

    class Quiet(service_account.Credentials):
        """Does not ask in the background for the account's allowed locations."""

        def _after_refresh(self, *_: object) -> None:
            return

    info = {
        "client_email": account.email,
        "private_key": account.key,
        "token_uri": TOKEN_ADDRESS,
    }
    try:
        return Quiet.from_service_account_info(info, scopes=list(scope.urls))  # type: ignore[no-untyped-call]  # google-auth is half typed
    except (ValueError, TypeError):
        hint = "Download the JSON key again."
        what = "is no private key"
        problem = Problem(what, file=account.file, field="private_key", hint=hint)
        raise InputError(problem) from None
