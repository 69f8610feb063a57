"""The example workflow: its shape, what it may do, and its steps on a pull request's commits."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.plan.edit import replace
from planner.plan.githook import CHECKOUT
from planner.plan.gitsetup import WORKFLOW
from planner.plan.text import dump
from tests.plan.gitrepo import PLAN, Repo
from tests.plans import make_plan

GOOD = make_plan({"FR": {}})
DOUBTFUL = replace(GOOD, {"film.runtime": 104})


@pytest.fixture
def workflow() -> dict[str, Any]:
    """The workflow's data, all of it as text."""
    data = yaml.load((CHECKOUT / WORKFLOW).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # text alone
    assert isinstance(data, dict)
    return data


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    [job] = workflow["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


def test_it_may_only_read_and_runs_on_pull_requests_that_touch_campaigns(
    workflow: dict[str, Any],
) -> None:
    assert workflow["on"] == {"pull_request": {"paths": ["campaigns/**"]}}
    assert workflow["permissions"] == {"contents": "read"}
    [job] = workflow["jobs"].values()
    assert not {"permissions", "environment", "secrets"} & job.keys()


def test_actions_are_pinned_and_nothing_of_the_pull_request_is_put_into_a_script(
    workflow: dict[str, Any],
) -> None:
    for step in steps(workflow):
        if "uses" in step:
            assert step["uses"].partition("@")[2].startswith("v")
        assert "${{" not in step.get("run", "")
    assert steps(workflow)[0]["with"]["persist-credentials"] == "false"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository without the set-up, as on GitHub."""
    repo = Repo(tmp_path / "repo")
    repo.top.mkdir()
    repo.git("-c", "init.defaultBranch=main", "init", "-q")
    repo.commit(GOOD)
    return repo


def run(repo: Repo, name: str, workflow: dict[str, Any]) -> tuple[int, str]:
    """Run a step as GitHub does; return its exit code and the summary that it wrote."""
    summary, shim = repo.top.parent / "summary.md", repo.top.parent / "bin" / "python"
    shim.parent.mkdir(exist_ok=True)
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{CHECKOUT}" exec "{sys.executable}" -P "$@"\n')
    shim.chmod(0o755)
    [script] = [step["run"] for step in steps(workflow) if step.get("name") == name]
    path = f"{shim.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=repo.top,
        env=os.environ | {"PATH": path, "GITHUB_STEP_SUMMARY": str(summary)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return done.returncode, summary.read_text("utf-8") if summary.exists() else done.stderr


def test_a_change_is_checked_and_told_in_words(repo: Repo, workflow: dict[str, Any]) -> None:
    repo.commit(replace(GOOD, {"goals.budget.total": 420_000}))
    assert run(repo, "Check the campaigns", workflow)[0] == 0
    code, summary = run(repo, "Tell what changed", workflow)
    assert code == 0
    assert "REVIEW" in summary
    assert "EUR 420,000" in summary


def test_a_fault_fails_the_check(repo: Repo, workflow: dict[str, Any]) -> None:
    repo.commit(dump(DOUBTFUL).replace("currency: EUR", "currency: Euro"))
    code, summary = run(repo, "Check the campaigns", workflow)
    assert code == 2
    assert "currency" in summary


def test_a_campaign_that_was_taken_out_is_no_fault(repo: Repo, workflow: dict[str, Any]) -> None:
    (repo.top / PLAN).unlink()
    repo.commit("x", "notes.txt")
    assert run(repo, "Check the campaigns", workflow) == (0, "")
    assert run(repo, "Tell what changed", workflow) == (0, "")
