"""How good the forecast is on real weekly cinema demand, beside simpler ones in the same run.

    .venv/bin/python -m tests.bench.forecast_skill [--quick]

38 origins, 13 weeks apart, from spring 2010 to June 2019; France (admissions), United Kingdom and
United States (gross); 26 weeks ahead from 8 years of history. Models were chosen on origins to the
end of 2015; 2016 to 2019 are printed apart. Measures as in planner/forecast/skill.py: MASE by the
52-week naive error of the 8 years before the origin; regret: the share of the best 3-week opening
in weeks 5 to 26 that is lost by opening where the forecast peaks. Errors are standard errors over
origins. Needs the data that tests/bench/cinema.py names.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pandas as pd

from planner.forecast.backtest import OURS, Backtest, Replay, backtest, per_origin
from planner.forecast.peers import PEERS, Array, Peer, same_week_mean
from planner.forecast.run import forecasts
from planner.forecast.skill import BANDS, scale_of
from tests.bench.cinema import table

FIRST = date(2010, 4, 5)
CHOSEN_TO = pd.Timestamp(2015, 12, 31)
REGIONS = ("FR", "GB", "US")
YEAR = pd.Timedelta(weeks=52)
SPLIT_FEWEST = 8
"""Past origins that split conformal starts from."""


def statsforecast_peer(demand: pd.Series[float], ahead: pd.DatetimeIndex) -> Array:
    """MSTL and AutoETS on logs, by statsforecast, where it is installed."""
    models = import_module("statsforecast.models")  # optional
    StatsForecast = import_module("statsforecast").StatsForecast  # noqa: N806  # a class

    logs = demand.interpolate().map(np.log)
    frame = pd.DataFrame({"unique_id": "a", "ds": logs.index, "y": logs.to_numpy()})
    model = StatsForecast(
        [models.MSTL(52, trend_forecaster=models.AutoETS(model="ZZN"))], freq="7D"
    )
    return np.exp(np.asarray(model.forecast(df=frame, h=len(ahead))["MSTL"], dtype=np.float64))


def peers() -> Mapping[str, Peer]:
    """Return the simpler forecasts, statsforecast's too where it is installed."""
    found: dict[str, Peer] = {"same-week mean, 5 years": same_week_mean, **PEERS}
    if find_spec("statsforecast"):
        found["statsforecast MSTL + AutoETS"] = statsforecast_peer
    return found


def say(text: str = "") -> None:
    """Print a line at once."""
    print(text, flush=True)


def verdict(name: str, value: float, goal: float) -> None:
    """Print a figure beside its goal, which is an upper limit."""
    say(f"  {name:<58}{value:>8.3f}   at most {goal:.3f}: {'met' if value <= goal else 'MISSED'}")


def mean_and_error(rows: pd.DataFrame, column: str) -> str:
    """Return a mean over regions of means over origins, with its standard error."""
    values = rows.groupby("region")[column].agg(["mean", "sem"])
    error = float(np.sqrt((values["sem"] ** 2).sum()) / len(values))
    return f"{values['mean'].mean():.3f} ± {error:.3f}"


def print_methods(scores: pd.DataFrame, title: str) -> None:
    """Print a row per method: means over the regions with standard errors over origins."""
    say(f"\n{title}")
    say(f"  {'method':<32}{'WAPE':>15}{'MASE':>15}{'launch regret':>16}")
    for method, rows in scores.groupby("method", sort=False):
        cells = [mean_and_error(rows, name) for name in ("wape", "mase", "regret")]
        say(f"  {method:<32}{cells[0]:>15}{cells[1]:>15}{cells[2]:>16}")


def print_series(scores: pd.DataFrame) -> None:
    """Print ours by series."""
    say("\nOurs by series")
    say(f"  {'series':<8}{'origins':>8}{'WAPE':>8}{'MASE':>8}{'regret':>8}{'80% holds':>11}")
    for region, rows in scores[scores["method"] == OURS].groupby("region"):
        numbers = [rows[name].mean() for name in ("wape", "mase", "regret", "coverage")]
        cells = "".join(f"{number:>8.3f}" for number in numbers[:3])
        say(f"  {region:<8}{len(rows):>8}{cells}{numbers[3]:>11.3f}")


