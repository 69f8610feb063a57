"""Commands of the forecast: what is to come, and how good such forecasts have been."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import FILE, Summary, json_option, main, out_option, report, say, told

if TYPE_CHECKING:
    import pandas as pd

DAY = click.DateTime(["%Y-%m-%d"])
dask_option = click.option(
    "--dask", metavar="ADDRESS", help="Work on a Dask scheduler, such as tcp://10.0.0.5:8786."
)
seed_option = click.option("--seed", type=int, default=1, show_default=True)


@main.command()
@click.argument("audience", metavar="AUDIENCE", type=FILE)
@click.option(
    "--horizon", type=click.IntRange(1, 520), default=26, show_default=True, help="Weeks ahead."
)
@click.option("--as-of", type=DAY, help="Use nothing that was observed after this day.")
@seed_option
@dask_option
@out_option
@json_option
@told
def forecast(
    audience: Path,
    horizon: int,
    as_of: datetime | None,
    seed: int,
    dask: str | None,
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Forecast every region and signal of an audience table, week by week."""
    from planner.audience.files import read_file  # noqa: PLC0415  # slow to load
    from planner.forecast.files import write_forecast  # noqa: PLC0415  # slow to load
    from planner.forecast.run import Order, forecasts  # noqa: PLC0415  # slow to load

    order = Order(horizon=horizon, as_of=_day(as_of), seed=seed, dask=dask, progress=_progress)
    found = forecasts(read_file(audience), order)
    report("")
    write_forecast(out, found.frame)
    methods = found.frame.groupby(["region", "signal"])["method"].first()
    borrowed = int((methods == "borrowed").sum())
    told_of = f" ({borrowed} borrow their season from others)" if borrowed else ""
    text = f"{len(methods)} series, {horizon} weeks ahead{told_of}: {out}"
    summary: Summary = {"series": len(methods), "borrowed": borrowed, "weeks": horizon, "out": out}
    say(summary, text, as_json=as_json)


@main.command()
@click.argument("audience", metavar="AUDIENCE", type=FILE)
@click.option(
    "--horizon", type=click.IntRange(1, 104), default=26, show_default=True, help="Weeks ahead."
)
@click.option(
    "--step", type=click.IntRange(1, 104), default=13, show_default=True, help="Weeks between."
)
@click.option(
    "--years",
    type=click.FloatRange(0.5, 8),
    default=8,
    show_default=True,
    help="History that each forecast sees, at most 8.",
)
@click.option("--from", "first", type=DAY, help="First origin; default: after that history.")
@click.option("--to", "last", type=DAY, help="Last origin; default: as late as can be judged.")
@seed_option
@dask_option
@out_option
@json_option
@told
def backtest(  # noqa: PLR0913, PLR0917  # one argument for each option
    audience: Path,
    horizon: int,
    step: int,
    years: float,
    first: datetime | None,
    last: datetime | None,
    seed: int,
    dask: str | None,
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Forecast from past weeks and compare with what came, beside simpler forecasts."""
    from planner.audience.files import read_file  # noqa: PLC0415  # slow to load
    from planner.forecast.backtest import Replay, summary  # noqa: PLC0415  # slow to load
    from planner.forecast.backtest import backtest as run  # noqa: PLC0415  # slow to load
    from planner.forecast.files import write_backtest  # noqa: PLC0415  # slow to load

    asked = Replay(
        horizon, step, years, _day(first), _day(last), seed, dask=dask, progress=_progress
    )
    found = run(read_file(audience), asked)
    report("")
    write_backtest(out, found.rows)
    scores = summary(found)
    origins = int(found.rows["origin"].nunique())
    told_of: Summary = {"origins": origins, "scores": scores.to_dict("records"), "out": out}
    lines = [f"{origins} origins, {horizon} weeks ahead: {out}", "", *_table(scores)]
    say(told_of, "\n".join(lines), as_json=as_json)


def _table(scores: pd.DataFrame) -> list[str]:
    """Return the scores as aligned lines, a block per series."""
    head = f"{'':<34}{'WAPE':>7}{'MASE':>7}{'regret':>8}{'80% holds':>11}"
    lines = [head]
    for key, rows in scores.groupby(["region", "signal"]):
        region, signal = key if isinstance(key, tuple) else (key, "")
        lines.append(f"{region} {signal}, {rows['origins'].iloc[0]} origins")
        lines += [
            f"  {row['method']:<32}{row['wape']:>7.3f}{row['mase']:>7.3f}{row['regret']:>8.3f}"
            + (f"{row['coverage']:>11.2f}" if row["coverage"] == row["coverage"] else "")
            for row in rows.to_dict("records")
        ]
    return lines


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _progress(done: int, total: int, name: str) -> None:
    report(f"{done} of {total}: {name}")
