"""Page Spend, the rows of its tables: pure functions from budgets and terms to text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from planner.model.plan import Plan
from planner.spend.table import BudgetTable
from planner.spend.table_lines import Entry
from planner.spend.table_rows import Sum
from planner.ui import show, words

AMOUNTS = ("Net", "Commission", "Gross")
AGREED = ("We pay", "Partner pays", "At least", "At most", "Room left")
INDENT = chr(0x2003) * 2


def budget(entries: Sequence[Entry], currency: str) -> pd.DataFrame:
    """Return the budget table as text, parts indented below their sum."""
    rows = [
        (
            f"{INDENT * entry.level}{entry.name}",
            *_amounts(entry.money, currency),
        )
        for entry in entries
    ]
    return pd.DataFrame(rows, columns=["Line", *AMOUNTS])


def terms(table: BudgetTable, plan: Plan) -> pd.DataFrame:
    """Return who pays for each region's media, net, and what was agreed on it."""

    def money(amount: Decimal | None) -> str:
        return show.NOTHING if amount is None else show.exact_money(amount, table.currency)

    rows = [
        (
            show.region(one.region, plan.goals),
            _payer(one.pays, one.our_share),
            one.partner if one.pays != "us" else show.NOTHING,
            *map(money, (one.ours.net, one.theirs.net, one.minimum, one.cap, one.room)),
        )
        for one in table.terms
    ]
    return pd.DataFrame(rows, columns=["Region", "Who pays", "Partner", *AGREED])


def _payer(pays: str, share: float) -> str:
    told = words.PAYS[pays]
    return f"{told}, {show.percent(share)} ours" if pays == "shared" else told


def rates(table: BudgetTable, plan: Plan) -> list[str]:
    """Return what was agreed in other currencies, with the rate and its day."""
    return [f"{show.region(one.region, plan.goals)}: {one.own}." for one in table.terms if one.own]


def partners(table: BudgetTable) -> pd.DataFrame:
    """Return what each partner pays in all, net and gross."""
    sums = table.view("payer")
    rows = [(name, *_amounts(sums[name], table.currency)) for name in table.partners]
    return pd.DataFrame(rows, columns=["Partner", *AMOUNTS])


def _amounts(money: Sum, currency: str) -> tuple[str, str, str]:
    """Return net, commission and gross; where there is no commission a dash stands for it."""
    return (
        show.exact_money(money.net, currency),
        show.exact_money(money.commission, currency) if money.commission else show.NOTHING,
        show.exact_money(money.gross, currency),
    )
