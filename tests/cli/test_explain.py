"""The command `explain`: a tree for people, JSON for scripts, and clear words for a slip."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.plan import store
from tests.cli.conftest import Run, contents, edited

Refused = Callable[..., str]


def test_a_saved_plan_is_explained_and_nothing_changes(
    run: Run, plan_file: Path, home: Path
) -> None:
    assert run("suggest", plan_file, "--save").exit_code == 0
    before = contents(home)
    told = run("explain", plan_file, "timing.FR")
    assert told.exit_code == 0
    assert told.stdout.startswith("France opens on ")
    assert "[timing.FR.date] (plan.yaml:" in told.stdout
    assert "  It rests on:" in told.stdout
    assert "Worked out again" not in told.stdout
    assert contents(home) == before


def test_a_plan_that_was_never_suggested_is_explained_by_what_suggest_says_now(
    run: Run, plan_file: Path
) -> None:
    told = run("explain", plan_file, "timing.FR")
    assert told.exit_code == 0
    assert told.stdout.startswith("France opens on ")
    assert "No suggestion is saved yet" in told.stdout


def test_a_value_that_was_edited_by_hand_is_told_to_differ(run: Run, plan_file: Path) -> None:
    run("suggest", plan_file, "--save")
    timing = store.load(plan_file).plan.timing
    assert timing is not None
    day = timing.regions["FR"].date
    edited(plan_file, f"      date: {day}", "      date: 2027-09-22")
    told = run("explain", plan_file, "timing.FR").stdout
    assert told.startswith("France opens on Wed 22 September 2027.")
    assert "Worked out again just now, this reads: France opens on" in told


def test_json_holds_the_same_tree(run: Run, plan_file: Path) -> None:
    run("suggest", plan_file, "--save")
    found = json.loads(run("explain", plan_file, "audience.FR.potential", "--json").stdout)
    plan = store.load(plan_file).plan
    assert plan.audience is not None
    potential = plan.audience.regions["FR"].potential
    assert (found["low"], found["value"], found["high"]) == (
        potential.low,
        potential.base,
        potential.high,
    )
    assert found["unit"] == "admissions"
    assert found["at"] == "audience.FR.potential"
    assert found["below"][0]["text"] == "Why:"


def test_deep_says_more(run: Run, plan_file: Path) -> None:
    run("suggest", plan_file, "--save")
    short = run("explain", plan_file, "spend.FR").stdout
    assert len(run("explain", plan_file, "spend.FR", "--deep").stdout) > 2 * len(short)


def test_facts_and_decisions_need_no_suggestion(
    run: Run, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.suggest.suggest", None)  # would fail if it were called
    fact = run("explain", plan_file, "facts.lead_time.dub")
    assert "planner/facts/lead_times.csv:" in fact.stdout
    assert run("explain", plan_file, "overrides").stdout.startswith("0 decisions")
    assert run("explain", plan_file, "goals.budget.total").stdout.startswith(
        "You entered goals.budget.total: 400000"
    )


def test_a_frozen_version_is_explained_with_its_own_lines(run: Run, plan_file: Path) -> None:
    run("suggest", plan_file, "--save")
    told = run("explain", plan_file.parent / "v002.yaml", "timing.FR").stdout
    assert "(v002.yaml:" in told


def test_an_unknown_address_is_refused_with_what_was_meant(
    refused: Refused, plan_file: Path
) -> None:
    assert "Did you mean timing.FR.date" in refused("explain", plan_file, "timing.France")
    assert "Did you mean facts.lead_time.dub" in refused("explain", plan_file, "facts.leadtime.dub")


def test_a_missing_plan_is_refused(refused: Refused, home: Path) -> None:
    assert "nothing.yaml" in refused("explain", home / "nothing.yaml", "timing.FR")
