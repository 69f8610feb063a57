"""Page Creators, what the shortlist must keep to: money, limits by region, languages."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit import column_config as column

from planner.charts.curves import curve_chart
from planner.model.shortlist import ShortlistRules
from planner.plan.text import plain
from planner.ui import (
    creators_found,
    creators_rows,
    creators_sheet,
    creators_texts,
    draw,
    editors,
    fields,
    series_whatif,
    session,
    show,
    spend_words,
)
from planner.ui.guard import guarded
from planner.ui.session import Work

NAME = "creators.regions"
MOST = 1000
"""As the model's."""
AT, BUDGET = "goals.shortlist", "goals.budget.creators"
EACH = f"{AT}.most_per_region"


def panel(work: Work) -> None:
    """Edit money and rules of the shortlist, and show what more money would bring."""
    st.caption(creators_texts.RULES)
    _inputs(work)
    st.text("By region")
    _regions(work)
    _curve(work)


def pending(work: Work) -> bool:
    """Return whether limits were typed that are not applied: they are lost unless drawn."""
    return creators_sheet.typed(NAME, creators_rows.rule_rows(work.plan))


def _inputs(work: Work) -> None:
    form = fields.Form(work)
    first, second, third = fields.row(3, 230)
    with first:
        form.money("Money for creators", BUDGET)
        _emptied(form, BUDGET, "Weigh it against media")
        st.caption(creators_texts.MONEY)
    with second:
        form.whole("Most creators in each region", EACH, 0, MOST)
        _emptied(form, EACH, "Set no limit")
        st.caption(creators_texts.EACH)
    with third:
        form.choices(
            "Languages that must be spoken", f"{AT}.languages", _languages(work), show.language
        )
        st.caption(creators_texts.LANGUAGES)
    rules = {path: form.changes.pop(path) for path in list(form.changes) if path.startswith(AT)}
    if rules:
        changed = {path.removeprefix(f"{AT}."): value for path, value in rules.items()}
        form.changes[AT] = _rules(work, changed)
    form.apply()


def _emptied(form: fields.Form, path: str, label: str) -> None:
    """Draw what takes a number out again: a field for numbers can't be emptied once it has one."""
    held = fields.value_at(form.work.plan, path) is not None
    if held and st.button(label, key=f"{path}.empty", type="tertiary", disabled=form.work.frozen):
        form.changes[path] = None


def _languages(work: Work) -> list[str]:
    """Return the languages of the sheet, and those that regions show the film in."""
    named = [one.language for one in creators_sheet.known(work) if one.language]
    shown = [code for region in work.plan.goals.regions.values() for code in region.languages]
    return sorted({*named, *shown}, key=show.language)


def _regions(work: Work) -> None:
    st.caption(creators_texts.REGIONS)
    currency = work.plan.goals.budget.currency
    columns = {
        "region": column.TextColumn("Region", pinned=True),
        "now": column.TextColumn("Now"),
        "most": column.NumberColumn("Most creators", min_value=0, max_value=MOST, step=1),
        "budget": column.NumberColumn(
            f"Most money ({currency})", min_value=0, step=0.01, format="localized"
        ),
    }
    found = editors.table(
        NAME,
        creators_rows.rule_rows(work.plan),
        columns,
        label="limits by region",
        disabled=work.frozen,
        fixed=["region", "now"],
    )
    if found is not None:
        with guarded():
            regions = creators_rows.region_rules(work.plan, found)
            session.apply(work, {AT: _rules(work, {"regions": regions})})


def _rules(work: Work, changed: Mapping[str, object]) -> dict[str, object] | None:
    """Return the rules of the shortlist with changes; a plan without any has none at all."""
    before = plain(work.plan.goals.shortlist or ShortlistRules())
    rules = {**(before if isinstance(before, dict) else {}), **changed}
    return {name: value for name, value in rules.items() if value not in (None, [], {})} or None


def _curve(work: Work) -> None:
    """Show what shortlists of rising cost would bring, on demand: it takes the whole suggestion."""
    if not work.plan.suggested:
        return
    box = st.expander(
        "What more or less money for creators would bring",
        key="creators.curve",
        icon=":material/trending_up:",
        on_change="rerun",
    )
    if box.open:
        with box:
            _drawn(work)


def _drawn(work: Work) -> None:
    found = creators_found.outcome(work)
    if found is None:
        return
    line, marks = creators_found.curve(found)
    if len(line) < 2:
        st.text(creators_texts.ONE_LIST, wrap=True)
        return
    st.caption(creators_texts.CURVE)
    if following := series_whatif.next_creators(found.money.case):
        st.text(following, wrap=True)
    draw.chart(
        curve_chart,
        line,
        marks,
        title="What money for creators brings",
        told=creators_texts.CURVE_LINE,
        money=f"Cost of the shortlist ({work.plan.goals.budget.currency})",
        unit=spend_words.upper(spend_words.unit(work.plan)),
        alt="What shortlists of rising cost bring, with the one that was chosen",
    )