def interval_widths(found: Backtest) -> pd.DataFrame:
    """Return by region: coverage and mean width of our 80% intervals and of split conformal's.

    Split conformal takes the 80% quantile of the absolute log errors of our own median at all past
    origins that were known by then, around the same median; origins with fewer than 8 are left out.
    """
    rows = found.rows.assign(
        score=[
            abs(math.log(a / m))
            for a, m in zip(found.rows["actual"], found.rows["p50"], strict=True)
        ]
    )
    judged = []
    for region, own in rows.groupby("region"):
        for origin in sorted(own["origin"].unique()):
            ahead = own[own["origin"] == origin]
            past = own[own["origin"] <= origin - pd.Timedelta(weeks=found.horizon)]
            if past["origin"].nunique() < SPLIT_FEWEST:
                continue
            half = float(np.quantile(past["score"], 0.8))
            low, high = ahead["p50"] * math.exp(-half), ahead["p50"] * math.exp(half)
            judged.append(
                {
                    "region": region,
                    "split": ahead["actual"].between(low, high).mean(),
                    "width": (ahead["p90"] - ahead["p10"]).mean() / (high - low).mean(),
                }
            )
    return pd.DataFrame(judged).groupby("region").mean()


def print_intervals(found: Backtest, scores: pd.DataFrame) -> None:
    """Print coverage of all origins, and width beside split conformal's where that exists."""
    ours = scores[scores["method"] == OURS].groupby("region")["coverage"].mean()
    split = interval_widths(found)
    say("\n80% intervals (goal: hold 0.76 to 0.84 in each series, width at most 1.10 of split's)")
    say(f"  {'series':<8}{'ours hold':>11}{'split conformal holds':>24}{'our width / its':>18}")
    for region in REGIONS:
        holds, theirs, width = ours[region], split["split"][region], split["width"][region]
        fine = 0.76 <= holds <= 0.84 and width <= 1.10
        say(
            f"  {region:<8}{holds:>11.3f}{theirs:>24.3f}{width:>18.3f}"
            f"   {'met' if fine else 'MISSED'}"
        )
    say("  (split conformal starts with the ninth origin or so; ours is counted at all)")


def one_year(data: pd.DataFrame, origins: list[pd.Timestamp]) -> pd.DataFrame:
    """Return MASE by region when it has one year of its own and the others have eight.

    Scaled by the naive error of the region's own eight years, as the forecast from those is.
    """
    scores = []
    for origin in origins:
        seen = data[(data["week"] <= origin) & (data["week"] > origin - 8 * YEAR)]
        for region in REGIONS:
            short = seen[(seen["region"] != region) | (seen["week"] > origin - YEAR)]
            frame = forecasts(short, horizon=26, as_of=origin.date()).frame
            own = frame[frame["region"] == region].merge(data, on=["region", "signal", "week"])
            history = seen.loc[seen["region"] == region, "value"].to_numpy(float)
            error = np.nanmean((own["mean"] - own["value"]).abs())
            inside = own["value"].between(own["p10"], own["p90"]).mean()
            naive = np.abs(own["value"].to_numpy() - np.resize(history[-52:], 26))
            scale = scale_of(history)
            scores.append((region, error / scale, inside, np.nanmean(naive) / scale))
    return pd.DataFrame(scores, columns=["region", "mase", "coverage", "naive"])


def print_one_year(data: pd.DataFrame, found: Backtest, scores: pd.DataFrame) -> float:
    """Print what one year of history costs; return the ratio to eight years."""
    origins = sorted(found.rows["origin"].unique())
    short = one_year(data, origins)
    eight = scores[scores["method"] == OURS].groupby("region")["mase"].mean()
    by_region = short.groupby("region").mean()
    say("\nWith one year of history (the other two series have eight)")
    say(f"  {'series':<8}{'8 years':>9}{'1 year':>9}{'80% holds':>11}{'seasonal naive':>16}")
    for region in REGIONS:
        mase, holds, naive = (by_region[name][region] for name in ("mase", "coverage", "naive"))
        say(f"  {region:<8}{eight[region]:>9.3f}{mase:>9.3f}{holds:>11.3f}{naive:>16.3f}")
    cost = by_region["naive"].mean() / eight.mean()
    say(f"  seasonal naive is {cost:.2f} times the forecast from 8 years")
    return float(by_region["mase"].mean() / eight.mean())


