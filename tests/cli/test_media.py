"""The media command writes the media plan and prints what it comes to."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.model.plan import Plan
from planner.plan import edit, store
from planner.plan.text import dump
from tests.cli.conftest import Run
from tests.spend.bought import bought

WEEKS = [100, 100, 150, 150, 200, 200, 250, 40, 10, 5]


@pytest.fixture
def plan() -> Plan:
    regions = {"FR": {}, "MX": {"pays": "partner"}}
    return bought(regions, {code: {"paid_social": WEEKS} for code in regions})


@pytest.fixture
def bought_file(home: Path, plan: Plan) -> Path:
    path = home / "plan.yaml"
    path.write_text(dump(plan), encoding="utf-8")
    assert store.load(path).plan == plan
    return path


def test_the_media_plan_is_written_and_its_totals_printed(run: Run, bought_file: Path) -> None:
    told = run("media", bought_file, "-o", "plan.xlsx")
    assert told.exit_code == 0, told.output
    lines = told.stdout.splitlines()
    assert lines[0].startswith("France ")
    assert "4 lines" in lines[0]
    assert "net      1,205.00" in lines[0]
    assert lines[2].startswith("Total, EUR")
    assert "net      2,410.00" in lines[2]
    assert any(line.startswith("If the second week loses less than 30 %") for line in lines)
    assert lines[-1] == "plan.xlsx"
    first = (bought_file.parent / "plan.xlsx").read_bytes()
    run("media", bought_file, "-o", "plan.xlsx")
    assert (bought_file.parent / "plan.xlsx").read_bytes() == first


def test_a_regions_plan_as_json(run: Run, bought_file: Path) -> None:
    told = run("media", bought_file, "-o", "mx.csv", "--region", "MX", "--json")
    found = json.loads(told.stdout)
    assert list(found["regions"]) == ["MX"]
    assert found["total"] == found["regions"]["MX"]
    assert found["total"]["net"] == "1205.00"
    assert len(found["decisions"]) == 3
    rows = (bought_file.parent / "mx.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == [f"MX-SOC-0{n}" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "plan.pdf"), ".xlsx or .csv"),
        (("-o", "plan.xlsx", "--region", "SE"), "Use one of FR, MX"),
    ],
)
def test_what_cannot_be_written_is_refused(
    refused: Callable[..., str], bought_file: Path, words: tuple[str, ...], said: str
) -> None:
    assert said in refused("media", bought_file, *words)


def test_a_plan_without_money_is_refused(refused: Callable[..., str], plan_file: Path) -> None:
    assert "run suggest on the plan first" in refused("media", plan_file, "-o", "plan.csv")


def test_contradicting_rules_are_refused_before_anything_is_written(
    refused: Callable[..., str], home: Path, plan: Plan
) -> None:
    rules = [
        {"measure": "week_two_drop", "below": 0.4, "then": "release"},
        {"measure": "week_two_drop", "above": 0.3, "then": "cut"},
    ]
    path = home / "plan.yaml"
    path.write_text(dump(edit.replace(plan, {"goals.decisions": rules})), encoding="utf-8")
    assert "goals.decisions.1: contradicts" in refused("media", path, "-o", "plan.csv")
