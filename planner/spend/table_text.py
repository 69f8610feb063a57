"""The budget table as text for a terminal, and as data for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.model import names
from planner.model.plan import Plan
from planner.spend.table import BudgetTable, commission_note
from planner.spend.table_lines import entries
from planner.spend.table_rows import US, Sum, total
from planner.spend.terms import Terms

NAME, AMOUNT = 44, 16
"""Least widths of the printed columns, in characters."""


def text_of(table: BudgetTable, plan: Plan) -> Iterator[str]:
    """Yield the lines that are printed: our money, each partner's, and what was agreed."""
    payers = {US: "Our money"} | {name: f"{name}, beside our money" for name in table.partners}
    width = max(NAME, *(len(title) + 2 for title in payers.values()))
    yield f"Budget of {plan.campaign}, version {plan.version}, in {table.currency}"
    for payer, title in payers.items():
        yield from _payer(table, payer, title, width)
    if table.terms:
        yield "\nAgreed on media, net"
        yield from (_terms(one, table.currency) for one in table.terms)
    yield f"\n{commission_note(table)}"


def _payer(table: BudgetTable, payer: str, title: str, width: int) -> Iterator[str]:
    heads = "".join(f"{name:>{AMOUNT}}" for name in ("net", "commission", "gross"))
    yield f"\n{title:<{width}}{heads}"
    for entry in entries(table, payer):
        name = f"{'    ' if entry.level else '  '}{entry.name}"
        yield f"{name:<{width}}{_money(entry.money)}"


def _money(money: Sum) -> str:
    return "".join(
        f"{amount:>{AMOUNT},.2f}" for amount in (money.net, money.commission, money.gross)
    )


def _terms(one: Terms, currency: str) -> str:
    who = {
        "us": "we pay",
        "partner": f"{one.partner} pays",
        "shared": f"shared with {one.partner}, our part {one.our_share:.0%}",
    }[one.pays]
    said = [
        f"planned {currency} {one.planned.net:,.2f}",
        *([f"at least {one.minimum:,.2f}"] if one.minimum is not None else []),
        *([f"{one.missing:,.2f} missing to that"] if one.missing else []),
        *([f"at most {one.cap:,.2f}, room for {one.room:,.2f}"] if one.cap is not None else []),
    ]
    own = f" ({one.own})" if one.own else ""
    return f"  {names.region(one.region)}: {who}; {', '.join(said)}{own}."


def json_of(table: BudgetTable) -> dict[str, object]:
    """Return every row, the sums of each view and what was agreed, for scripts."""
    rows = [
        {
            "payer": row.payer,
            "kind": row.kind,
            "line": row.item,
            "region": row.region,
            "channel": row.channel,
            **_sums(row.money),
            "note": row.note,
        }
        for row in table.rows
    ]
    return {
        "currency": table.currency,
        "vat": "left out",
        "commission_rate": table.commission_rate,
        "total": table.stated,
        "ours": _sums(table.ours),
        "partners": {name: _sums(total(table.of(name))) for name in table.partners},
        "by_line": _view(table.view("line", US)),
        "by_region": _view(table.view("region")),
        "by_payer": _view(table.view("payer")),
        "by_channel": _view(table.view("channel")),
        "rows": rows,
        "agreed": [_agreed(one) for one in table.terms],
    }


def _view(sums: dict[str, Sum]) -> dict[str, dict[str, Decimal]]:
    return {key: _sums(money) for key, money in sums.items()}


def _sums(money: Sum) -> dict[str, Decimal]:
    return {"net": money.net, "commission": money.commission, "gross": money.gross}


def _agreed(one: Terms) -> dict[str, object]:
    return {
        "region": one.region,
        "partner": one.partner,
        "pays": one.pays,
        "our_share": one.our_share,
        "minimum": one.minimum,
        "cap": one.cap,
        "planned": _sums(one.planned),
        "ours": _sums(one.ours),
        "theirs": _sums(one.theirs),
        "room": one.room,
        "missing": one.missing,
        "as_agreed": one.own,
    }
