"""The command `status`: tells the state, what the next demands, and sets it by name."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.plan import records, store
from tests.cli.conftest import Run

Refused = Callable[..., str]


@pytest.fixture
def suggested(run: Run, plan_file: Path) -> Path:
    """A plan that was suggested and saved."""
    assert run("suggest", plan_file, "--save").exit_code == 0
    return plan_file


def marked(run: Run, path: Path) -> None:
    """Mark every region ready."""
    for code in store.load(path).plan.goals.regions:
        assert run("ready", path, "--region", code, "--by", "Ana").exit_code == 0


def test_a_draft_is_told_with_what_ready_demands(run: Run, suggested: Path) -> None:
    told = run("status", suggested).stdout.splitlines()
    assert told[0].startswith("Draft: nobody has marked this campaign ready yet")
    assert told[1] == "To be ready it needs:"
    assert any(line.strip().startswith("FAIL") and "France: " in line for line in told)
    assert any(line.strip().startswith("PASS") and "Saved version" in line for line in told)


def test_ready_is_set_once_nothing_is_missing(run: Run, suggested: Path, refused: Refused) -> None:
    assert "France: " in refused("status", suggested, "ready", "--by", "Ana")
    marked(run, suggested)
    told = run("status", suggested, "ready", "--by", "Ana", "--note", "All signed")
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith("Ready since ")
    assert "by Ana (version 2): All signed." in told.stdout
    assert "To be live it needs:" in told.stdout
    last = records.read(suggested.parent).of("status")[-1]
    assert (last.verdict, last.by, last.version) == ("ready", "Ana", 2)


def test_validate_tells_a_ready_campaign_that_changed(run: Run, suggested: Path) -> None:
    marked(run, suggested)
    run("status", suggested, "ready", "--by", "Ana")
    text = suggested.read_text("utf-8").replace("total: 400000", "total: 410000", 1)
    suggested.write_text(text, encoding="utf-8")
    told = run("validate", suggested)
    assert told.exit_code == 2
    assert "Campaign status" in told.output


def test_a_state_that_is_none_and_a_missing_name_are_refused(
    suggested: Path, refused: Refused
) -> None:
    assert "draft, ready, live, closed" in refused("status", suggested, "redy", "--by", "Ana")
    assert "note" in refused("status", suggested, "closed", "--by", "Ana")
    assert "by: is missing" in refused("status", suggested, "closed", "--note", "Given up")


def test_json_holds_the_state_and_each_demand(run: Run, suggested: Path) -> None:
    run("status", suggested, "closed", "--by", "Ana", "--note", "Rights were sold")
    found = json.loads(run("status", suggested, "--json").stdout)
    assert (found["state"], found["holds"], found["next"]) == ("closed", True, None)
    assert found["record"]["note"] == "Rights were sold"
    assert found["demands"] == []


def test_a_folder_stands_for_its_plan(run: Run, suggested: Path) -> None:
    assert run("status", suggested.parent).stdout == run("status", suggested).stdout


def test_a_state_that_it_has_already_is_told(refused: Refused, suggested: Path) -> None:
    told = refused("status", suggested, "draft", "--by", "Ana")
    assert told == "The campaign is draft already. Leave it as it is.\n"
