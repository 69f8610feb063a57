"""The whole budget table of a plan, and every way of looking at it: all add up to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from planner.errors import PlanError
from planner.facts.table import Facts
from planner.model.plan import Plan
from planner.spend.table_rows import US, Row, Sum, rows_of, total
from planner.spend.terms import Terms, terms_of

View = Literal["line", "region", "payer", "channel"]
VAT = "VAT is left out."


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """Every amount of a plan once; `stated` is the plan's own total of our money, gross.

    Views by line, region, payer and channel are sums of the same rows, so that they never
    disagree. Partners' money stands beside ours and is never part of `stated`.
    """

    currency: str
    commission_rate: float
    stated: Decimal
    rows: tuple[Row, ...]
    terms: tuple[Terms, ...]
    regions: tuple[str, ...]
    """The plan's regions in its order."""

    @property
    def ours(self) -> Sum:
        """Return all our money; its gross is the plan's total if the plan adds up."""
        return total(self.of(US))

    @property
    def partners(self) -> tuple[str, ...]:
        """Return the partners that pay for media, in the order of the regions."""
        return tuple(dict.fromkeys(row.payer for row in self.rows if row.payer != US))

    @property
    def off(self) -> Decimal:
        """Return by how much our rows miss the plan's total; 0 unless it was edited by hand."""
        return self.ours.gross - self.stated

    def of(self, payer: str) -> tuple[Row, ...]:
        """Return one payer's rows."""
        return tuple(row for row in self.rows if row.payer == payer)

    def view(self, by: View, payer: str | None = None) -> dict[str, Sum]:
        """Return sums by line, region, payer or channel, of everybody's money or one payer's.

        Lines are called by kind, with the item where a kind has several. What is for no region or
        no channel has the key "" and comes first.
        """
        rows = self.rows if payer is None else self.of(payer)
        found: dict[str, Sum] = {}
        for row in sorted(rows, key=self._place) if by in {"region", "channel"} else rows:
            key = _key(row, by)
            found[key] = found.get(key, Sum()) + row.money
        return found

    def _place(self, row: Row) -> int:
        """Return where a row's region stands; what is for the whole campaign stands first."""
        return self.regions.index(row.region) if row.region in self.regions else -1

    def media(self, region: str, payer: str | None = None) -> dict[str, Sum]:
        """Return a region's media by channel, of everybody's money or one payer's."""
        found: dict[str, Sum] = {}
        for row in self.rows:
            if row.kind == "media" and row.region == region and payer in (None, row.payer):
                found[row.channel] = found.get(row.channel, Sum()) + row.money
        return found

    def adding_up(self) -> BudgetTable:
        """Return the table itself; raises `PlanError` where it misses the plan's total."""
        if self.off:
            raise PlanError(
                f"The budget table doesn't add up: its lines are {self.currency} "
                f"{self.ours.gross:,.2f}, its total is {self.stated:,.2f}. An amount was edited by "
                "hand; run suggest on the plan again and save it."
            )
        return self


def budget_table(plan: Plan, facts: Facts) -> BudgetTable:
    """Return the whole budget table of a suggested plan, ours and each partner's.

    Raises:
        PlanError: nothing has been suggested yet.
    """
    spend = plan.spend
    if spend is None:
        raise PlanError(
            f"{plan.campaign} has no budget table yet: run suggest on the plan first, and save it."
        )
    rows = rows_of(plan, spend, facts)
    terms = terms_of(plan, spend, rows, facts)
    rate, regions = spend.commission_rate, tuple(spend.regions)
    return BudgetTable(spend.currency, rate, spend.total, rows, terms, regions)


def commission_note(table: BudgetTable) -> str:
    """Return what the commission is taken to be, and when to set it to 0."""
    if not table.commission_rate:
        return f"No agency commission: media is taken to be bought direct. {VAT}"
    rate = f"{table.commission_rate * 100:.4g}%"
    return (
        f"Gross is net media and the agency's commission, {rate} of gross "
        "(goals.budget.commission, else the fact agency_commission); set it to 0 where media is "
        f"bought direct. Partners' commission is taken at the same rate. {VAT}"
    )


def _key(row: Row, by: View) -> str:
    if by == "line":
        several = row.kind in {"fixed", "language version"}
        return f"{row.kind}: {row.item}" if several else row.kind
    return {"region": row.region, "payer": row.payer, "channel": row.channel}[by]
