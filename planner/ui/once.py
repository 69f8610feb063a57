"""What a page works out is kept until what it was made from differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

Made = TypeVar("Made")


def once(name: str, given: tuple[object, ...], make: Callable[[], Made]) -> Made:
    """Return what `make` makes of what is `given`, made again only when that differs.

    The session keeps the last one of each `name`. A plan that nobody changed stays the same object
    from run to run, which compares at once.
    """
    key = f"_once.{name}"
    held: tuple[tuple[object, ...], Made] | None = st.session_state.get(key)
    if held is None or held[0] != given:
        held = (given, make())
        st.session_state[key] = held
    return held[1]
