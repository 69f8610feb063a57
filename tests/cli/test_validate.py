import json
from pathlib import Path

import pytest
from click.testing import Result

from planner.plan import store
from tests.cli.conftest import Run

SECRET = "AIza" + "Q" * 35


def spoiled(plan_file: Path) -> None:
    """Write a key into the plan's first title."""
    text = plan_file.read_text(encoding="utf-8")
    plan_file.write_text(text.replace("Quince Spring", SECRET, 1), encoding="utf-8")


def test_a_sound_campaign_exits_with_nothing_and_counts(run: Run, plan_file: Path) -> None:
    told = run("validate", plan_file.parent)
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith(f"{plan_file}: 0 FAIL, 1 REVIEW, ")
    assert "REVIEW  Suggestion: Nothing has been suggested yet. Run Suggest." in told.stdout
    assert told.stderr == ""


def test_a_failed_check_exits_with_2_and_says_what_to_do(run: Run, plan_file: Path) -> None:
    spoiled(plan_file)
    told = run("validate", plan_file.parent)
    assert told.exit_code == 2
    assert "FAIL    No secrets in files: plan.yaml:8:" in told.stdout
    assert "revoke" in told.stdout
    assert told.stderr == f"{plan_file}: FAIL: No secrets in files\n"
    assert SECRET not in told.output


def test_a_fault_in_a_file_exits_with_2(run: Run, plan_file: Path) -> None:
    (plan_file.parent / "creators.csv").write_text("creator\nAnna\n", encoding="utf-8")
    told = run("validate", plan_file)
    assert told.exit_code == 2
    assert "creators.csv" in told.stderr


@pytest.mark.parametrize("words", [("--json",), ("--format", "json")])
def test_json_holds_files_faults_and_checks(
    run: Run, plan_file: Path, words: tuple[str, ...]
) -> None:
    data = json.loads(run("validate", plan_file.parent, *words).stdout)
    assert data["faults"] == []
    assert {Path(name).name for name in data["checked"]} == {
        "plan.yaml",
        "v001.yaml",
        "creators.csv",
    }
    assert {check["status"] for check in data["checks"]} == {"REVIEW"}


def test_markdown_is_for_a_pull_request(run: Run, plan_file: Path) -> None:
    told = run("validate", plan_file.parent, "--format", "markdown").stdout
    assert told.startswith("## ")
    assert "### Look at this\n\n- **Suggestion**" in told


def test_quiet_tells_only_what_fails(run: Run, plan_file: Path) -> None:
    def quiet() -> Result:
        return run("validate", plan_file.parent, "--quiet")

    assert quiet().output == ""
    spoiled(plan_file)
    assert quiet().stdout == ""
    assert f"{plan_file}: No secrets in files: plan.yaml:8:" in quiet().stderr


def test_a_campaign_that_was_suggested_and_saved_has_no_failed_check(
    run: Run, plan_file: Path
) -> None:
    run("suggest", plan_file, "--save")
    told = run("validate", plan_file.parent)
    assert told.exit_code == 0, told.output
    assert store.load(plan_file).plan.version == 2
