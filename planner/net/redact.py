"""Taking keys and tokens out of whatever is shown, logged or stored."""

from __future__ import annotations

import logging
import re
from typing import Final
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

HIDDEN: Final = "[hidden]"
SECRET_FIELDS: Final = frozenset(
    {
        "access_token",
        "api_key",
        "apikey",
        "assertion",
        "auth",
        "authorization",
        "client_secret",
        "code",
        "code_verifier",
        "id_token",
        "key",
        "password",
        "refresh_token",
        "secret",
        "sig",
        "signature",
        "token",
        "x-goog-api-key",
    }
)
"""Names of URL parameters and form fields whose value is never shown."""
_WORDS: Final = frozenset({"auth", "code", "key", "sig", "signature"})
"""Those of them that stand before a colon in ordinary sentences and error codes too."""


def _either(names: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_NAMES = _either(SECRET_FIELDS)
_PARAMETER = re.compile(
    rf"(?<![\w.-])({_NAMES})(=|%3D)(?!\[hidden\])[^\s&#;,'\"<>)}}]+", re.IGNORECASE
)
_FIELD = re.compile(
    rf"(?<![\w.-])(['\"]?)({_either(SECRET_FIELDS - _WORDS)})\1(\s*:\s*)"
    rf"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|(?:Bearer|Basic)\s+[^\s'\",]+|(?!\s|\[hidden\])[^\s,;}}'\"]+)",
    re.IGNORECASE,
)
_BEARER = re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE)
_USER = re.compile(r"(?<=://)[^/\s@]+@")
_GOOGLE = re.compile(r"AIza[\w-]{20,}|ya29\.[\w.-]{10,}|GOCSPX-[\w-]{10,}|(?<![\w/.])1//[\w-]{20,}")
"""What Google's API keys, access tokens, client secrets and refresh tokens begin with."""
_LOGGERS: Final = (
    "urllib3.connectionpool",
    "urllib3.poolmanager",
    "urllib3.util.retry",
    "googleapiclient.discovery",
    "googleapiclient.http",
    "google_auth_httplib2",
    "google.auth.transport.requests",
    "oauthlib.oauth2.rfc6749.clients.base",
    "requests_oauthlib.oauth2_session",
)
"""Loggers of the packages beneath us that write out addresses."""


def redact(text: str, *secrets: str) -> str:
    """Return `text` without secrets: those named, and all that look like one.

    Takes out the values of `SECRET_FIELDS` in addresses, forms and most in JSON, user names and
    passwords in addresses, and whatever has the form of a Google key or token.
    """
    for secret in secrets:
        for form in {secret, quote(secret, safe=""), quote_plus(secret)} - {""}:
            text = text.replace(form, HIDDEN)
    text = _FIELD.sub(rf"\1\2\1\3{HIDDEN}", text)
    text = _PARAMETER.sub(rf"\1\2{HIDDEN}", text)
    text = _BEARER.sub(rf"\1 {HIDDEN}", text)
    text = _GOOGLE.sub(HIDDEN, text)
    return _USER.sub(f"{HIDDEN}@", text)


def has_secret(url: str) -> bool:
    """Tell whether an address holds a secret, which then must not go to another host or on disk."""
    parts = urlsplit(url)
    names = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return bool(names & SECRET_FIELDS) or "@" in parts.netloc or bool(_GOOGLE.search(url))


class RedactFilter(logging.Filter):
    """Takes secrets out of every log record that passes; lets all of them pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace the record's text by one without secrets."""
        try:
            text = record.getMessage()
        except (TypeError, ValueError):  # a record that cannot be formatted is not ours to mend
            text = str(record.msg)
        record.msg, record.args = redact(text), ()
        if record.exc_info:
            text = logging.Formatter().formatException(record.exc_info)
            record.exc_text = record.exc_text or redact(text)
        return True


_FILTER = RedactFilter()


def guard_logs(*names: str) -> None:
    """Put the filter on the loggers of the HTTP and Google packages, and on those named; once."""
    for name in (*_LOGGERS, *names):
        logging.getLogger(name).addFilter(_FILTER)  # adding one that is there does nothing
