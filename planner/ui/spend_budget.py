"""Page Spend, the whole budget: lines to the cent, our money and each partner's apart, files."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit import column_config as column

from planner.facts.decided import facts_at_rates
from planner.facts.table import Facts
from planner.spend.table import BudgetTable, budget_table
from planner.spend.table_lines import entries
from planner.ui import downloads, draw, show, spend_facts, spend_tables, spend_texts
from planner.ui.guard import guarded
from planner.ui.session import Work


def whole(work: Work) -> None:
    """Show the whole budget line by line, to the cent; partners' money stands apart."""
    with guarded("The budget table can't be made:"):
        table = budget_table(work.plan, facts_at_rates(work.plan))
        draw.table(
            spend_tables.budget(
                entries(table, region=lambda code: show.region(code, work.plan.goals)),
                table.currency,
            ),
            columns=money(spend_tables.AMOUNTS),
            alt="Our budget line by line, net and gross, adding up to the total",
        )
        st.caption(spend_texts.BUDGET)
        _partners(work, table)
        _downloads(work, table)
        spend_facts.box(work, "budget", _behind)


def _behind(known: Facts) -> list[str]:
    """Return the ids of the facts behind lines that a person has not fixed."""
    usual = ["agency_commission", "contingency_share", "creators_share"]
    return [*usual, *spend_facts.tables(known, "creators", "fixed_share", "cost")]


def _partners(work: Work, table: BudgetTable) -> None:
    """Show what each partner pays, and what was agreed on each region's media."""
    if table.terms:
        st.text("Who pays for media, and what was agreed")
        draw.table(
            spend_tables.terms(table, work.plan),
            columns=money(spend_tables.AGREED),
            alt="Media of each region by who pays, with the least and the most agreed",
        )
        for line in spend_tables.rates(table, work.plan):
            st.text(line, wrap=True)
    if table.partners:
        st.text(spend_texts.PARTNERS)
        draw.table(
            spend_tables.partners(table),
            columns=money(spend_tables.AMOUNTS),
            alt="What each partner pays beside our budget, net and gross",
        )


def money(names: tuple[str, ...]) -> dict[str, Any]:
    """Return columns whose figures stand to the right, one below the other."""
    return {name: column.TextColumn(name, alignment="right") for name in names}


def _downloads(work: Work, table: BudgetTable) -> None:
    plan = work.plan

    def workbook() -> bytes:
        from planner.spend.table_files import table_xlsx  # noqa: PLC0415  # loads openpyxl

        return table_xlsx(table, plan)

    def text() -> str:
        from planner.spend.table_files import table_csv  # noqa: PLC0415  # as above

        return table_csv(table)

    downloads.table("Budget", f"{work.slug}-budget", workbook, text)
