"""`merge` writes what is decided, as a new version, and tells how to choose where it is not."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from planner.errors import StoreError
from planner.model.plan import Plan
from planner.plan import store
from planner.plan.edit import replace
from planner.plan.text import dump
from tests.cli.conftest import Run

Refused = Callable[..., str]
TOTAL, CAP = "goals.budget.total", "goals.regions.FR.cap"


@pytest.fixture
def plan(plan_file: Path) -> Plan:
    """What version 1 of the campaign holds."""
    return store.load(plan_file).plan


def written(name: str, plan: Plan, changes: Mapping[str, object]) -> str:
    Path(name).write_text(dump(replace(plan, changes)), encoding="utf-8")
    return name


def three(plan: Plan, ours: Mapping[str, object], theirs: Mapping[str, object]) -> list[str]:
    """The names of three files: the plan, and what Nino and Jonas made of it."""
    return [
        written("base.yaml", plan, {}),
        written("ours.yaml", plan, {"author": "Nino", **ours}),
        written("theirs.yaml", plan, {"author": "Jonas", **theirs}),
    ]


def versions(plan_file: Path, ours: Mapping[str, object], theirs: Mapping[str, object]) -> None:
    """Save version 2 by Nino as the working plan, and version 3 by Jonas, who was overtaken."""
    first = store.load(plan_file)
    for author, changes in (("Nino", ours), ("Jonas", theirs)):
        plan = replace(first.plan, changes)
        try:
            store.save(plan_file.parent, plan, read=first.digest, author=author, note="Mine")
        except StoreError:
            assert author == "Jonas"


def test_independent_edits_are_written(run: Run, plan: Plan) -> None:
    done = run("merge", *three(plan, {TOTAL: 5}, {CAP: 4}), "-o", "out.yaml")
    assert done.exit_code == 0, done.output
    merged = store.load(Path("out.yaml")).plan
    assert merged == replace(plan, {TOTAL: 5, CAP: 4, "author": "Jonas and Nino"})


def test_a_conflict_writes_nothing_and_says_how_to_choose(refused: Refused, plan: Plan) -> None:
    files = three(plan, {TOTAL: 5, CAP: 3}, {TOTAL: 6, CAP: 4})
    said = refused("merge", *files, "-o", "out.yaml")
    assert "EUR 5 by Nino (ours); EUR 6 by Jonas (theirs)" in said
    assert '--choose "goals.budget.total=ours"' in said
    assert '--choose "goals.regions.FR.cap=theirs"' in said


def test_a_conflict_is_settled_by_choices(run: Run, plan: Plan) -> None:
    files = three(plan, {TOTAL: 5, CAP: 3}, {TOTAL: 6, CAP: 4})
    words = ("--choose", f"{TOTAL}=ours", "--take", "theirs")
    assert run("merge", *files, "-o", "out.yaml", *words).exit_code == 0
    goals = store.load(Path("out.yaml")).plan.goals
    assert [goals.budget.total, goals.regions["FR"].cap] == [
        store.load(Path(files[1])).plan.goals.budget.total,
        4,
    ]


@pytest.mark.parametrize("at", ["overrides.timing.FR.date", 'overrides."timing.FR.date"'])
def test_a_decision_is_chosen_as_it_is_listed_or_with_its_quotes(
    run: Run, plan: Plan, at: str
) -> None:
    ours, theirs = (
        {"overrides": [{"at": "timing.FR.date", "value": f"2027-03-{day}"}]} for day in ("03", "10")
    )
    files = three(plan, ours, theirs)
    listed = run("merge", *files, "-o", "out.yaml").stderr
    assert '--choose "overrides.timing.FR.date=ours"' in listed
    assert run("merge", *files, "-o", "out.yaml", "--choose", f"{at}=theirs").exit_code == 0
    [decision] = store.load(Path("out.yaml")).plan.overrides
    assert str(decision.value) == "2027-03-10"


def test_json_lists_conflicts(run: Run, plan: Plan) -> None:
    done = run("merge", *three(plan, {TOTAL: 5}, {TOTAL: 6}), "-o", "out.yaml", "--json")
    assert done.exit_code == 2
    [conflict] = json.loads(done.stdout)["conflicts"]
    assert conflict["at"] == TOTAL
    assert conflict["texts"] == ["EUR 400,000", "EUR 5", "EUR 6"]


@pytest.mark.parametrize("choice", ["goals.nothing=ours", TOTAL, f"{TOTAL}=mine"])
def test_a_choice_of_nothing_is_told(refused: Refused, plan: Plan, choice: str) -> None:
    files = three(plan, {TOTAL: 5}, {TOTAL: 6})
    said = refused("merge", *files, "-o", "out.yaml", "--choose", choice)
    assert "chooses nothing" in said


def test_it_is_told_what_is_missing(refused: Refused, plan: Plan) -> None:
    base, ours, theirs = three(plan, {}, {})
    assert "can't tell what to merge" in refused("merge", base, ours, theirs)
    assert "can't tell what to merge" in refused("merge", base, ours, "-o", "out.yaml")
    assert "not open in a git merge" in refused("merge", base)
    assert "does not exist" in refused("merge", base, ours, "no.yaml", "-o", "out.yaml")


def test_two_versions_merge_into_a_third(run: Run, plan_file: Path) -> None:
    versions(plan_file, {TOTAL: 5}, {CAP: 4})
    done = run("merge", plan_file, "--versions", "2", "v003", "--by", "Keti")
    assert done.exit_code == 0, done.output
    merged = store.load(plan_file).plan
    assert (merged.version, merged.based_on, merged.author) == (4, 3, "Keti")
    assert merged.note == "Merged versions 2 and 3: Mine"
    assert merged.goals.budget.total == 5
    assert merged.goals.regions["FR"].cap == 4
    assert store.load(store.version_path(plan_file.parent, 4)).plan == merged


def test_what_git_has_merged_already_becomes_the_version(
    run: Run, plan_file: Path, plan: Plan
) -> None:
    versions(plan_file, {TOTAL: 5}, {CAP: 4})
    merged = replace(store.load(plan_file).plan, {CAP: 4})
    plan_file.write_text(dump(merged), encoding="utf-8")
    done = run("merge", plan_file, "--versions", 2, 3, "--no-suggest")
    assert done.exit_code == 0, done.output
    saved = store.load(plan_file).plan
    assert (saved.version, saved.goals) == (4, replace(plan, {TOTAL: 5, CAP: 4}).goals)


def test_one_version_is_no_merge(refused: Refused, plan_file: Path) -> None:
    versions(plan_file, {TOTAL: 5}, {CAP: 4})
    assert "names one version twice" in refused("merge", plan_file, "--versions", 2, 2)
    assert "`versions list` tells" in refused("merge", plan_file, "--versions", 2, 9)


def test_work_in_plan_yaml_that_is_not_merged_is_not_replaced(
    refused: Refused, plan_file: Path, plan: Plan
) -> None:
    versions(plan_file, {TOTAL: 5}, {CAP: 4})
    plan_file.write_text(dump(replace(plan, {"film.runtime": 9})), encoding="utf-8")
    assert "versions save" in refused("merge", plan_file, "--versions", "2", "3")


def test_results_are_suggested_anew_or_left(run: Run, plan_file: Path) -> None:
    assert run("suggest", plan_file, "--save").exit_code == 0
    old = store.load(plan_file).plan
    files = three(old, {TOTAL: 300_000}, {CAP: 20_000})
    assert "suggest " in run("merge", *files, "-o", "out.yaml").output
    left = run("merge", *files, "-o", plan_file, "--no-suggest")
    assert left.exit_code == 0, left.output
    assert store.load(plan_file).plan.spend == old.spend
    written(files[0], store.load(plan_file).plan, {})
    written(files[1], store.load(plan_file).plan, {})
    written(files[2], store.load(plan_file).plan, {"goals.regions.GB.cap": 30_000})
    done = run("merge", *files, "-o", plan_file)
    assert "Suggested anew." in done.output
    spend = store.load(plan_file).plan.spend
    assert spend is not None
    assert spend.total == 300_000


def test_git_hands_over_its_files(run: Run, plan: Plan) -> None:
    files = three(plan, {TOTAL: 5}, {CAP: 4})
    assert run("merge", "--git", *files, "campaigns/x/plan.yaml").exit_code == 0
    merged = store.load(Path(files[1])).plan
    assert merged.goals.regions["FR"].cap == 4
    files = three(plan, {TOTAL: 5}, {TOTAL: 6})
    stopped = run("merge", "--git", *files, "campaigns/x/plan.yaml")
    assert stopped.exit_code == 1
    assert "git add campaigns/x/plan.yaml" in stopped.stderr
    assert "<<<<<<< Nino (ours)" in Path(files[1]).read_text(encoding="utf-8")
