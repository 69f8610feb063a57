"""What `allocate` prints besides value, bound and gap: one function per question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.cli.base import Summary
from planner.spend.allocate import Allocation, Limit, value_of
from planner.spend.answers import least_budget, starts_to_pay, where_next
from planner.spend.curves import Curve
from planner.spend.faults import faults_of

SHOWN = 8
"""Cells that are listed for one question; the JSON has all."""


@dataclass(slots=True)
class Told:
    """A summary for machines and its lines for people."""

    curves: Sequence[Curve]
    budget: float
    limits: Sequence[Limit]
    found: Allocation
    summary: Summary = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def split(self) -> None:
        """Tell value, bound, gap and what is not spent."""
        found = self.found
        self.summary |= {"value": found.value, "bound": found.bound, "gap": found.gap}
        self.summary |= {"unspent": found.unspent, "unspent_because": found.unspent_because}
        self.lines += [
            f"value   {found.value:.6g}",
            f"bound   {found.bound:.6g}",
            f"gap     {found.gap:.3g}",
        ]
        if found.unspent:
            self.lines.append(f"unspent {found.unspent:,.2f}: {found.unspent_because}")

    def idle(self) -> None:
        """Tell what cells that get nothing would take."""
        starts = starts_to_pay(self.curves, self.found, self.limits)
        self.summary["idle"] = {
            cell: {"above": start.above, "more": start.more} for cell, start in starts.items()
        }
        nearest = sorted(
            starts.values(), key=lambda one: (one.more is None, one.more or 0.0, one.cell)
        )
        self.lines += [f"{start.cell} gets nothing: {start.text()}" for start in nearest[:SHOWN]]
        if len(nearest) > SHOWN:
            self.lines.append(f"{len(nearest) - SHOWN} more cells get nothing")

    def own(self, spend: Mapping[str, float]) -> None:
        """Tell what a split of the user's own brings, by the same curves."""
        value = value_of(self.curves, spend)
        faults = faults_of(self.curves, spend, self.budget, self.limits)
        self.summary |= {"own_value": value, "own_faults": list(faults)}
        less = self.found.value - value
        part = f", {abs(less) / self.found.value:.2%} {'less' if less >= 0 else 'more'}"
        self.lines.append(f"your own plan {value:.6g}{part if self.found.value else ''}")
        self.lines += [f"it breaks a limit: {fault}" for fault in faults]

    def least_for(self, wanted: float) -> None:
        """Tell the least budget that brings `wanted`."""
        best = least_budget(self.curves, wanted, self.limits)
        spent = None if best is None else sum(best.spend.values())
        self.summary["least_budget"] = spent
        self.lines.append(
            f"no budget within these limits brings {wanted:.6g}"
            if spent is None
            else f"least budget for {wanted:.6g}: {spent:,.2f}"
        )

    def next(self, amount: float) -> None:
        """Tell where `amount` more would go."""
        change = where_next(self.curves, self.budget, amount, self.limits)
        self.summary["next"] = change
        order = sorted(change, key=lambda cell: (-abs(change[cell]), cell))
        moved = [f"{cell} {change[cell]:+,.2f}" for cell in order if round(change[cell], 2)]
        rest = f" and {len(moved) - SHOWN} more cells" if len(moved) > SHOWN else ""
        where = ", ".join(moved[:SHOWN]) or "nowhere"
        self.lines.append(f"the next {amount:,.2f} would go to: {where}{rest}")
