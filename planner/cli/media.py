"""Command: media, the media plan as agencies keep it, printed and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import Summary, json_option, main, out_option, plan_argument, say, told
from planner.errors import InputError, Problem
from planner.facts.decided import facts_of
from planner.model import names
from planner.plan import store

if TYPE_CHECKING:
    from planner.spend.media_plan import Line


@main.command("media")
@plan_argument
@out_option
@click.option("--region", help="A region of the plan; without it, all of them.")
@json_option
@told
def media(plan_path: Path, out: Path, region: str | None, *, as_json: bool) -> None:
    """Write the media plan of a plan to .xlsx or .csv: one line a region, channel and flight."""
    from planner.spend.decisions import all_in_words  # noqa: PLC0415  # slow to load
    from planner.spend.media_plan import media_plan  # noqa: PLC0415  # as above
    from planner.spend.media_plan_files import write_media  # noqa: PLC0415  # as above

    plan = store.load(plan_path).plan
    facts = facts_of(plan)
    if region and region not in plan.goals.regions:
        hint = f"Use one of {', '.join(plan.goals.regions)}"
        problem = "is no region of this plan"
        raise InputError(Problem(problem, field="--region", value=region, hint=hint))
    lines, agreed = media_plan(plan, facts, region), all_in_words(plan, facts, region)
    write_media(out, plan, facts, region)
    currency = plan.goals.budget.currency
    text = "\n".join([*_text(lines, currency), *agreed, str(out)])
    say(_summary(lines, currency) | {"decisions": agreed, "out": out}, text, as_json=as_json)


def _totals(lines: Sequence[Line]) -> dict[str, object]:
    from planner.spend.table_rows import Sum  # noqa: PLC0415  # slow to load

    money = sum((line.money for line in lines), Sum())
    return {
        "lines": len(lines),
        "net": money.net,
        "commission": money.commission,
        "gross": money.gross,
    }


def _by_region(lines: Sequence[Line]) -> dict[str, list[Line]]:
    codes = dict.fromkeys(line.run.region for line in lines)
    return {code: [line for line in lines if line.run.region == code] for code in codes}


def _summary(lines: Sequence[Line], currency: str) -> Summary:
    regions = {code: _totals(own) for code, own in _by_region(lines).items()}
    return {"currency": currency, "regions": regions, "total": _totals(lines)}


def _text(lines: Sequence[Line], currency: str) -> Iterator[str]:
    for code, own in _by_region(lines).items():
        first, last = min(line.run.first for line in own), max(line.run.last for line in own)
        yield f"{names.region(code):<20} {first} to {last}  {_money(own)}"
    yield f"{'Total, ' + currency:<45}  {_money(lines)}"


def _money(lines: Sequence[Line]) -> str:
    total = _totals(lines)
    return f"{total['lines']:>4} lines  net {total['net']:>13,.2f}  gross {total['gross']:>13,.2f}"