def no_look_ahead(data: pd.DataFrame, found: Backtest) -> bool:
    """Tell whether forecasts of a table cut at the origin are those of the backtest, to the bit."""
    for origin in sorted(found.rows["origin"].unique())[::12]:
        cut = data[(data["week"] <= origin) & (data["week"] > origin - 8 * YEAR)]
        again = forecasts(cut, horizon=found.horizon, as_of=origin.date()).frame
        both = found.rows[found.rows["origin"] == origin].merge(
            again, on=["region", "signal", "week"], suffixes=("", "_again")
        )
        if not all(both[name].equals(both[f"{name}_again"]) for name in ("mean", "p05", "p95")):
            return False
    return True


def print_far(data: pd.DataFrame) -> None:
    """Print skill at weeks 27 to 52 and 53 to 78, beside seasonal naive at the same weeks."""
    far = backtest(data, Replay(horizon=78, first=FIRST))
    say("\nFarther ahead (origins to mid-2018)")
    say(f"  {'weeks ahead':<14}{'origins':>8}{'MASE':>8}{'naive':>8}{'regret':>8}{'80% holds':>11}")
    for band in BANDS:
        cut = far.rows[
            ((far.rows["week"] - far.rows["origin"]).dt.days // 7).between(band.first, band.last)
        ]
        scores = per_origin(replace(far, rows=cut), {"seasonal naive": PEERS["seasonal naive"]})
        ours, naive = (scores[scores["method"] == name] for name in (OURS, "seasonal naive"))
        say(
            f"  {band.first:>3} to {band.last:<7}{ours['origin'].nunique():>8}"
            f"{ours['mase'].mean():>8.3f}{naive['mase'].mean():>8.3f}"
            f"{ours['regret'].mean():>8.3f}{ours['coverage'].mean():>11.3f}"
        )


def print_feasts() -> None:
    """Print whether the moving feasts of South Korea (Seollal, Chuseok) are caught."""
    found = backtest(table("KR"), Replay(years=8))
    print_methods(per_origin(found, peers()), "South Korea, 640 selected titles: moving feasts")


def main() -> None:
    """Print all tables, then each goal and whether it is met."""
    data = table(*REGIONS)
    found = backtest(data, Replay(first=FIRST))
    scores = per_origin(found, peers())
    say(f"{scores['origin'].nunique()} origins, {found.horizon} weeks ahead, 8 years of history")
    print_methods(scores, "All origins, mean of FR, GB and US")
    print_methods(scores[scores["origin"] <= CHOSEN_TO], "Origins 2010 to 2015 (chosen on these)")
    print_methods(scores[scores["origin"] > CHOSEN_TO], "Origins 2016 to 2019 (kept apart)")
    print_series(scores)
    print_intervals(found, scores)
    ratio = print_one_year(data, found, scores)
    if "--quick" not in sys.argv:
        print_far(data)
        print_feasts()
    ours = scores[scores["method"] == OURS].groupby("region")[["mase", "regret"]].mean()
    default = scores[scores["method"] == "Prophet, defaults"].groupby("region")["mase"].mean()
    say("\nGoals")
    verdict("MASE", ours["mase"].mean(), 0.84)
    verdict("MASE beside Prophet's defaults", ours["mase"].mean() / default.mean(), 0.88)
    verdict("launch regret, mean", ours["regret"].mean(), 0.09)
    verdict("launch regret, worst series", ours["regret"].max(), 0.12)
    verdict("MASE with one year beside eight", ratio, 1.12)
    same = no_look_ahead(data, found)
    say(f"  no look-ahead: cut series give {'the same forecast' if same else 'ANOTHER FORECAST'}")


if __name__ == "__main__":
    main()
