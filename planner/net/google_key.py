"""An API key of Google's as the way to be known: it opens public data alone, such as YouTube's.

It is sent in a header, never in an address, so that no log, cache or error holds it. What Google
says of a key: cloud.google.com/docs/authentication/api-keys, google.api.ErrorReason.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from planner.errors import NetError
from planner.net.google_errors import SWITCHED_OFF, Refusal, api_page
from planner.net.google_scopes import Scope

KEY = "MICROHIT_YOUTUBE_KEY"
"""The environment variable, and the name of the Streamlit secret, that holds the key."""
KEYS_PAGE = "https://console.cloud.google.com/apis/credentials"
YOUTUBE_DATA = Scope("youtube-data", "YouTube", ())
"""Public data: nobody signs in for it."""
WRONG = {"API_KEY_INVALID", "API_KEY_EXPIRED", "keyInvalid", "keyExpired", "CREDENTIALS_MISSING"}
IS_WRONG = (
    "Google does not accept your YouTube key: it is mistyped, expired or deleted. Copy it again "
    f"from {KEYS_PAGE} into {KEY}."
)
NOT_ON = (
    "The YouTube Data API v3 is not switched on in the Google project of your key. Switch it on "
    "at {page}, wait a few minutes, and try again."
)
NOT_YOUTUBE = (
    "Your key may not be used for YouTube. Allow it the YouTube Data API v3 (API restrictions) at "
    f"{KEYS_PAGE}"
)
NOT_HERE = (
    "Your key may not be used from this computer. Change its application restrictions at "
    f"{KEYS_PAGE}"
)
NO_PROJECT = (
    "The Google project of your key was deleted or suspended. Make a key in another project at "
    f"{KEYS_PAGE}"
)
ADVICE = {
    **dict.fromkeys(SWITCHED_OFF, NOT_ON),
    "API_KEY_SERVICE_BLOCKED": NOT_YOUTUBE,
    "API_KEY_ANDROID_APP_BLOCKED": NOT_HERE,
    "API_KEY_HTTP_REFERRER_BLOCKED": NOT_HERE,
    "API_KEY_IOS_APP_BLOCKED": NOT_HERE,
    "API_KEY_IP_ADDRESS_BLOCKED": NOT_HERE,
    "ipRefererBlocked": NOT_HERE,
    "CONSUMER_INVALID": NO_PROJECT,
    "CONSUMER_SUSPENDED": NO_PROJECT,
}
"""What to do, by the reason of a refusal; `page` is where an API is switched on."""


class KeyNeeded(NetError):  # noqa: N818  # named for what happened, as in planner.errors
    """There is no key, or the person has to mend something about it."""


@dataclass(slots=True)
class KeyLogin:
    """Whoever holds an API key; use it where a `Login` is asked for."""

    key: str = field(repr=False)
    scope: Scope = YOUTUBE_DATA
    email: str | None = None

    @property
    def credentials(self) -> Any:  # noqa: ANN401  # google-auth's are untyped
        """Return what puts the key into a header of each request."""
        from google.auth.api_key import Credentials  # noqa: PLC0415  # slow to load

        return Credentials(self.key)  # type: ignore[no-untyped-call]  # google-auth is half typed

    def renewed(self) -> None:
        """Nothing is kept: a key does not change."""

    def refused(self, _reply: dict[str, Any]) -> NetError:
        """Return the error to raise; a key is never renewed, so that Google cannot refuse it."""
        return KeyNeeded(IS_WRONG)


def youtube_key() -> str | None:
    """Return the key that $MICROHIT_YOUTUBE_KEY holds, None without one."""
    return os.environ.get(KEY, "").strip() or None


def key_login(key: str | None) -> KeyLogin:
    """Return the login of a key; raises `KeyNeeded` where there is none or it cannot be one."""
    text = (key or "").strip()
    if not text:
        raise KeyNeeded(
            f"Searching YouTube needs a key. Make an API key at {KEYS_PAGE} in a project with the "
            f"YouTube Data API v3 switched on, and put it into the environment variable {KEY}, or "
            f"as {KEY} into Streamlit's secrets. The creator sheet works without."
        )
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise KeyNeeded(IS_WRONG)
    return KeyLogin(text)


def of_key(refusal: Refusal) -> NetError | None:
    """Return what a person is told where Google refuses something to a key; None: as to all."""
    unknown = refusal.status == 401 or refusal.message.startswith("API key")
    if unknown or refusal.reasons & WRONG:
        return KeyNeeded(IS_WRONG)
    advice = next((ADVICE[reason] for reason in sorted(refusal.reasons) if reason in ADVICE), None)
    if advice:
        return KeyNeeded(advice.format(page=api_page(refusal)))
    if refusal.status == 403:
        said = f": {refusal.message}" if refusal.message else "."
        return NetError(f"Google refuses this to your YouTube key{said}")
    return None
