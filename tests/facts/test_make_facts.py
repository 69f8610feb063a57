"""The script that computes tables from CLDR and cinema data."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from planner.facts.table import load

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
REGIONS = ["FR", "GB", "KR", "US"]
needs_data = pytest.mark.skipif(
    not (DATA / "cinema").is_dir(), reason="the shared cinema data is not here"
)


@pytest.fixture(scope="module")
def make_facts() -> ModuleType:
    path = ROOT / "tests" / "tools" / "make_facts.py"
    spec = importlib.util.spec_from_file_location("make_facts", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoken(**percents: str) -> dict[str, object]:
    return {
        "languagePopulation": {
            tag: {"_populationPercent": share} for tag, share in percents.items()
        }
    }


def test_tags_of_one_language_count_once_by_the_largest(make_facts: ModuleType) -> None:
    shares = make_facts.language_shares("IN", spoken(hi="41", hi_Latn="0.1", ur_X="3", ur="5"))
    assert shares == {"hi": 0.41, "ur": 0.05}


def test_chinese_means_the_traditional_script_where_that_is_read(make_facts: ModuleType) -> None:
    entry = spoken(zh="5", zh_Hant="95", und="1")
    assert make_facts.language_shares("HK", entry) == {"zh": 0.95}
    assert make_facts.language_shares("SG", spoken(zh="75", zh_Hant="2")) == {"zh": 0.75}


def test_nobody_is_counted_twice_in_a_share(make_facts: ModuleType) -> None:
    assert make_facts.language_shares("XX", spoken(en="104")) == {"en": 1.0}


@pytest.mark.parametrize(
    ("region", "day", "week"),
    [
        ("FR", date(2018, 12, 26), (2018, 52)),
        ("FR", date(2019, 1, 2), (2019, 1)),
        ("GB", date(2017, 1, 1), (2016, 52)),
        ("US", date(2019, 1, 6), (2019, 1)),
    ],
)
def test_a_period_belongs_to_the_iso_week_that_holds_most_of_it(
    make_facts: ModuleType, region: str, day: date, week: tuple[int, int]
) -> None:
    assert make_facts.iso_week(region, day) == week


@pytest.mark.parametrize(("region", "day"), [("FR", date(2019, 1, 6)), ("US", date(2019, 1, 2))])
def test_a_series_dated_by_another_weekday_is_refused(
    make_facts: ModuleType, region: str, day: date
) -> None:
    with pytest.raises(ValueError, match="weekday"):
        make_facts.iso_week(region, day)


def test_every_year_counts_alike_and_gaps_are_left_out(
    make_facts: ModuleType, tmp_path: Path
) -> None:
    lines = ["date,gross_usd"]
    for year in range(2010, 2019):
        for week in range(1, 53):
            gross = 2.0 ** (year - 2010) * (2 if week == 30 else 1)
            cell = "" if (year, week) == (2012, 9) else str(gross)
            lines.append(f"{date.fromisocalendar(year, week, 7)},{cell}")
    (tmp_path / "cinema").mkdir()
    (tmp_path / "cinema" / "us_weekly_gross.csv").write_text("\n".join(lines), encoding="utf-8")
    season = make_facts.season("US", tmp_path)
    assert season[30] / season[29] == pytest.approx(2, abs=0.001)
    assert season[9] == pytest.approx(season[29], abs=0.001)
    assert sum(season.values()) == pytest.approx(53, abs=0.01)


@needs_data
@pytest.mark.parametrize("region", REGIONS)
def test_seasons_recompute_to_what_is_shipped(make_facts: ModuleType, region: str) -> None:
    shipped = {int(week): fact.value for week, fact in load().table(f"season.{region}").items()}
    assert make_facts.season(region, DATA) == pytest.approx(shipped, abs=1e-4)
