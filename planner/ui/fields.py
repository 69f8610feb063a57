"""Widgets bound to key paths of the plan: each returns the change that a person made, if any.

A page gathers the changes of a section and applies them at once, so that values which belong
together (from and to, pays and our share) are checked together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.model.base import FIRST_YEAR, LAST_YEAR, Part, languages, territories
from planner.ui import session, show
from planner.ui.guard import guarded
from planner.ui.session import Work

Changes = dict[str, object]
Name = Callable[[str], str]
LONGEST_NAME = 200
LONGEST_TEXT = 20_000
"""As the model's."""
MOST_SIDE_BY_SIDE = 4
FIELD_WIDTH = 190
"""Pixels that a date or an amount needs to be read whole."""
MOST_MONEY = 1e12
"""As the model's: far above any campaign."""


def row(count: int, least: int = FIELD_WIDTH) -> list[DeltaGenerator]:
    """Return places side by side, fewer in a row where each would be narrower than `least`."""
    grid = st.grid(min(count, MOST_SIDE_BY_SIDE), min_column_width=least, gap="small")
    return [grid.cell() for _ in range(count)]


class Form:
    """The inputs of one section; collects what differs from the plan."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.changes: Changes = {}

    def apply(self) -> None:
        """Put the changes into the plan; faults are shown here, under the inputs."""
        with guarded():
            session.apply(self.work, self.changes)

    def text(self, label: str, path: str) -> None:
        """Draw a field for text; empty removes it."""
        before = value_at(self.work.plan, path) or ""
        key = session.synced(path, before)
        typed = st.text_input(
            label, before, key=key, max_chars=LONGEST_NAME, disabled=self.work.frozen
        )
        after = (typed or "").strip()
        self._note(path, before, after, after or None)

    def lines(self, label: str, path: str) -> None:
        """Draw a field for several texts, one on each line; empty removes them."""
        before: list[str] = value_at(self.work.plan, path) or []
        typed = st.text_area(
            label,
            "\n".join(before),
            key=session.synced(path, "\n".join(before)),
            max_chars=LONGEST_TEXT,
            disabled=self.work.frozen,
        )
        after = [line.strip() for line in (typed or "").splitlines() if line.strip()]
        self._note(path, before, after, after or None)

    def choice(self, label: str, path: str, options: Sequence[str], name: Name) -> None:
        """Draw a list to choose one from."""
        before = value_at(self.work.plan, path)
        options = options if before in options else [before, *options]
        after = st.selectbox(
            label,
            options,
            options.index(before),
            key=session.synced(path, before),
            format_func=name,
            disabled=self.work.frozen,
        )
        self._note(path, before, after, after)

    def choices(
        self, label: str, path: str, options: Sequence[str], name: Name, *, others: bool = False
    ) -> None:
        """Draw a list to choose several from; with `others`, a person may add to it."""
        before = list(value_at(self.work.plan, path) or [])
        after = st.multiselect(
            label,
            [*options, *(item for item in before if item not in options)],
            before,
            key=session.synced(path, before),
            format_func=name,
            accept_new_options=others,
            wrap=True,
            disabled=self.work.frozen,
        )
        self._note(path, before, list(after), list(after))

    def day(self, label: str, path: str, *, meaning: str | None = None) -> None:
        """Draw a field for a day, with its ISO week below."""
        before: date | None = value_at(self.work.plan, path)
        key = session.synced(path, before)
        after = day(label, key, before, meaning=meaning, disabled=self.work.frozen)
        st.caption(f"{show.day(after)}, {show.week(after)}" if after else "No date")
        self._note(path, before, after, after)

    def money(self, label: str, path: str) -> None:
        """Draw a field for money, echoed in the plan's currency; empty removes it."""
        before = _number(value_at(self.work.plan, path))
        key, currency = session.synced(path, before), self.work.plan.goals.budget.currency
        after = amount(label, key, currency, before, disabled=self.work.frozen)
        self._note(path, before, after, cents(after))

    def whole(
        self, label: str, path: str, low: int, high: int, *, meaning: str | None = None
    ) -> None:
        """Draw a field for a whole number between `low` and `high`."""
        before: int | None = value_at(self.work.plan, path)
        after = st.number_input(
            label,
            low,
            high,
            before,
            step=1,
            key=session.synced(path, before),
            help=meaning,
            disabled=self.work.frozen,
        )
        self._note(path, before, after, after)

    def _note(self, path: str, before: object, after: object, change: object) -> None:
        if after != before:
            self.changes[path] = change


def amount(
    label: str,
    key: str,
    currency: str,
    before: float | None,
    *,
    empty: str = "Left to Microhit",
    disabled: bool = False,
) -> float | None:
    """Draw a field for money with the amount written out below; return what it holds."""
    given = st.number_input(
        label,
        0.0,
        MOST_MONEY,
        before,
        step=500.0,
        format="%.2f",
        key=key,
        disabled=disabled,
    )
    st.caption(show.exact_money(given, currency) if given is not None else empty)
    return given


def day(
    label: str,
    key: str,
    before: date | None,
    *,
    meaning: str | None = None,
    disabled: bool = False,
) -> date | None:
    """Draw a field for a day; return what it holds."""
    return st.date_input(
        label,
        before,
        date(FIRST_YEAR, 1, 1),
        date(LAST_YEAR, 12, 31),
        key=key,
        format="YYYY-MM-DD",
        help=meaning,
        disabled=disabled,
    )


def cents(value: float | None) -> Decimal | None:
    """Return a number input's amount as exact money."""
    return None if value is None else Decimal(str(round(value, 2)))


def region_picker(work: Work) -> str | None:
    """Draw the list of regions; the choice holds on every page of the session."""
    codes = list(work.plan.goals.regions)
    if not codes:
        st.info("The campaign has no regions yet. Add them on page Audience.")
        return None
    if session.value("region") not in codes:
        session.forget("region")
    goals = work.plan.goals
    return st.selectbox(
        "Region",
        codes,
        key="region",
        persist_state="session",
        format_func=lambda code: show.region(code, goals),
    )


def language_options(used: Iterable[str] = ()) -> list[str]:
    """Return the codes of all languages by English name; `used` ones first."""
    first = [code for code in dict.fromkeys(used) if code]
    rest = sorted((code.replace("_", "-") for code in languages()), key=show.language)
    return [*first, *(code for code in rest if code not in first)]


def language_name(code: object) -> str:
    """Return the English name of the language that an option of an editor stands for."""
    return show.language(str(code))


def country_options() -> list[str]:
    """Return the codes of all countries by English name."""
    return sorted(territories(), key=show.country)


def value_at(part: Part, path: str) -> Any:  # noqa: ANN401  # a value of any field
    """Return the value at a key path of the plan or a part of it; None if it has none."""
    data: Any = part
    for key in path.split("."):
        name = "from_" if key == "from" else key
        data = data.get(key) if isinstance(data, dict) else getattr(data, name, None)
    return data


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def today() -> date:
    """Return the day on which a person decides something."""
    return date.today()  # noqa: DTZ011  # the day on the person's own calendar
