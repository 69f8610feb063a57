"""git shows the changes of a plan in words, and never fails for them: run in a real repository."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import InputError, StoreError
from planner.plan import edit
from planner.plan.diff_git import shown_in_git
from planner.plan.revision import plan_at
from planner.plan.text import dump
from tests.plan.samples import small

ROOT = Path(__file__).resolve().parents[2]
PLAN = "campaigns/walnut-winter/plan.yaml"
BUDGET = "Total budget: EUR 90,000 (was EUR 100,000)"
DEARER = {"goals.budget.total": 90000, "version": 2, "author": "Nino", "note": "After the call"}
Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Runs git in a repository that shows plans in words, whatever the user's own settings."""
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_PAGER": "cat"}
    names = {"user.name": "Nino", "user.email": "nino@example.org", "init.defaultBranch": "main"}
    own = [word for name, value in names.items() for word in ("-c", f"{name}={value}")]

    def run(*words: str, folder: Path = tmp_path) -> str:
        command = ["git", *own, *words]
        done = subprocess.run(
            command, cwd=folder, env=os.environ | alone, capture_output=True, check=True, text=True
        )
        return done.stdout

    run("init", "-q")
    (tmp_path / ".gitattributes").write_text("campaigns/*/plan.yaml diff=microhit\n")
    words = shlex.join([sys.executable, "-P", "-m", "planner", "diff", "--git"])
    run("config", "diff.microhit.command", f"PYTHONPATH={shlex.quote(str(ROOT))} {words}")
    write(tmp_path, {})
    run("add", ".")
    run("commit", "-qm", "first")
    return run


def write(folder: Path, changes: dict[str, object]) -> Path:
    """Put a plan with these changes into the repository."""
    path = folder / PLAN
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump(edit.replace(small(), changes)), encoding="utf-8")
    return path


def test_git_diff_log_and_show_tell_the_plan_in_words(git: Git, tmp_path: Path) -> None:
    write(tmp_path, DEARER)
    for found in (git("diff"), git("diff", folder=tmp_path / "campaigns")):
        assert found.startswith(f"plan {PLAN}: version 2 by Nino, “After the call”\n")
        assert f"\nWhat we changed\n  {BUDGET}\n" in found
    git("add", ".")
    assert BUDGET in git("diff", "--cached")
    git("commit", "-qm", "second")
    assert BUDGET in git("show", "--ext-diff")
    log = git("log", "-p", "--ext-diff")
    assert BUDGET in log
    assert f"plan {PLAN}: new, “Walnut Winter”, 2 regions, EUR 100,000" in log


def test_a_plan_that_git_moved_or_removed_is_told(git: Git, tmp_path: Path) -> None:
    write(tmp_path, DEARER)
    other = PLAN.replace("walnut", "pecan")
    (tmp_path / other).parent.mkdir()
    git("mv", PLAN, other)
    git("add", ".")
    renamed = git("diff", "--cached", "-M")
    assert renamed.startswith(f"plan {PLAN} -> {other}: version 2")
    assert BUDGET in renamed
    git("commit", "-qm", "moved")
    (tmp_path / other).unlink()
    assert git("diff").startswith(f"plan {other}: removed, “Walnut Winter”, 2 regions")


def test_a_plan_with_a_fault_is_shown_line_by_line_with_the_reason(
    git: Git, tmp_path: Path
) -> None:
    path = tmp_path / PLAN
    path.write_text(path.read_text().replace("total: 100000", "total: lots"))
    found = git("diff")
    assert "can't be read as a plan:" in found
    assert f"\n{PLAN}:14:" in found
    assert "goals.budget.total: " in found
    assert "\n-    total: 100000\n+    total: lots\n" in found


def test_what_changes_nothing_of_the_plan_is_shown_line_by_line(git: Git, tmp_path: Path) -> None:
    path = tmp_path / PLAN
    path.write_text(path.read_text() + "# as agreed\n")
    found = git("diff")
    assert "The plan itself stays as it was." in found
    assert "\n+# as agreed" in found


def test_open_conflicts_and_odd_sides_are_told(tmp_path: Path) -> None:
    assert shown_in_git(["a/plan.yaml"]) == "plan a/plan.yaml: holds conflicts; see `git status`"
    gone = str(tmp_path / "gone.yaml")
    found = shown_in_git(["plan.yaml", gone, "0", "100644", str(tmp_path), "1", "100644"])
    assert found.startswith("plan plan.yaml: can't be read as a plan:\n")


def test_a_plan_is_read_from_a_revision(git: Git, tmp_path: Path) -> None:
    write(tmp_path, DEARER)
    assert plan_at(tmp_path / PLAN, "main").goals.budget.total == 100000
    git("commit", "-qam", "second")
    assert plan_at(tmp_path / PLAN, "main").goals.budget.total == 90000
    assert plan_at(tmp_path / PLAN, "HEAD~1").goals.budget.total == 100000


@pytest.mark.parametrize(
    ("revision", "words"),
    [
        ("nowhere", "since: is no revision that git knows (got 'nowhere')"),
        ("--output=x", "since: is no revision that git knows"),
        ("", "since: is no revision that git knows"),
    ],
)
def test_a_revision_that_git_does_not_know_is_told(
    git: Git, tmp_path: Path, revision: str, words: str
) -> None:
    assert git("status")
    with pytest.raises(InputError, match=words.replace("(", r"\(").replace(")", r"\)")):
        plan_at(tmp_path / PLAN, revision)


def test_a_plan_that_a_revision_does_not_hold_is_told(git: Git, tmp_path: Path) -> None:
    assert git("status")
    with pytest.raises(InputError, match="is not in main"):
        plan_at(tmp_path / PLAN.replace("walnut-winter/", ""), "main")


def test_a_folder_without_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(StoreError, match="lies in no git repository"):
        plan_at(tmp_path / "plan.yaml", "main")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StoreError, match="git was not found"):
        plan_at(tmp_path / "plan.yaml", "main")
