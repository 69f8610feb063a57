"""The dates command prints what must start by when, and writes it for other programs."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from planner.plan import store
from tests.cli.conftest import Run
from tests.plans import make_plan
from tests.timing.test_critical import dated

DAYS = {"FR": date(2027, 5, 5), "GB": date(2026, 6, 26)}
Refused = Callable[..., str]


@pytest.fixture
def dated_file(home: Path) -> Path:
    """A campaign whose French date can be kept and whose British one can't."""
    film = {"festivals": [{"festival": "cannes", "date": "2027-05-12"}]}
    plan = dated(make_plan({"FR": {}, "GB": {}, "US": {}}, film=film), DAYS)
    return store.create(home / "campaigns", plan.campaign, plan)


def test_it_prints_what_is_late_first(run: Run, dated_file: Path) -> None:
    result = run("dates", dated_file)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[1].endswith("LATE")
    assert any("French subtitles (France)" in line for line in lines)
    assert any(line.startswith("France: Opening before 12 May 2027 would end") for line in lines)
    assert "United States" not in result.stdout


def test_one_region_alone_and_as_json(run: Run, dated_file: Path) -> None:
    result = run("dates", dated_file, "--region", "FR", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert {tuple(row["regions"]) for row in found["dates"]} == {("FR",)}
    starts = [row["start_by"] for row in found["dates"]]
    assert starts == sorted(starts)
    assert not any(row["late"] for row in found["dates"])


def test_it_writes_a_calendar_and_a_table(run: Run, dated_file: Path, home: Path) -> None:
    result = run("dates", dated_file, "--ics", "out.ics", "--csv", "out.csv")
    assert result.exit_code == 0, result.output
    with (home / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    events = Calendar.from_ical((home / "out.ics").read_bytes()).walk("VEVENT")
    assert len(events) == len(rows) + len(DAYS)
    assert {row["late"] for row in rows} == {"yes", "no"}


def test_lead_times_that_a_person_decided_count(run: Run, home: Path) -> None:
    plan = make_plan({"FR": {}}, overrides=[("facts.lead_time.booking", 10)])
    path = store.create(home / "campaigns", plan.campaign, dated(plan, {"FR": DAYS["FR"]}))
    found = json.loads(run("dates", path, "--json").stdout)["dates"]
    (booking,) = [row for row in found if row["name"] == "booking"]
    assert (booking["days"], booking["start_by"]) == (70, "2027-02-24")


def test_an_unknown_region_is_refused(refused: Refused, dated_file: Path) -> None:
    assert "Use one of FR, GB, US" in refused("dates", dated_file, "--region", "JP")


def test_without_a_date_it_says_what_to_do(refused: Refused, plan_file: Path) -> None:
    assert "No region has a date yet: run `suggest`" in refused("dates", plan_file)


def test_a_region_without_a_date_is_told(refused: Refused, dated_file: Path) -> None:
    assert "United States has no date yet" in refused("dates", dated_file, "--region", "US")


def test_a_plan_is_never_overwritten(refused: Refused, dated_file: Path) -> None:
    assert "is a plan" in refused("dates", dated_file, "--ics", dated_file)
