"""What an audience table holds, in one row per region or per region and signal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pandas as pd

from planner.audience.fetched import is_kept, read_kept
from planner.audience.grid import read_content as read_bytes
from planner.audience.reading import read_content
from planner.errors import InputError

COVERAGE = ["region", "signal", "weeks", "first", "last", "gaps", "source", "fetched"]


def summarise(table: pd.DataFrame) -> pd.DataFrame:
    """Return region, signals (comma-separated), weeks, first, last and missing for each region.

    `weeks` counts the weeks with at least one observed value, `first` and `last` are the Mondays
    of the first and last of them (NaT if there is none), `missing` is the share (0 to 1) of the
    region's rows that hold no value.
    """
    seen = table[table["value"].notna()].groupby("region")["week"]
    by_region = table.groupby("region")
    return (
        pd.DataFrame(
            {
                "signals": by_region["signal"].agg(lambda names: ", ".join(sorted(set(names)))),
                "weeks": seen.nunique(),
                "first": seen.min(),
                "last": seen.max(),
                "missing": by_region["value"].agg(lambda values: float(values.isna().mean())),
            }
        )
        .assign(weeks=lambda frame: frame["weeks"].fillna(0).astype(int))
        .reset_index()
    )


def gaps(table: pd.DataFrame) -> int:
    """Return how many weeks have no value between the first and last of their series."""
    return int(_series(table)["gaps"].sum())


def coverage(
    table: pd.DataFrame, files: Iterable[Path] = (), groups: Collection[str] = ()
) -> pd.DataFrame:
    """Return region, signal, weeks, first, last, gaps, source and fetched for each series.

    `weeks` counts those with a value, `gaps` those without one between the first and the last
    (Mondays). `files` are those that the table was read from: `source` names where each series
    comes from, the newest first, as its file tells or else by the file's name; `fetched` is the
    newest time (UTC; NaT for files of the user's own).
    """
    told = [origin for path in files for origin in _origins(path, groups)]
    origins = pd.DataFrame(told, columns=["region", "signal", "source", "fetched"])
    origins["fetched"] = pd.to_datetime(origins["fetched"], utc=True)
    newest = origins.sort_values("fetched", ascending=False, kind="stable")
    by_series = newest.groupby(["region", "signal"], sort=False)
    joined = by_series.agg(
        source=("source", lambda names: "; ".join(dict.fromkeys(names))), fetched=("fetched", "max")
    )
    found = _series(table).merge(joined.reset_index(), how="left", on=["region", "signal"])
    found["source"] = found["source"].fillna("")
    return found[COVERAGE]


def _origins(path: Path, groups: Collection[str]) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield region, signal, source and time of what one file holds; a faulty one holds nothing."""
    try:
        if is_kept(path):
            yield from dict.fromkeys(
                (one.region, one.signal, one.source, one.fetched) for one in read_kept(path)
            )
        else:
            rows = read_content(read_bytes(path), path.name, groups).rows
            for region, signal in rows[["region", "signal"]].drop_duplicates().to_numpy():
                yield region, signal, path.name, None
    except InputError:
        return


def _series(table: pd.DataFrame) -> pd.DataFrame:
    groups = table[table["value"].notna()].groupby(["region", "signal"], as_index=False)
    found = groups.agg(weeks=("week", "size"), first=("week", "min"), last=("week", "max"))
    span = (found["last"] - found["first"]).dt.days // 7 + 1
    found["gaps"] = (span - found["weeks"]).astype(int)
    return found
