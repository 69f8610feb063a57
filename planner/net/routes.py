"""Where outside addresses go: to the web, or all of them to one server on this computer.

Tests and rehearsals set MICROHIT_MIRROR, and real client code talks to a local server instead.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from planner.errors import InputError, Problem

MIRROR = "MICROHIT_MIRROR"
"""The environment variable that names the local server, such as http://127.0.0.1:8080."""
HERE = ("127.0.0.1", "localhost")
"""The only hosts a mirror may have: a token must not be sent to another computer."""


def mirror() -> str | None:
    """Return the address of the local server without a final slash, None if there is none.

    Raises:
        InputError: MICROHIT_MIRROR is no plain http address on this computer.
    """
    named = os.environ.get(MIRROR, "").strip()
    if not named:
        return None
    if not _is_here(named):
        hint = "Unset it, or write an address on this computer such as http://127.0.0.1:8080."
        raise InputError(Problem("is no address on this computer", field=MIRROR, hint=hint))
    return named.rstrip("/")


def routed(url: str) -> str:
    """Return `url`, or its place on the mirror: https://HOST/PATH?Q as MIRROR/HOST/PATH?Q.

    An address that is on the mirror already stays as it is. Raises `InputError` as `mirror` does,
    and for an address that is neither http nor https.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InputError(Problem("is no web address", value=parts.scheme or url))
    local = mirror()
    if local is None or f"{parts.scheme}://{parts.netloc}" == local:
        return url
    host = parts.netloc.rpartition("@")[2]
    query = f"?{parts.query}" if parts.query else ""
    return f"{local}/{host}{parts.path or '/'}{query}"


def outside(url: str) -> str:
    """Return the outside address that `routed` put on the mirror; any other as it is."""
    local = mirror()
    if local is None or not url.startswith(f"{local}/"):
        return url
    return f"https://{url.removeprefix(f'{local}/')}"


def _is_here(address: str) -> bool:
    """Tell whether an address is http://127.0.0.1 or http://localhost, with or without a port."""
    try:
        parts = urlsplit(address)
        port = parts.port or 80
    except ValueError:
        return False
    names = {host if parts.port is None else f"{host}:{port}" for host in HERE}
    bare = parts.path in {"", "/"} and not parts.query and not parts.fragment
    return parts.scheme == "http" and parts.netloc in names and bare
