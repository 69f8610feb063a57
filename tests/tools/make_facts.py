"""Makes the facts tables that are computed: people, languages, who is online, seasons.

    python tests/tools/make_facts.py CLDR_CORE DATA

CLDR_CORE is the unpacked npm package `cldr-core`, DATA the folder that holds `cinema/` and
`facts/`. Writes into planner/facts; run it again when either changes.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from planner.facts.rows import NUMBER_COLUMNS

FACTS = Path(__file__).resolve().parents[2] / "planner" / "facts"
Row = list[object]

SMALLEST_SHARE = 0.01
"""A language spoken by fewer is no reason for a language version."""
OLDEST_ONLINE = 2013
"""Older counts of people online say nothing about today; the world's figure is nearer."""
NOT_COUNTRIES = {"EU", "EZ", "UN", "ZZ"}
TRADITIONAL = {"TW", "HK", "MO"}
"""Where zh means the traditional script."""

SEASON_SOURCES = {
    "FR": ("fr_weekly_admissions.csv", "admissions", 2010, 2018, "CNC weekly admissions"),
    "GB": ("gb_weekend_gross.csv", "weekend_gross_gbp", 2010, 2018, "BFI weekend box office"),
    "US": ("us_weekly_gross.csv", "gross_usd", 2010, 2018, "weekly box office of the USA"),
    "KR": ("kr_weekly_admissions.csv", "admissions", 2008, 2016, "KOBIS daily admissions"),
}
SEASON_NOTES = {
    "FR": "Admissions",
    "GB": "Weekend gross of the UK and Ireland",
    "US": "Weekly gross",
    "KR": "Admissions of 640 selected titles, not the whole market",
}


def fact(key: str, value: object, unit: str, source: str, **more: object) -> Row:
    """Return one row in the order of the columns; what is not given stays empty."""
    cells = {"id": key, "value": value, "unit": unit, "source": source} | more
    return [cells.get(column, "") for column in NUMBER_COLUMNS]


