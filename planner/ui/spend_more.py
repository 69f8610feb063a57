"""Page Spend, its parts on demand: each is worked out and sent once somebody opens it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planner.ui import spend_flights, spend_languages, spend_sure, spend_whatif
from planner.ui.session import Work

PARTS: dict[str, tuple[str, str, Callable[[Work], None]]] = {
    "languages": (
        "Language versions: what is paid for and what the next would add",
        ":material/translate:",
        spend_languages.panel,
    ),
    "flights": (
        "When the money runs: weeks, media plan, decision rules",
        ":material/view_timeline:",
        spend_flights.flights,
    ),
    "whatif": (
        "What if: other budgets and limits, the next euro, your own split",
        ":material/compare_arrows:",
        spend_whatif.panel,
    ),
    "sure": (
        "How sure it is: good and bad cases, caution and what it costs",
        ":material/casino:",
        spend_sure.panel,
    ),
}
"""Name -> what opens it, its icon, what it draws."""


def parts(work: Work) -> None:
    """Draw what opens to each part; a part that is closed costs nothing."""
    st.subheader("More on the money", anchor=False)
    for name, (label, icon, draw) in PARTS.items():
        box = st.expander(label, key=f"spend.part.{name}", icon=icon, on_change="rerun")
        if box.open:
            with box:
                draw(work)
