"""Whether git would share the people of a campaign, and how it is kept from that."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import StoreError
from planner.plan.contacts import FILE
from planner.plan.files import PLAN
from planner.plan.ignored import ignore, ignored

Git = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a campaign; no repository lies around it, and nobody's settings count."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    found = tmp_path / "shared" / "campaigns" / "walnut-winter"
    found.mkdir(parents=True)
    return found


@pytest.fixture
def git(folder: Path) -> Git:
    """Runs git in the folder that holds the campaigns' folder, which is a repository."""
    top = folder.parent.parent
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]

    def run(*words: str) -> None:
        subprocess.run(["git", "-C", str(top), *who, *words], check=True, capture_output=True)

    run("-c", "init.defaultBranch=main", "init", "--quiet")
    return run


def test_without_a_repository_there_is_nothing_to_ignore(folder: Path) -> None:
    assert ignored(folder) is None
    assert ignored(folder / "not-yet") is None


@pytest.mark.usefixtures("git")
def test_one_line_covers_every_campaign_beside_it(folder: Path) -> None:
    assert ignored(folder) is False
    (folder / PLAN).write_text("schema: 2\n")
    top = folder.parent.parent
    (top / ".gitignore").write_text("*.tmp")
    assert ignore(folder) == top / ".gitignore"
    assert ignored(folder) is True
    (folder.parent / "plum-summer").mkdir()
    assert ignored(folder.parent / "plum-summer") is True
    lines = (top / ".gitignore").read_text().splitlines()
    assert lines[0] == "*.tmp"
    assert f"campaigns/*/{FILE}" in lines
    ignore(folder)
    assert (top / ".gitignore").read_text().splitlines() == lines


def test_a_campaign_that_is_a_repository_itself_has_its_own_line(folder: Path) -> None:
    (folder / PLAN).write_text("schema: 2\n")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True, capture_output=True)
    assert ignored(folder) is False
    assert ignore(folder) == folder / ".gitignore"
    assert ignored(folder) is True


def test_what_git_keeps_already_is_told(folder: Path, git: Git) -> None:
    (folder / FILE).write_text("contacts: {}\n")
    (folder / PLAN).write_text("schema: 2\n")
    git("add", ".")
    git("commit", "--quiet", "-m", "Everything")
    with pytest.raises(StoreError, match="git rm --cached"):
        ignore(folder)
    git("rm", "--quiet", "--cached", f"campaigns/walnut-winter/{FILE}")
    assert ignored(folder) is True


@pytest.mark.usefixtures("git")
def test_without_git_on_the_computer_nothing_is_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert ignored(folder) is None
