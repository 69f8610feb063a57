"""Page Spend, the facts behind a figure: where each is from, how sure, a value of one's own.

A person's value is an override like any other: it holds from the next suggestion on, survives all
that follow, and is taken back in the list of decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.facts import words as fact_words
from planner.facts.decided import facts_at_rates
from planner.facts.table import Fact, Facts
from planner.plan import edit
from planner.ui import (
    decide,
    editors,
    fields,
    session,
    show,
    spend_found,
    spend_texts,
    words,
)
from planner.ui.guard import guarded
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.spend.step import Money

OF_CHANNEL = ("cpm", "on_target", "channel_use", "channel_share", "minimum_buy")
OF_ALL = ("target_share", "reference_media", "elasticity.short")
"""Facts behind every cell: by channel, and for all channels."""


def facts(work: Work, code: str, channel: str) -> None:
    """List the facts behind a cell, and let a person put a value of their own in place of one."""
    money = spend_found.money(work)
    if money is not None:
        with guarded():
            known = facts_at_rates(work.plan)
            shown(work, behind(money, known, code, channel), "spend")


def box(work: Work, name: str, ids: Callable[[Facts], Iterable[str]]) -> None:
    """Draw what opens to the facts that `ids` names, as `facts` does; closed it costs nothing."""
    opened = st.expander(
        "Facts behind it",
        key=f"spend.facts.{name}",
        icon=":material/fact_check:",
        on_change="rerun",
    )
    if opened.open:
        with opened, guarded():
            known = facts_at_rates(work.plan)
            shown(work, named(known, ids(known)), name)


def shown(work: Work, found: list[Fact], name: str) -> None:
    """List facts with a form for a value of the person's own; `name` is the form's."""
    if not found:
        st.text(spend_texts.NO_FACTS)
        return
    st.caption(spend_texts.FACTS)
    st.dataframe(
        listed(found),
        hide_index=True,
        width="stretch",
        height=editors.height(len(found)),
        alt="Facts behind this, with their sources",
    )
    _own(work, found, name)


def named(known: Facts, ids: Iterable[str]) -> list[Fact]:
    """Return the facts with these ids, each once, in their order; ids of no fact are left out."""
    return [fact for name in dict.fromkeys(ids) if (fact := known.find(name)) is not None]


def tables(known: Facts, *prefixes: str) -> list[str]:
    """Return the ids of all facts directly below these prefixes."""
    return [fact.id for prefix in prefixes for fact in known.table(prefix).values()]


def behind(money: Money, known: Facts, code: str, channel: str) -> list[Fact]:
    """Return the facts that a cell rests on: its price and people, then its region's reasons."""
    key = (code, channel)
    price = money.case.cells.price.get(key)
    reasons = [money.reasons[at] for at in (f"spend.{code}.{channel}", f"spend.{code}")
               if at in money.reasons]  # fmt: skip
    ids: list[str] = [
        *(price.facts if price else ()),
        *_narrowest(known, code, channel),
        *(name for one in reasons for reason in one.reasons for name in reason.facts),
    ]
    return named(known, ids)


def _narrowest(known: Facts, code: str, channel: str) -> Iterable[str]:
    """Yield the ids of the facts that hold here: the region's own row, else the usual one."""
    tables = [*(f"{table}.{channel}" for table in OF_CHANNEL), *OF_ALL]
    tables += [f"frequency.effective.{channel}", "online_share", "population"]
    for table in tables:
        fact = known.find(f"{table}.{code}", table)
        if fact:
            yield fact.id
    if not known.find(f"frequency.effective.{channel}"):
        yield "frequency.effective"


def listed(found: Iterable[Fact]) -> pd.DataFrame:
    """Return facts as rows: what, value, range, source, year, how well known."""
    rows = [
        (
            fact_words.called(fact.id),
            f"{number(fact.value)} {fact.unit}",
            _range(fact),
            fact.source,
            str(fact.year or show.NOTHING),
            spend_texts.OWN_FACT if fact.overridden else words.CONFIDENCE[str(fact.confidence)],
            show.short_day(fact.checked) if fact.checked else "not re-checked",
        )
        for fact in found
    ]
    columns = ["What", "Value", "Between", "Source", "Year", "How well known", "Re-read"]
    return pd.DataFrame(rows, columns=columns)


def number(value: float) -> str:
    """Return a fact's figure as it stands: `0.0057`, `4,900,960`."""
    return show.count(value) if abs(value) >= 1000 else f"{value:g}"


def _range(fact: Fact) -> str:
    if fact.low is None and fact.high is None:
        return show.NOTHING
    low, high = (show.NOTHING if end is None else number(end) for end in (fact.low, fact.high))
    return f"{low} to {high}"


def _own(work: Work, found: list[Fact], form: str) -> None:
    by_id = {fact.id: fact for fact in found if fact.value >= 0}  # as decisions must be
    first, second, third = fields.row(3)
    name = str(
        first.selectbox(
            "Fact", list(by_id), key=f"{form}.fact", format_func=fact_words.called
        )
    )  # fmt: skip
    at, fact = f"facts.{name}", by_id[name]
    key = session.synced(f"{form}.{at}.value", fact.value)
    with second:
        given = st.number_input(
            "Your value",
            value=fact.value,
            min_value=0.0,
            format="%g",
            key=key,
            disabled=work.frozen,
        )
        st.caption(fact.unit)
    why = reason(f"{form}.{at}", work, third)
    if st.button("Use this value", key=f"{form}.fact.set", disabled=work.frozen):
        decided = edit.override_at(work.plan, at)
        before = decided.replaced if decided else Decimal(str(fact.value))
        decide.make(work, at, Decimal(str(given)), before, why)


def reason(at: str, work: Work, place: DeltaGenerator) -> str:
    """Draw the field for why; who it is stands under "Decide the amount" on the same page."""
    return place.text_input("Why", key=f"{at}.why", disabled=work.frozen, max_chars=2000)
