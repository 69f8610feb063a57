"""Links that lead to the place where something can be looked at or mended."""

from __future__ import annotations

import streamlit as st

from planner.ui import deep
from planner.ui.frame import PAGES
from planner.ui.session import Work


def take_there(work: Work, page: str, at: str = "", *, opens: str = "", label: str = "") -> None:
    """Draw a link to a page, at the place of a key path or at the one called `opens`."""
    if page not in PAGES:
        return
    place = deep.query(page, at) | ({deep.PLACE: opens} if opens else {})
    st.page_link(
        PAGES[page].path,
        label=label or "Take me there",
        icon=PAGES[page].icon,
        query_params=work.link | place,
    )
