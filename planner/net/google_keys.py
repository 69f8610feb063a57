"""The two files that Google hands out: of an app that people sign in with, of a service account.

Only the fields that are needed are taken from them, and addresses never: a forged file could send
secrets elsewhere.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.errors import InputError, Problem, SignInNeeded
from planner.net.google_tokens import config_dir

CLIENT = "MICROHIT_GOOGLE_CLIENT"
CLIENT_FILE = "google-client.json"
OUR_ACCOUNT = "MICROHIT_GOOGLE_SERVICE_ACCOUNT"
ANY_ACCOUNT = "GOOGLE_APPLICATION_CREDENTIALS"
CREDENTIALS_PAGE = "https://console.cloud.google.com/apis/credentials"
LARGEST = 100_000
"""Bytes of such a file: far more than any has, so that a wrong path reads no film."""
CLIENT_HINT = (
    "Make an OAuth client of the type Desktop app at "
    f"{CREDENTIALS_PAGE} and download its JSON file again."
)
ACCOUNT_HINT = f"Make a JSON key of a service account at {CREDENTIALS_PAGE}."


@dataclass(frozen=True, slots=True)
class App:
    """An OAuth client of the type Desktop app."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """A service account: an e-mail address that sheets are shared with, and its key."""

    email: str
    key: str = field(repr=False)
    file: str


def client_file() -> Path:
    """Return where the OAuth client's file is expected: $MICROHIT_GOOGLE_CLIENT, else config."""
    named = os.environ.get(CLIENT)
    return Path(named) if named else config_dir() / CLIENT_FILE


def read_app() -> App:
    """Read the OAuth client; raises `SignInNeeded` if there is none, `InputError` if it is bad."""
    path = client_file()
    if not path.exists():
        raise SignInNeeded(
            "Microhit does not know an app to sign in to Google with. Make an OAuth client of the "
            f"type Desktop app at {CREDENTIALS_PAGE}, download its JSON file, and save it as "
            f"{path} (or name its path in {CLIENT})."
        )
    content = _read(path, CLIENT_HINT)
    inner = content.get("installed")
    if not isinstance(inner, dict):
        kind = "a web app" if "web" in content else None
        what = "is no OAuth client of the type Desktop app"
        raise InputError(Problem(what, file=str(path), value=kind, hint=CLIENT_HINT))
    app_id, secret = (_text(inner, name, path, CLIENT_HINT) for name in _APP_FIELDS)
    return App(app_id, secret)


_APP_FIELDS = ("client_id", "client_secret")


def named_account(variable: str) -> ServiceAccount | None:
    """Read the service account's key file that an environment variable names; None without one.

    $GOOGLE_APPLICATION_CREDENTIALS may name other kinds of files, which are no error and no
    service account. Raises `InputError` if the file cannot be used.
    """
    named = os.environ.get(variable)
    if not named:
        return None
    path = Path(named)
    content = _read(path, ACCOUNT_HINT)
    if content.get("type") != "service_account":
        if variable == ANY_ACCOUNT:
            return None
        what = "is no key of a service account"
        raise InputError(Problem(what, file=str(path), field="type", hint=ACCOUNT_HINT))
    email, key = (
        _text(content, name, path, ACCOUNT_HINT) for name in ("client_email", "private_key")
    )
    return ServiceAccount(email, key, str(path))


def _read(path: Path, hint: str) -> dict[str, Any]:
    """Read a JSON object; what it says is not shown in errors, since it may be a secret."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(Problem("is too large", file=str(path), hint=hint))
        content = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(Problem(f"cannot be read: {reason}", file=str(path), hint=hint)) from None
    except (ValueError, RecursionError):
        raise InputError(Problem("is no JSON file", file=str(path), hint=hint)) from None
    if not isinstance(content, dict):
        raise InputError(Problem("is no JSON object", file=str(path), hint=hint))
    return content


def _text(content: dict[str, Any], name: str, path: Path, hint: str) -> str:
    value = content.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InputError(Problem("is missing", file=str(path), field=name, hint=hint))
    return value
