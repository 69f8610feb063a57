"""The commands `versions list`, `save`, `restore` and `renumber`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import Overtaken
from planner.plan import store
from tests.cli.conftest import Run, contents, edited
from tests.plan.test_renumber import git


def saved(path: Path, title: str, author: str, base: Path | None = None) -> int:
    """Save another film title, from `base` if the saver had read that."""
    current, start = store.load(path), store.load(base or path)
    film = start.plan.film.model_copy(update={"title": title})
    plan = start.plan.model_copy(update={"film": film})
    try:
        return store.save(path.parent, plan, read=start.digest, author=author).version
    except Overtaken as error:
        assert current.digest != start.digest
        return error.kept


@pytest.mark.parametrize("by_folder", [True, False])
def test_list_says_who_saved_what_and_how_they_relate(
    run: Run, plan_file: Path, *, by_folder: bool
) -> None:
    saved(plan_file, "Two", "Nino")
    saved(plan_file, "Three", "Jonas", plan_file.parent / "v001.yaml")
    named = plan_file.parent if by_folder else plan_file
    lines = run("versions", "list", named).stdout.splitlines()
    assert lines[0] == "plan.yaml holds v002."
    assert lines[1].startswith("  v003  20")
    assert lines[1].endswith("UTC · Jonas · beside v002, both from v001")
    assert lines[2].startswith("* v002")
    assert lines[4] == "v002 by Nino and v003 by Jonas both start from v001."
    rows = json.loads(run("versions", "list", named, "--json").stdout)["versions"]
    assert [(row["number"], row["based_on"], row["working"]) for row in rows] == [
        (3, 1, False),
        (2, 1, True),
        (1, None, False),
    ]


def test_list_tells_faults(run: Run, plan_file: Path) -> None:
    (plan_file.parent / "v002.yaml").write_text("schema: [")
    plan_file.write_text("schema: [")
    told = run("versions", "list", plan_file).stdout
    assert "plan.yaml can't be read" in told
    assert "! " in told
    assert "v002.yaml:" in told


def test_what_was_edited_by_hand_is_saved(run: Run, plan_file: Path) -> None:
    assert run("versions", "save", plan_file).stdout == "A version holds it already.\n"
    edited(plan_file, "Quince Spring", "Quince Summer")
    told = run("versions", "save", plan_file, "--by", "Nino", "--note", "A title")
    assert told.stdout == "Saved as version 2.\n"
    plan = store.load(plan_file.parent / "v002.yaml").plan
    assert (plan.film.title, plan.author, plan.note) == ("Quince Summer", "Nino", "A title")


def test_a_save_drops_no_comments_unasked(
    run: Run, refused: Callable[..., str], plan_file: Path
) -> None:
    edited(plan_file, "title: Quince Spring", "title: Quince Summer  # ask Léa")
    assert "ask Léa" in refused("versions", "save", plan_file)
    assert run("versions", "save", plan_file, "--drop-comments").exit_code == 0
    assert "ask Léa" not in plan_file.read_text(encoding="utf-8")


def test_restore_makes_a_new_version(run: Run, plan_file: Path) -> None:
    saved(plan_file, "Two", "Nino")
    first = run("versions", "restore", plan_file, 1, "--by", "Léa").stdout
    assert first == "Version 1 is the working plan again: version 3.\n"
    assert store.load(plan_file).plan.film.title == "Quince Spring"
    edited(plan_file, "Quince Spring", "Quince Summer")
    told = run("versions", "restore", plan_file, 2).stdout
    assert "What you had edited in plan.yaml is kept as version 4.\n" in told
    plan_file.write_text("schema: [")
    found = json.loads(run("versions", "restore", plan_file, 2, "--json").stdout)
    assert (found["version"], found["kept"]) == (6, None)
    assert Path(found["aside"]).read_text() == "schema: ["
    assert store.load(plan_file).plan.film.title == "Two"


def test_renumber_keeps_both(run: Run, plan_file: Path) -> None:
    folder = plan_file.parent
    saved(plan_file, "Two", "Nino")
    other = (folder / "v002.yaml").read_text(encoding="utf-8")
    other = other.replace("author: Nino", "author: Jonas").replace("title: Two", "title: Zwei")
    (folder / "v002 (1).yaml").write_text(other, encoding="utf-8")
    before = contents(folder)
    dry = run("versions", "renumber", plan_file, "--dry-run").stdout
    assert contents(folder) == before
    told = run("versions", "renumber", plan_file).stdout
    assert dry == f"Nothing is changed yet.\n{told}"
    assert "v002 by Nino becomes v003.\n" in told
    assert "v002 by Jonas and v003 (was v002) by Nino both start from v001." in told
    assert store.load(plan_file).plan.version == 3
    found = json.loads(run("versions", "renumber", folder, "--json").stdout)
    assert found["moved"] == []
    assert "nothing to do" in found["told"][0]


def test_renumber_names_the_command_that_ends_a_merge(run: Run, plan_file: Path) -> None:
    folder = plan_file.parent
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    git(folder, "branch", "theirs")
    saved(plan_file, "Two", "Nino")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "ours")
    git(folder, "checkout", "-q", "theirs")
    saved(plan_file, "Zwei", "Jonas")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "theirs")
    git(folder, "merge", "main", check=False)
    told = run("versions", "renumber", folder).stdout
    assert "becomes v003." in told
    assert "plan.yaml is still open in git: settle it too." in told
    assert f'To end the merge: git -C {folder} add --all "v*.yaml", then: git commit' in told


@pytest.mark.parametrize(
    "words",
    [
        ("list", "nowhere"),
        ("list", "nowhere/plan.yaml"),
        ("save", "nowhere/plan.yaml"),
        ("restore", "campaigns/quince-spring/plan.yaml", "9"),
        ("renumber", "nowhere"),
        ("renumber", "campaigns/quince-spring", "nowhere.yaml"),
        ("renumber", "campaigns/quince-spring", "campaigns/quince-spring/creators.csv"),
    ],
)
def test_bad_requests_are_told(
    refused: Callable[..., str], plan_file: Path, words: tuple[str, ...]
) -> None:
    assert plan_file.exists()
    assert refused("versions", *words)


@pytest.mark.parametrize("words", [("list",), ("renumber",), ("save",), ("restore", 1)])
def test_a_folder_of_campaigns_is_none(
    refused: Callable[..., str], plan_file: Path, words: tuple[object, ...]
) -> None:
    command, *rest = words
    told = refused("versions", command, plan_file.parent.parent, *rest)
    assert "is no campaign's folder" in told


def test_a_version_is_restored_by_the_name_of_its_file(run: Run, plan_file: Path) -> None:
    plan_file.unlink()
    assert "is not there; restore a version" in run("versions", "list", plan_file).stdout
    assert run("versions", "restore", plan_file.parent, "v001").exit_code == 0
    assert plan_file.exists()