def write(name: str, rows: Iterable[Row]) -> None:
    """Write one table, in the order of the rows."""
    with (FACTS / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(NUMBER_COLUMNS)
        writer.writerows(rows)


def load_json(path: Path) -> dict[str, Any]:
    """Return the `supplemental` part of a CLDR file."""
    supplemental: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["supplemental"]
    return supplemental


def territories(cldr: Path) -> dict[str, dict[str, Any]]:
    """Return what CLDR knows about each territory that has people."""
    info = load_json(cldr / "supplemental" / "territoryInfo.json")["territoryInfo"]
    return {
        code: entry
        for code, entry in sorted(info.items())
        if code not in NOT_COUNTRIES and int(entry["_population"]) > 0
    }


def cldr_source(cldr: Path) -> str:
    """Return the name and version of the package."""
    version = json.loads((cldr / "package.json").read_text(encoding="utf-8"))["version"]
    return f"CLDR territoryInfo (npm cldr-core {version})"


def population_rows(cldr: Path) -> Iterator[Row]:
    """Yield population.XX."""
    for code, entry in territories(cldr).items():
        people = int(entry["_population"])
        yield fact(
            f"population.{code}", people, "persons", cldr_source(cldr), confidence="published"
        )


def language_shares(code: str, entry: dict[str, Any]) -> dict[str, float]:
    """Return the share of people who speak each base language, several tags by the largest."""
    shares: dict[str, float] = {}
    for tag, numbers in entry.get("languagePopulation", {}).items():
        base, _, script = tag.partition("_")
        if base == "und" or (base == "zh" and code in TRADITIONAL and script != "Hant"):
            continue
        share = round(float(numbers["_populationPercent"]) / 100, 4)
        shares[base] = max(shares.get(base, 0.0), min(share, 1.0))
    return shares


def language_rows(cldr: Path) -> Iterator[Row]:
    """Yield language_share.XX.ll, the most spoken first."""
    for code, entry in territories(cldr).items():
        shares = language_shares(code, entry)
        for base, share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
            note = "Traditional script" if base == "zh" and code in TRADITIONAL else ""
            if share >= SMALLEST_SHARE:
                yield fact(
                    f"language_share.{code}.{base}",
                    share,
                    "share",
                    cldr_source(cldr),
                    confidence="published",
                    note=note,
                )


def online_rows(cldr: Path, data: Path) -> Iterator[Row]:
    """Yield online_share.XX and, for all others, the world's online_share."""
    mapping = load_json(cldr / "supplemental" / "codeMappings.json")["codeMappings"]
    two = {entry.get("_alpha3"): code for code, entry in mapping.items()}
    two |= {"OWID_KOS": "XK", "OWID_WRL": "world"}
    latest: dict[str, tuple[int, float]] = {}
    path = data / "facts" / "owid_share-of-individuals-using-the-internet.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year = int(row["Year"])
            if row["Code"] in two and year >= OLDEST_ONLINE:
                latest[two[row["Code"]]] = (year, round(float(row["Individuals"]) / 100, 4))
    for code, (year, share) in sorted(latest.items(), key=lambda item: (item[0] != "world", item)):
        yield fact(
            "online_share" if code == "world" else f"online_share.{code}",
            share,
            "share",
            "ITU via Our World in Data",
            low=share,
            high=1.0,
            year=year,
            confidence="published",
            note=f"Share in {year}; it has grown since",
        )


def iso_week(region: str, day: date) -> tuple[int, int]:
    """Return the ISO year and week that holds most of the period a row stands for.

    The French week starts on the given Wednesday and has five of its days in that ISO week;
    the others end on the given Sunday and lie wholly in its ISO week.
    """
    if (region == "FR") != (day.isoweekday() == 3):
        raise ValueError(f"{region}: {day} is not the weekday this series is dated by")
    return day.isocalendar()[:2]


def weekly(region: str, data: Path) -> dict[tuple[int, int], float]:
    """Return the demand of each ISO week of the years used."""
    name, column, first, last, _ = SEASON_SOURCES[region]
    found: dict[tuple[int, int], float] = {}
    with (data / "cinema" / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        place = next(rows).index(column)
        for row in rows:
            week = iso_week(region, date.fromisoformat(row[0]))
            if first <= week[0] <= last and row[place]:
                found[week] = float(row[place])
    return found


def season(region: str, data: Path) -> dict[int, float]:
    """Return the demand index of ISO weeks 1 to 53, mean 1: each week against its year's mean.

    Week 53 is the mean of its neighbours 52 and 1, since few years have one.
    """
    values = weekly(region, data)
    years = sorted({year for year, _ in values})
    ratios: dict[int, list[float]] = {week: [] for week in range(1, 53)}
    for year in years:
        weeks = {week: value for (y, week), value in values.items() if y == year and week < 53}
        mean = sum(weeks.values()) / len(weeks)
        for week, value in weeks.items():
            ratios[week].append(value / mean)
    index = {week: sum(found) / len(found) for week, found in ratios.items()}
    index[53] = (index[52] + index[1]) / 2
    level = sum(index.values()) / len(index)
    return {week: round(value / level, 4) for week, value in index.items()}


def season_rows(data: Path) -> Iterator[Row]:
    """Yield season.XX.WW."""
    for region, (_, _, first, last, source) in SEASON_SOURCES.items():
        for week, value in season(region, data).items():
            yield fact(
                f"season.{region}.{week}",
                value,
                "index",
                f"{source} {first}-{last}, own arithmetic",
                year=last,
                confidence="measured",
                as_of=date.fromisocalendar(last + 1, 1, 1) - timedelta(days=1),
                note=f"{SEASON_NOTES[region]}; mean ratio of the ISO week to its year's mean",
            )


def main(cldr: Path, data: Path) -> None:
    """Write all computed tables."""
    write("population.csv", population_rows(cldr))
    write("languages.csv", language_rows(cldr))
    write("online.csv", online_rows(cldr, data))
    write("season.csv", season_rows(data))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
