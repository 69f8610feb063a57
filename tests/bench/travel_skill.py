"""How well travel ranks the regions that a title will reach, beside popularity and language.

    python -m tests.bench.travel_skill [CHARTS.tsv.gz TITLES.csv]

Netflix's weekly Top 10 by country. Learnt from titles first charting before January 2022, in weeks
before 2022 alone; judged on films, not in English, that first charted from then on and reached at
least two countries. With three first regions known: at least six countries, the three left out.
AUC and recall@10 (of the regions that a title reached, or of 10 if more, those among the ten ranked
highest) are means over titles. Titles still charting in the last week may reach more: marked.

How the tables combine was chosen by cross-validation inside 2021 (each month scored by all the
others; first by AUC, then by recall): the columns "inside 2021" show where that stands.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from planner.audience.netflix_charts import read_charts
from planner.audience.netflix_titles import Titles, key_of, read_titles, type_of
from planner.travel.fit import FEWEST, FEWEST_SEEN, FIRST, Charted, charted, judged, learnt, lines
from planner.travel.model import Group, Model
from planner.travel.score import Title, chance, scores

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "netflix"
CUT = date(2022, 1, 1)
TOP, DRAWS, SEED = 10, 10_000, 1
Ranker = Callable[[Title, Model], list[float]]


@dataclass(frozen=True, slots=True)
class Result:
    """AUC and recall@10 of each title."""

    auc: np.ndarray
    recall: np.ndarray

    def __str__(self) -> str:
        """Return both means with their standard errors."""
        return "  ".join(
            f"{np.nanmean(x):.3f} ± {np.nanstd(x) / np.sqrt(np.isfinite(x).sum()):.3f}"
            for x in (self.auc, self.recall)
        )


def popularity(title: Title, model: Model) -> list[float]:  # noqa: ARG001  # a ranker takes both
    """Rank regions by how many titles that are not in English charted there."""
    english = model.languages.get("en", Group(0, {}, 0.0, {}))
    return [
        model.base.charted.get(code, 0) - english.charted.get(code, 0) for code in model.regions
    ]


def language_rate(title: Title, model: Model) -> list[float]:
    """Rank by the share of the language's titles that charted, smoothed by the mean region rate."""
    group = model.languages.get(title.language, Group(0, {}, 0.0, {}))
    every, total = popularity(title, model), max(model.base.titles, 1)
    return [
        (group.charted.get(code, 0) + 5 * other / total) / (group.titles + 5)
        for code, other in zip(model.regions, every, strict=True)
    ]


def affinity(title: Title, model: Model) -> list[float]:
    """Rank by how often titles that charted in the known regions charted here."""
    rows = [model.together[code] for code in title.seen]
    return [
        sum(
            row.get(code, 0.0) / max(row.get(known, 0.0), 1e-9)
            for known, row in zip(title.seen, rows, strict=True)
        )
        for code in model.regions
    ]


def judge(titles: Iterable[Charted], rank: Ranker, model: Model, seen: int) -> Result:
    """Return how well a ranking finds the regions of some titles, beyond the `seen` first ones."""
    auc, recall = [], []
    for one in titles:
        first = one.regions[:seen]
        found = np.array(rank(one.title(first), model), dtype=float)
        keep = np.array([code not in first for code in model.regions])
        there = np.array([code in one.presence for code in model.regions])[keep]
        auc.append(_auc(found[keep], there))
        recall.append(_recall(found[keep], there))
    return Result(np.array(auc), np.array(recall))


def _auc(found: np.ndarray, there: np.ndarray) -> float:
    hits, misses = found[there], found[~there]
    if not len(hits) or not len(misses):
        return float("nan")
    above = (hits[:, None] > misses[None]).mean()
    return float(above + 0.5 * (hits[:, None] == misses[None]).mean())


def _recall(found: np.ndarray, there: np.ndarray) -> float:
    best = np.argsort(-found, kind="stable")[:TOP]
    return float(there[best].sum() / min(TOP, there.sum()))


def inside(known: list[Charted], rank: Ranker, regions: tuple[str, ...], seen: int) -> Result:
    """Return the result inside the learning span: each month is scored by all the others."""
    titles = judged(known, FEWEST_SEEN if seen else FEWEST)
    found = []
    for month in sorted({one.first.strftime("%Y-%m") for one in titles}):
        model = learnt((one for one in known if one.first.strftime("%Y-%m") != month), regions)
        part = [one for one in titles if one.first.strftime("%Y-%m") == month]
        found.append(judge(part, rank, model, seen))
    return Result(
        np.concatenate([one.auc for one in found]), np.concatenate([one.recall for one in found])
    )


