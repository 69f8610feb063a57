"""Makes the sample campaign's audience data and, when asked, its suggested version.

    PYTHONPATH=. python tests/tools/make_sample.py [--suggest]

Without an option it writes campaigns/walnut-winter/audience. With --suggest it also walks
v001.yaml (film and goals, written by hand) through the steps and writes the result as v002.yaml
and plan.yaml. Both leave the same bytes each time: the noise has a fixed seed, and the moments at
which the versions were saved are fixed.

Nothing here is observed. Levels, seasons, holiday and Ramadan weeks come from planner/facts; which
days are holidays comes from the package `holidays`; the rest are the choices named below.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import holidays

from planner.facts.market import Market
from planner.facts.table import Facts, load
from planner.forecast.season import published_shape
from planner.plan import files, store
from planner.plan.exports import write_csv
from planner.plan.text import dump

CAMPAIGN = Path(__file__).resolve().parents[2] / "campaigns" / "walnut-winter"
REGIONS = ("BG", "DE", "EG", "FR", "GB", "GE", "GR", "IL", "IN", "JP", "KR", "MX")
WIKI_LANGUAGE = {"DE": "de", "FR": "fr", "GB": "en", "JP": "ja", "MX": "es"}
"""The regions with a second signal, and the language of the pages that are read there."""
LAST_WEEK = date(2026, 11, 16)
"""The last full week before the campaign's as_of, 23 November 2026."""
WEEKS_OF_HISTORY = 208
SHORT_HISTORY = {"BG": 60}
"""Bulgaria has too few weeks to learn a season from, so the forecast borrows one."""
NOT_OBSERVED = {"GR": (date(2024, 7, 15), date(2024, 7, 22), date(2024, 7, 29), date(2025, 8, 11))}
"""Weeks that the Greek figures leave out: not observed is not zero."""

WEEKS_A_YEAR = 365.25 / 7
DAMPING = 0.6
"""A mean of other markets says less about a market than its own season: deviations shrink."""
WIKI_DAMPING = 0.5
"""People look films up in quiet weeks too."""
VIEWS_A_WEEK = 0.0009
"""Page views for each person online who speaks the language: an invented, round level."""
NOISE, WIKI_NOISE = 0.09, 0.14
"""Standard deviation of what is new each week in the logarithm of its figure."""
MEMORY = 0.45
"""How much of a week's noise is still there in the next: hits run for weeks."""
RAMADAN_REGION, RAMADAN_DAYS, EID = "EG", 30, "Eid al-Fitr"
"""Ramadan is taken as the 30 days before the first day of Eid al-Fitr."""

SAVED = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
AUTHOR = "Microhit"
NOTE = "Sample campaign of a fictional film: what Microhit suggests for version 1."


def weeks_of(region: str) -> list[date]:
    """Return the Mondays of a region's history."""
    count = SHORT_HISTORY.get(region, WEEKS_OF_HISTORY)
    return [LAST_WEEK - timedelta(weeks=back) for back in reversed(range(count))]


@cache
def shape(region: str) -> dict[int, float]:
    """Return the published season by ISO week, or the mean of all published ones."""
    found = published_shape(region, load())
    assert found is not None  # shipped
    return dict(enumerate(found.tolist(), start=1))


def season(region: str, week: date, facts: Facts) -> float:
    """Return a week's index: the published one, else the damped mean with the holidays here."""
    index = shape(region)[min(week.isocalendar().week, 52)]
    if facts.table(f"season.{region}"):
        return index
    return (1 + DAMPING * (index - 1)) * calendar(region, week, facts)


def calendar(region: str, week: date, facts: Facts) -> float:
    """Return what public holidays and Ramadan do to a week's demand.

    A week with a holiday is multiplied by `holiday_uplift`, and the week of Eid al-Fitr in Egypt
    by that fact's upper end, for films are held back until then. A week in Ramadan is multiplied
    by `ramadan_factor.EG` as far as its days lie in it.
    """
    uplift = facts.number("holiday_uplift")
    names = [name for day in days(week) if (name := public_holidays(region).get(day))]
    if region != RAMADAN_REGION:
        return uplift.value if names else 1.0
    fasting = sum(day in ramadan() for day in days(week)) / 7
    loss = 1 - facts.number(f"ramadan_factor.{region}").value
    feast = (uplift.high or uplift.value) if any(EID in name for name in names) else uplift.value
    return (feast if names else 1.0) * (1 - fasting * loss)


