"""Page Spend, language versions: which are paid for, what each opens, what the next would add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit import column_config as column

from planner.model.plan import Plan
from planner.plan import edit
from planner.ui import (
    creators_one,
    decide,
    draw,
    editors,
    fields,
    session,
    show,
    spend_budget,
    spend_facts,
    spend_found,
    spend_rows_found,
    spend_texts,
    words,
)
from planner.ui.guard import guarded
from planner.ui.session import Work

if TYPE_CHECKING:  # slow to load
    from planner.spend.languages import Languages, Option

AS_MEDIA = "As media"


def panel(work: Work) -> None:
    """Show the language versions paid for and those that could be; let a person decide."""
    money = spend_found.money(work)
    if money is None:
        return
    found, plan = money.case.languages, work.plan
    st.caption(spend_texts.LANGUAGES)
    if not found.options:
        st.text(spend_texts.NO_LANGUAGES)
        return
    st.text(sentence(found, plan.goals.budget.currency), wrap=True)
    draw.table(
        spend_rows_found.languages(found.options, plan),
        columns=spend_budget.money(("Cost", "Brings")) | {AS_MEDIA: _as_media()},
        alt="Language versions with their cost, what each brings and what it opens",
    )
    _decide(work, found)


def _as_media() -> Any:  # noqa: ANN401  # Streamlit does not export the type of a column
    return column.TextColumn(AS_MEDIA, alignment="right", help=spend_texts.AS_MEDIA)


def sentence(found: Languages, currency: str) -> str:
    """Say what is paid for, and what the best of the others would do."""
    cost = show.money(sum(found.costs.values()), currency)
    said = f"{show.plural(len(found.chosen), 'language version')} for {cost}."
    free = (one for one in found.options if not one.chosen and not one.fixed_by)
    following = next(free, None)
    if following is None:
        return said
    return f"{said} The next would be the {words.line(following.key)}. {following.why}"


def _decide(work: Work, found: Languages) -> None:
    st.caption(spend_texts.LANGUAGE_DECIDE)
    options = {one.key: one for one in found.options}
    first, second, third = fields.row(3)
    key = str(
        first.selectbox("Language version", list(options), key="language", format_func=words.line)
    )
    at = f"languages.{key}.chosen"
    decided = edit.override_at(work.plan, at)
    before = "open" if decided is None else ("in" if decided.value else "out")
    choice = second.selectbox(
        "Paid for",
        list(creators_one.CHOICES),
        list(creators_one.CHOICES).index(before),
        key=session.synced(f"{at}.choice", before),
        format_func=editors.named(creators_one.CHOICES),
        disabled=work.frozen,
    )
    why = spend_facts.reason(at, work, third)
    for line in told(options[key], work.plan):
        st.text(line, wrap=True)
    reasons = found.reasons.get(f"languages.{key}")
    cited = [name for one in reasons.reasons for name in one.facts] if reasons else []
    if st.button("Set this version", key="languages.set", disabled=work.frozen):
        with guarded():
            _set(work, options[key], str(choice), why)
    spend_facts.box(work, "languages", lambda _: cited)


def told(option: Option, plan: Plan) -> list[str]:
    """Return all there is on one version, as the table has no room for it."""
    opened, late = (
        spend_rows_found.opens(option.opens, plan),
        spend_rows_found.late(option.late, plan),
    )
    ready = f"It can be ready on {show.day(option.ready)}. {late}."
    return [option.why, f"It opens: {opened}.", ready]


def _set(work: Work, option: Option, choice: str, why: str) -> None:
    at = f"languages.{option.key}.chosen"
    if choice == "open":
        session.show(work, edit.without_override(work.plan, at))
        return
    decide.make(work, at, choice == "in", option.chosen, why)