def difference(ours: np.ndarray, theirs: np.ndarray) -> str:
    """Return the paired mean difference with its 95 % bootstrap interval over titles."""
    gaps = (ours - theirs)[np.isfinite(ours - theirs)]
    source = np.random.default_rng(SEED)
    means = gaps[source.integers(len(gaps), size=(DRAWS, len(gaps)))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return f"{gaps.mean():+.3f} ({low:+.3f} to {high:+.3f})"


def table(heading: str, known: list[Charted], test: list[Charted], model: Model, seen: int) -> None:
    """Print each method's row, and ours beside the best simple one."""
    rankers: dict[str, Ranker] = {
        "Microhit": scores,
        "language rate": language_rate,
        "popularity": popularity,
    }
    if seen:
        rankers["affinity"] = affinity
    print(f"\n{heading}: {len(test)} titles")
    print(f"{'':16}{'AUC':^15}  {'recall@10':^15}   inside 2021: AUC, recall@10")
    found = {name: judge(test, rank, model, seen) for name, rank in rankers.items()}
    for name, rank in rankers.items():
        print(f"{name:16}{found[name]}   {inside(known, rank, model.regions, seen)}")
    peer = "affinity" if seen else "language rate"
    ours, theirs = found["Microhit"], found[peer]
    print(
        f"beside {peer}, paired: AUC {difference(ours.auc, theirs.auc)}, "
        f"recall@10 {difference(ours.recall, theirs.recall)}"
    )


def later_cuts(charts: pd.DataFrame, titles: Titles) -> None:
    """Print the same with more months to learn from, and fewer left to be judged by."""
    regions = tuple(sorted(charts["region"].unique()))
    every = charted(charts, titles)
    for cut in (date(2022, 2, 1), date(2022, 3, 1)):
        before = charts[charts["week"] + timedelta(days=6) < pd.Timestamp(cut)]
        model = learnt(charted(before, titles), regions)
        test = judged([one for one in every if one.first >= cut], FEWEST)
        ours, rate = (judge(test, rank, model, 0) for rank in (scores, language_rate))
        print(f"learnt to {cut}, {len(test)} titles from then on: {ours}; language rate {rate}")


def calibration(test: list[Charted], model: Model) -> None:
    """Print how often regions were reached, by the chance that was told."""
    told, there = [], []
    for one in test:
        for code, score in zip(model.regions, scores(one.title(), model), strict=True):
            told.append(chance(score, model.unseen))
            there.append(code in one.presence)
    bands = pd.cut(pd.Series(told), [0, 0.1, 0.2, 0.3, 0.5, 1.0])
    frame = pd.DataFrame({"band": bands, "told": told, "there": there})
    print("\nchance told    mean told   charted   regions")
    for band, part in frame.groupby("band", observed=True):
        print(f"{band!s:12}  {part['told'].mean():9.2f} {part['there'].mean():9.2f} {len(part):9,}")


def main() -> None:
    """Print the tables."""
    paths = [Path(name) for name in sys.argv[1:3]]
    chart_file, title_file = (
        paths
        if len(paths) == 2
        else (
            SHARED / "all-weeks-countries.tsv.gz",
            SHARED / "titles.csv",
        )
    )
    charts = read_charts(chart_file.read_bytes(), chart_file.name)
    titles = read_titles(title_file.read_bytes(), title_file.name)
    sunday = charts["week"] + timedelta(days=6)
    before = charts[sunday < pd.Timestamp(CUT)]
    known = charted(before, titles)
    regions = tuple(sorted(charts["region"].unique()))
    model = _with_lines(known, regions)
    later = [one for one in charted(charts, titles) if one.first >= CUT]
    last = charts[charts["week"] == charts["week"].max()]
    there = set(
        zip(last["title"].map(key_of), last["category"].map(type_of) == "films", strict=True)
    )
    print(
        f"Learnt from {len(known):,} titles, {before['week'].min():%Y-%m-%d} to "
        f"{before['week'].max():%Y-%m-%d}; judged on titles first charting from {CUT} to "
        f"{max(one.first for one in later)}, {len(regions)} regions"
    )
    test = judged(later, FEWEST)
    table("No region known", known, test, model, 0)
    gone = [one for one in test if (one.name, one.film) not in there]
    rest = judge(gone, scores, model, 0)
    print(f"still charting in the last week: {len(test) - len(gone)}; without them {rest}")
    later_cuts(charts, titles)
    table("Three first regions known", known, judged(later, FEWEST_SEEN), model, FIRST)
    calibration(test, model)
    print("\ngoals: none known AUC 0.83, recall@10 0.70; three known 0.87, 0.82")


def _with_lines(known: list[Charted], regions: tuple[str, ...]) -> Model:
    unseen, seen = lines(known, regions)
    return replace(learnt(known, regions), unseen=unseen, seen=seen)


if __name__ == "__main__":
    main()
