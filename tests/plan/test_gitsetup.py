"""git is set up in one go, as often as one likes, and nothing of another program is touched."""

import os
import stat
from pathlib import Path

import pytest

from planner.errors import StoreError
from planner.plan import githook
from planner.plan.gitsetup import WORKFLOW, Piece, pieces, repository
from tests.plan.gitrepo import PLAN, Repo, repo_at
from tests.plans import make_plan

VERSION = PLAN.replace("plan.yaml", "v001.yaml")
PEOPLE = PLAN.replace("plan.yaml", "contacts.yaml")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository that knows nothing of plans."""
    repo = Repo(tmp_path / "it's 100% ours")
    (repo.top / "campaigns").mkdir(parents=True)
    repo.git("init", "-q")
    return repo


def found(repo: Repo, folder: str = "campaigns", *, workflow: bool = False) -> list[Piece]:
    return list(pieces(repository(repo.top / folder), hook=True, workflow=workflow))


def set_up(repo: Repo, folder: str = "campaigns") -> None:
    for piece in found(repo, folder):
        if piece.change and not piece.ready:
            piece.change()


def files(repo: Repo) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in repo.top.rglob("*") if path.is_file()}


def test_nothing_is_there_before_and_all_is_after(repo: Repo) -> None:
    assert not any(piece.ready for piece in found(repo))
    set_up(repo)
    assert all(piece.ready for piece in found(repo))
    said = repo.git("check-attr", "diff", "merge", "--", PLAN, VERSION)
    assert said.count("microhit") == 2
    assert said.count("unset") == 2
    repo.git("check-ignore", "--quiet", PEOPLE)


def test_a_second_time_changes_nothing(repo: Repo) -> None:
    set_up(repo)
    before = files(repo)
    set_up(repo)
    assert files(repo) == before


def test_lines_of_others_stay(repo: Repo) -> None:
    repo.write(".gitattributes", "*.mov binary")
    repo.write(".gitignore", f"campaigns/*/.lock\n!{PEOPLE}")
    set_up(repo)
    assert repo.read(".gitattributes").startswith("*.mov binary\n# Microhit")
    ignored = repo.read(".gitignore").splitlines()
    assert ignored.count("campaigns/*/.lock") == 1
    assert ignored[1] == f"!{PEOPLE}"


def test_campaigns_may_be_the_repository_itself_or_a_folder_with_blanks(repo: Repo) -> None:
    (repo.top / "our films" / "plum").mkdir(parents=True)
    set_up(repo, "our films")
    said = repo.git("check-attr", "merge", "--", "our films/plum/plan.yaml")
    assert said.strip().endswith("merge: microhit")
    repo.git("check-ignore", "--quiet", "our films/plum/contacts.yaml")
    (repo.top / "campaigns").rmdir()
    assert repository(repo.top).prefix == ""
    assert not all(piece.ready for piece in found(repo, "."))


def test_one_campaign_stands_for_those_beside_it(repo: Repo) -> None:
    repo.write(PLAN, make_plan({"FR": {}}))
    assert repository((repo.top / PLAN).parent).prefix == "campaigns/"


def test_one_campaign_may_be_the_repository(repo: Repo) -> None:
    repo.write("plan.yaml", make_plan({"FR": {}}))
    set_up(repo, ".")
    assert repo.git("check-attr", "merge", "--", "plan.yaml").strip().endswith("microhit")
    repo.git("check-ignore", "--quiet", "contacts.yaml")
    assert all(piece.ready for piece in found(repo, "."))


def test_what_is_no_repository_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no folder"):
        repository(tmp_path / "none")
    with pytest.raises(StoreError, match="git init"):
        repository(tmp_path)


def test_a_hook_of_another_program_stays_and_the_line_to_add_is_told(repo: Repo) -> None:
    path = repo.top / ".git" / "hooks" / "pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\necho theirs\n", encoding="utf-8")
    hook = found(repo)[-1]
    assert (hook.ready, hook.change) == (False, None)
    line = hook.hint.split(": ", 1)[1]
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    assert found(repo)[-1].ready


def test_an_older_hook_of_ours_is_renewed_and_can_be_run(repo: Repo) -> None:
    path = githook.path_of(repo.top)
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{githook.MARK}\nfalse\n", encoding="utf-8")
    set_up(repo)
    assert "git hook" in path.read_text(encoding="utf-8")
    assert os.name == "nt" or path.stat().st_mode & stat.S_IXUSR


def test_hooks_may_lie_elsewhere(repo: Repo) -> None:
    repo.git("config", "core.hooksPath", "shared hooks")
    set_up(repo)
    assert (repo.top / "shared hooks" / "pre-commit").is_file()


def test_a_moved_microhit_lets_commits_pass_and_says_so(repo: Repo) -> None:
    set_up(repo)
    path = githook.path_of(repo.top)
    text = path.read_text(encoding="utf-8").replace("/planner ]", "/gone ]")
    path.write_text(text, encoding="utf-8")
    repo.write(PLAN, "not: a plan\n")
    repo.git("add", "-A")
    assert "Microhit has moved" in repo.git("commit", "-m", "x")


def test_the_workflow_is_for_a_repository_that_holds_microhit(repo: Repo) -> None:
    assert found(repo, workflow=True)[-1].change is None
    repo.write("planner/__main__.py", "")
    change = found(repo, workflow=True)[-1].change
    assert change is not None
    change()
    assert found(repo, workflow=True)[-1].ready
    assert "pull_request" in repo.read(WORKFLOW)


def test_git_diff_shows_words(tmp_path: Path) -> None:
    repo = repo_at(tmp_path / "it's 100% ours")
    repo.commit(make_plan({"FR": {}}))
    repo.write(PLAN, make_plan({"FR": {"cap": 9000}}))
    assert "EUR 9,000" in repo.git("diff")