def days(week: date) -> list[date]:
    """Return the seven days of a week."""
    return [week + timedelta(days=number) for number in range(7)]


@cache
def public_holidays(region: str) -> dict[date, str]:
    """Return the public holidays of a country over all years of history."""
    years = range(weeks_of("FR")[0].year, LAST_WEEK.year + 1)
    language = "en_US" if region == RAMADAN_REGION else None
    return dict(holidays.country_holidays(region, years=years, language=language))


@cache
def ramadan() -> frozenset[date]:
    """Return the days of Ramadan in all years of history."""
    feast = [day for day, name in public_holidays(RAMADAN_REGION).items() if name.startswith(EID)]
    firsts = {day.year: day for day in sorted(feast, reverse=True)}
    return frozenset(
        first - timedelta(days=back)
        for first in firsts.values()
        for back in range(1, RAMADAN_DAYS + 1)
    )


def noise(seed: str, count: int, spread: float) -> Iterator[float]:
    """Yield factors around 1, each remembering a part of the one before; the same each time."""
    source = random.Random(seed)  # noqa: S311  # nothing secret: it has to repeat
    level = 0.0
    for _ in range(count):
        level = MEMORY * level + source.gauss(0, spread)
        yield math.exp(level)


def admissions(region: str, facts: Facts) -> dict[date, int]:
    """Return the cinema admissions of each week of history."""
    weeks = weeks_of(region)
    level = Market(region, (region,), facts).admissions / WEEKS_A_YEAR
    factors = noise(f"walnut-winter {region} cinema_admissions", len(weeks), NOISE)
    found = {
        week: round(level * season(region, week, facts) * factor)
        for week, factor in zip(weeks, factors, strict=True)
    }
    return {week: n for week, n in found.items() if week not in NOT_OBSERVED.get(region, ())}


def wiki_views(region: str, facts: Facts) -> dict[date, int]:
    """Return the page views about films in the region's language of each week of history."""
    weeks, market = weeks_of(region), Market(region, (region,), facts)
    readers = market.population * market.online * market.speakers(WIKI_LANGUAGE[region])
    factors = noise(f"walnut-winter {region} wiki_views", len(weeks), WIKI_NOISE)
    return {
        week: round(
            readers * VIEWS_A_WEEK * (1 + WIKI_DAMPING * (season(region, week, facts) - 1)) * factor
        )
        for week, factor in zip(weeks, factors, strict=True)
    }


def write_audience(folder: Path) -> None:
    """Write the admissions of most regions wide, the others and the page views long."""
    facts = load()
    found = {region: admissions(region, facts) for region in REGIONS}
    write_long(folder, "cinema_admissions", {code: found.pop(code) for code in SHORT_HISTORY})
    rows = (
        [week, "cinema_admissions", *(values.get(week, "") for values in found.values())]
        for week in weeks_of("FR")
    )
    write_csv(folder / "cinema_admissions.csv", ["week", "signal", *found], rows)
    write_long(folder, "wiki_views", {code: wiki_views(code, facts) for code in WIKI_LANGUAGE})


def write_long(folder: Path, signal: str, found: dict[str, dict[date, int]]) -> None:
    """Write one signal, one line for each region and week."""
    name = "_".join([signal, *found]).lower()
    rows = (
        [region, week, signal, value]
        for region, values in found.items()
        for week, value in values.items()
    )
    write_csv(folder / f"{name}.csv", ["region", "week", "signal", "value"], rows)


def write_suggested(folder: Path) -> None:
    """Write what is suggested for v001.yaml as v002.yaml and plan.yaml."""
    from planner.suggest import read_inputs, suggest  # noqa: PLC0415  # slow: loads Prophet

    plan = store.load(store.version_path(folder, 1)).plan
    done = suggest(plan, read_inputs(plan, folder)).plan
    header = {"version": 2, "based_on": 1, "saved": SAVED, "author": AUTHOR, "note": NOTE}
    content = dump(done.model_copy(update=header)).encode()
    files.replace(store.version_path(folder, 2), content)
    files.replace(folder / store.PLAN, content)


def main() -> None:
    """Write the sample, and say where."""
    parser = argparse.ArgumentParser(description="Makes the sample campaign's data.")
    parser.add_argument("--suggest", action="store_true", help="also make v002.yaml and plan.yaml")
    wanted = parser.parse_args()
    write_audience(CAMPAIGN / "audience")
    if wanted.suggest:
        write_suggested(CAMPAIGN)
    print(f"Wrote the sample in {CAMPAIGN}")


if __name__ == "__main__":
    main()
