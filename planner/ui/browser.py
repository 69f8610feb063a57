"""Tells one person's browser from another's, where several use one server."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

COOKIE = "_streamlit_xsrf"
"""Streamlit gives one to each browser until it is closed: `2|mask|masked token|time`, in hex."""


def name() -> str:
    """Return a name that stays with this browser until it is closed; empty without a cookie."""
    return named(st.context.cookies.get(COOKIE, ""))


def named(cookie: str) -> str:
    """Return the name for a cookie: its token stays, while the mask over it is new each time."""
    try:
        _, mask, masked, _ = cookie.split("|")
        key, hidden = bytes.fromhex(mask), bytes.fromhex(masked)
        token = bytes(byte ^ key[at % len(key)] for at, byte in enumerate(hidden))
    except (ValueError, ZeroDivisionError):
        return ""
    return sha256(token).hexdigest()[:12] if token else ""
