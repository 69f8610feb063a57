"""The calendar command prints what a region keeps, and what should be read again."""

import json
from collections.abc import Callable
from pathlib import Path

from planner.plan import store
from tests.cli.conftest import Run
from tests.plans import make_plan


def test_a_regions_calendar_is_printed_with_what_to_check(run: Run, plan_file: Path) -> None:
    told = run("calendar", plan_file, "--region", "FR")
    assert told.exit_code == 0, told.output
    lines = told.stdout.splitlines()
    assert lines[0] == "France"
    assert "  2027-07-14               public      National Day" in lines
    assert any("Cannes (estimated)" in line for line in lines)
    assert "To check" in lines
    assert any("check festival-cannes.com" in line for line in lines)
    assert "United Kingdom" not in told.stdout


def test_without_a_region_all_are_printed(run: Run, plan_file: Path) -> None:
    told = run("calendar", plan_file)
    assert {"France", "United Kingdom"} <= set(told.stdout.splitlines())


def test_as_json_each_day_names_its_source(run: Run, plan_file: Path) -> None:
    found = json.loads(run("calendar", plan_file, "--json").stdout)
    assert {row["region"] for row in found["calendar"]} == {"FR", "GB"}
    assert all(row["source"] for row in found["calendar"])
    days = {row["name"]: row for row in found["calendar"]}
    assert days["National Day"]["start"] == days["National Day"]["end"] == "2027-07-14"
    assert any("Cannes" in note for note in found["notes"])


def test_a_region_that_is_not_in_the_plan_is_refused(
    refused: Callable[..., str], plan_file: Path
) -> None:
    told = refused("calendar", plan_file, "--region", "MX")
    assert "--region: is no region of this plan (got 'MX'). Use one of FR, GB" in told


def test_a_festival_that_nobody_knows_is_told_beside_the_calendar(run: Run, home: Path) -> None:
    plan = make_plan({"FR": {}}, film={"festivals": [{"festival": "Cannnes"}]})
    path = store.create(home / "campaigns", plan.campaign, plan)
    told = run("calendar", path)
    assert told.exit_code == 0
    assert "did you mean Cannes?" in told.stdout
    assert "National Day" in told.stdout


def test_a_plan_without_regions_prints_nothing_and_is_no_fault(run: Run, home: Path) -> None:
    plan = make_plan({})
    path = store.create(home / "campaigns", plan.campaign, plan)
    assert run("calendar", path).exit_code == 0


def test_days_that_limit_an_opening_say_how(run: Run, home: Path) -> None:
    plan = make_plan({"DE": {}})
    told = run("calendar", store.create(home / "campaigns", plan.campaign, plan))
    lines = told.stdout.splitlines()
    good_friday = lines.index("  2027-03-26               silent      Good Friday")
    assert "Feiertagsfreigabe" in lines[good_friday + 1]
