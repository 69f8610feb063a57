"""The commit hook judges what is staged; git setup and git check say what is there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.plan import githook
from planner.plan.edit import replace
from planner.plan.text import dump
from tests.cli.conftest import Run
from tests.plan.gitrepo import PLAN, Repo, repo_at
from tests.plans import make_plan

GOOD = make_plan({"FR": {}})
BROKEN = dump(GOOD).replace("currency: EUR", "currency: Euro")
COMMIT = ("commit", "-m", "x")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with the hook and one good plan."""
    repo = repo_at(tmp_path / "repo", hook=True)
    repo.write(PLAN, GOOD)
    repo.git("add", "-A")
    repo.git(*COMMIT, "--no-verify")
    return repo


def test_a_plan_with_a_fault_is_not_committed_and_the_place_is_told(repo: Repo) -> None:
    repo.write(PLAN, BROKEN)
    repo.git("add", "-A")
    said = repo.git(*COMMIT, code=1)
    assert f"{PLAN}:" in said
    assert "goals.budget.currency" in said
    assert "git commit --no-verify" in said
    assert "Traceback" not in said
    repo.git(*COMMIT, "--no-verify")


def test_the_staged_bytes_count_not_those_in_the_folder(repo: Repo) -> None:
    repo.write(PLAN, replace(GOOD, {"film.runtime": 104}))
    repo.git("add", "-A")
    repo.write(PLAN, BROKEN)
    said = repo.git(*COMMIT)
    assert "REVIEW, " in said  # told, and let pass
    assert "validate campaigns/quince-spring" in said
    repo.git("commit", "-a", "-m", "x", code=1)  # git stages into another index then


def test_a_commit_of_other_files_asks_nothing(repo: Repo) -> None:
    repo.write(PLAN, BROKEN)
    repo.git("add", "-A")
    repo.git(*COMMIT, "--no-verify")
    repo.write("notes.txt", "x")
    repo.git("add", "-A")
    assert "REVIEW" not in repo.git(*COMMIT)


def test_people_are_not_committed_unless_they_are_let_in_by_name(repo: Repo) -> None:
    people = PLAN.replace("plan.yaml", "contacts.yaml")
    repo.write(people, "FR:\n  marketing: {name: Nino, email: nino@example.org}\n")
    repo.git("add", "-f", people)
    assert "git rm --cached" in repo.git(*COMMIT, code=1)
    folder = str(Path(people).parent)
    assert githook.staged_people(repo.top, [folder]) == [people]
    repo.write(".gitignore", f"{repo.read('.gitignore')}!{people}\n")
    assert githook.staged_people(repo.top, [folder]) == []


def test_it_works_in_a_worktree(repo: Repo) -> None:
    repo.git("worktree", "add", "-q", "../beside")
    beside = Repo(repo.top.parent / "beside")
    beside.write(PLAN, BROKEN)
    beside.git("add", "-A")
    assert "goals.budget.currency" in beside.git(*COMMIT, code=1)


def test_a_faulty_table_beside_the_plan_is_found(repo: Repo) -> None:
    """Though git is told to ignore it, since it may not be passed on."""
    repo.write(PLAN.replace("plan.yaml", "audience/a.csv"), "region,week\nFR,x\n")
    repo.write(".gitignore", "audience/\n")
    repo.write(PLAN, replace(GOOD, {"film.runtime": 104}))
    repo.write("elsewhere/plan.yaml", "no plan of ours\n")
    repo.git("add", "-A")
    said = repo.git(*COMMIT, code=1)
    assert "audience/a.csv" in said
    assert "elsewhere" not in said


def test_setup_and_check_say_what_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "campaigns").mkdir()
    Repo(tmp_path).git("init", "-q")
    assert run("git", "check").output.count("missing:") == 6
    tried = run("git", "setup", "--dry-run", "--hook")
    assert tried.output.count("would be done:") == 5
    assert not (tmp_path / ".gitattributes").exists()
    assert run("git", "setup").output.count("done:") == 4
    again = json.loads(run("git", "setup", "--json").stdout)["pieces"]
    assert {piece["state"] for piece in again} == {"there"}
    assert run("git", "check").output.count("missing:") == 2


def test_no_repository_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "campaigns").mkdir()
    done = run("git", "setup")
    assert done.exit_code == 2
    assert "git init" in done.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"caf\xe9/\n", "is not UTF-8 text"),
        (b"\xff\xfe*\0\n\0", "is not UTF-8 text"),
        (b"#" * 2_100_000, "is too large"),
        (None, "is a link"),
    ],
)
def test_a_list_of_gits_that_cant_be_read_stays_as_it_is(
    refused: Callable[..., str], tmp_path: Path, content: bytes | None, told: str
) -> None:
    (tmp_path / "campaigns").mkdir()
    Repo(tmp_path).git("init", "-q")
    elsewhere, ignored = tmp_path / "elsewhere", tmp_path / ".gitignore"
    elsewhere.write_bytes(b"mine\n")
    if content is None:
        ignored.symlink_to(elsewhere)
    else:
        ignored.write_bytes(content)
    assert told in refused("contacts", "ignore", tmp_path / "campaigns")
    assert elsewhere.read_bytes() == b"mine\n"


def test_lines_that_are_added_end_as_the_others_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "campaigns").mkdir()
    Repo(tmp_path).git("init", "-q")
    ignored = tmp_path / ".gitignore"
    ignored.write_bytes(b"a\r\nb")
    assert run("git", "setup").exit_code == 0
    assert ignored.read_bytes().startswith(b"a\r\nb\r\n# Microhit")
    assert ignored.read_bytes().count(b"\n") == ignored.read_bytes().count(b"\r\n")
    assert "contacts.yaml" in Repo(tmp_path).git("check-ignore", "campaigns/x/contacts.yaml")
