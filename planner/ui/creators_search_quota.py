"""Page Creators, looking on YouTube: the key, what is left of its quota, what a search costs."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.creators.quota import Ledger, Quota
from planner.creators.youtube_data import Cost
from planner.net.google_key import KEY, KEYS_PAGE, youtube_key
from planner.ui import creators_search_texts as texts
from planner.ui import fields, show


def key() -> str | None:
    """Return the person's key, None without one; what Streamlit's secrets hold is read too.

    Streamlit puts its secrets into the environment, where the client looks.
    """
    st.secrets.load_if_toml_exists()
    return youtube_key()


def how_to_get_one() -> None:
    """Say how to get a key, and that the page works without."""
    with st.container(border=True):
        st.markdown(
            texts.NO_KEY.format(console=texts.CONSOLE, api=texts.API_PAGE, keys=KEYS_PAGE, name=KEY)
        )


def meter(own: str) -> Quota:
    """Draw what is left of both quotas of the key `own`; raises `StoreError`."""
    quota = Ledger(own).left()
    places = fields.row(2, 280)
    _bar(places[0], "searches", quota.searches, quota.of_searches)
    _bar(places[1], "units", quota.units, quota.of_units)
    st.caption(texts.RESETS.format(clock=_clock(quota)), help=texts.QUOTA_HELP)
    if quota.note:
        st.text(quota.note, wrap=True)
    return quota


def told(cost: Cost, quota: Quota) -> str:
    """Return what a search costs, and what happens where that is more than is left."""
    if cost.nothing:
        return texts.FREE
    if gone := obstacle(cost, quota):
        return gone
    said = texts.COSTS.format(cost=cost)
    if cost.searches > quota.searches or cost.units > quota.units:
        return f"{said} {texts.TOO_MUCH.format(clock=_clock(quota))}"
    return said


def obstacle(cost: Cost, quota: Quota) -> str:
    """Return why nothing can be asked today; "" where something can."""
    wanted = {
        "searches": cost.searches and not quota.searches,
        "units": cost.units and not quota.units,
    }
    gone = " and ".join(name for name, lacking in wanted.items() if lacking)
    return texts.GONE.format(buckets=gone, clock=_clock(quota)) if gone else ""


def _clock(quota: Quota) -> str:
    return f"{quota.resets.astimezone():%H:%M}"


def _bar(place: DeltaGenerator, name: str, left: int, whole: int) -> None:
    text = f"{show.count(left)} of {show.count(whole)} {name} left today"
    place.progress(left / max(whole, 1), text=text)
