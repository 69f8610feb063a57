"""Two or three people who used the same numbers all keep their versions, and who started where."""

import errno
import os
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError, StoreError
from planner.plan import files, records, renumber_words, store
from planner.plan.numbers import numbered, version_path
from planner.plan.records import Record
from planner.plan.renumber import Work, renumber
from planner.plan.store import PLAN
from planner.plan.text import dump
from tests.plan.samples import small

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
Contents = dict[str, bytes]


def version(number: int, base: int | None, author: str, note: str, minute: int) -> bytes:
    """The bytes of a version."""
    moment = NOON + timedelta(minutes=minute)
    fields = {"version": number, "based_on": base, "author": author, "note": note, "saved": moment}
    return dump(small(**fields, as_of=date(2026, 1, 1) + timedelta(days=100 + minute))).encode()


def put(folder: Path, number: int, content: bytes, name: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name if name else version_path(folder, number)
    path.write_bytes(content)
    return path


def contents(folder: Path) -> Contents:
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name[0] != "."
    }


def told(folder: Path, *others: Path, dry_run: bool = False) -> str:
    return "\n".join(renumber_words.told(renumber(folder, others, dry_run=dry_run)))


def held(folder: Path) -> dict[str, tuple[int, str | None]]:
    """Each version's note, with its number and the note of what it is based on."""
    plans = {number: store.load(path).plan for number, path in numbered(folder)}
    assert all(plan.version == number for number, plan in plans.items())
    notes = {number: plan.note for number, plan in plans.items()}
    assert len(set(notes.values())) == len(notes)
    found = {}
    for number, plan in plans.items():
        found[str(plan.note)] = number, notes[plan.based_on] if plan.based_on else None
    return found


NINO = version(4, 3, "Nino", "n4", 10)
JONAS = version(4, 3, "Jonas", "j4", 20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign with three versions that both people have, and Nino's fourth."""
    home = tmp_path / "walnut-winter"
    for number in (1, 2, 3):
        put(home, number, version(number, number - 1 or None, "Nino", f"n{number}", number))
    put(home, 4, NINO)
    (home / PLAN).write_bytes(NINO)
    return home


COPIES = [
    "v004 (1).yaml",
    "v004 (conflicted copy 2026-11-24).yaml",
    "v004 (Jonas's conflicted copy 2026-11-24).yaml",
    "v004-Jonas.yaml",
    "v004 2.yaml",
    "v004.yaml.orig",
    "v004.sync-conflict-20261124-120000-ABCDEFG.yaml",
]


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("copied", [NINO, JONAS], ids=["Nino's", "Jonas's"])
def test_a_copy_that_a_synced_drive_left_becomes_a_version(
    folder: Path, name: str, copied: bytes
) -> None:
    put(folder, 4, JONAS if copied == NINO else NINO)
    put(folder, 4, copied, name)
    assert "v004 by Jonas becomes v005." in told(folder)
    assert (folder / "v004.yaml").read_bytes() == NINO
    assert (folder / "v005.yaml").read_bytes() == JONAS.replace(b"version: 4", b"version: 5")
    assert not (folder / name).exists()
    after = contents(folder)
    assert told(folder) == renumber_words.NOTHING
    assert contents(folder) == after


def test_an_equal_copy_is_removed_and_said(folder: Path) -> None:
    put(folder, 4, NINO.replace(b"\n", b"\r\n"), "v004 (1).yaml")
    before = contents(folder)
    assert told(folder) == "v004 (1).yaml says what v004.yaml says: it is removed."
    del before["v004 (1).yaml"]
    assert contents(folder) == before


def test_files_from_elsewhere_are_taken_in_and_left(folder: Path, tmp_path: Path) -> None:
    theirs = put(tmp_path, 4, JONAS, "from-jonas.yaml")
    later = put(tmp_path, 5, version(5, 4, "Jonas", "j5", 30), "later.yaml")
    said = told(folder, later, theirs)
    assert "v004 by Jonas becomes v006.\nv005 by Jonas becomes v007." in said
    assert "v004 by Nino and v006 (was v004) by Jonas both start from v003." in said
    assert f"merge {folder / PLAN} --versions 4 7" in said
    assert theirs.read_bytes() == JONAS
    assert held(folder)["j5"] == (7, "j4")
    assert "is already" in told(folder, theirs)


def test_both_sides_are_rebuilt_from_marks(folder: Path) -> None:
    mine, theirs = NINO.splitlines(keepends=True), JONAS.splitlines(keepends=True)
    marked = b""
    for one, other in zip(mine, theirs, strict=True):
        marks = b"<<<<<<< HEAD\n%s||||||| base\n?\n=======\n%s>>>>>>> theirs\n"
        marked += one if one == other else marks % (one, other)
    assert b"=======" in marked
    put(folder, 4, marked)
    assert "v004 by Jonas becomes v005." in told(folder)
    assert (folder / "v004.yaml").read_bytes() == NINO
    assert held(folder)["j4"] == (5, "n3")


def test_marks_that_lack_one_are_not_guessed_at(folder: Path) -> None:
    put(folder, 4, NINO + b"=======\n" + b"note: theirs\n")
    before = contents(folder)
    assert "v004.yaml stays as it is" in told(folder)
    assert contents(folder) == before


def test_a_link_to_nowhere_keeps_its_number(folder: Path) -> None:
    (folder / "v005.yaml").symlink_to(folder / "nowhere.yaml")
    put(folder, 4, JONAS, "v004 (1).yaml")
    assert "v004 by Jonas becomes v006." in told(folder)
    assert (folder / "v005.yaml").is_symlink()


def test_the_plan_follows_its_version(folder: Path) -> None:
    put(folder, 4, JONAS)
    put(folder, 4, NINO, "v004 (1).yaml")
    edited = JONAS.replace(b"Walnut Winter", b"Walnut Summer") + b"# mind the gap\n"
    (folder / PLAN).write_bytes(edited)
    assert "plan.yaml goes on from v004 by Jonas: it names v005 now." in told(folder)
    assert (folder / PLAN).read_bytes() == edited.replace(b"version: 4", b"version: 5")


def test_the_plan_stays_if_its_version_does(folder: Path) -> None:
    put(folder, 4, JONAS, "v004 (1).yaml")
    told(folder)
    assert (folder / PLAN).read_bytes() == NINO


def test_of_two_saved_at_once_the_smaller_bytes_stay(folder: Path) -> None:
    other = version(4, 3, "Anna", "a4", 10)
    put(folder, 4, other, "v004 (1).yaml")
    assert "v004 by Nino becomes v005." in told(folder)
    assert held(folder)["a4"] == (4, "n3")


def test_a_dry_run_changes_nothing_and_says_the_same(folder: Path) -> None:
    put(folder, 4, JONAS, "v004 (1).yaml")
    before = contents(folder)
    said = told(folder, dry_run=True)
    assert contents(folder) == before
    assert told(folder) == said


def test_records_stay_and_are_told(folder: Path) -> None:
    put(folder, 4, JONAS, "v004 (1).yaml")
    covers = "sha256:0123456789abcdef"
    record = Record(
        kind="ready", at={"region": "FR"}, by="Léa", on=NOON, version=4, covers=covers, what="Maps"
    )
    path = records.append(folder, record)
    before = path.read_bytes()
    assert "1 record names v004: they stay as they are" in told(folder)
    assert path.read_bytes() == before


def test_what_cannot_be_used_is_left_and_told(folder: Path) -> None:
    put(folder, 5, b"schema: [", "v005 (1).yaml")
    put(folder, 4, JONAS.replace(b"version: 4", b"version: 7"), "v004 (1).yaml")
    before = contents(folder)
    said = told(folder)
    assert "v005 (1).yaml stays as it is" in said
    assert "v004 (1).yaml stays as it is" in said
    assert "says version 7 inside" in said
    assert contents(folder) == before


def test_a_damaged_version_keeps_its_number(folder: Path) -> None:
    put(folder, 5, b"schema: [")
    put(folder, 4, JONAS, "v004 (1).yaml")
    assert "v004 by Jonas becomes v006." in told(folder)
    assert (folder / "v005.yaml").read_bytes() == b"schema: ["


def test_a_damaged_version_that_clashes_stops_it(folder: Path) -> None:
    put(folder, 4, b"schema: [")
    put(folder, 4, JONAS, "v004 (1).yaml")
    before = contents(folder)
    with pytest.raises(InputError, match=r"v004\.yaml"):
        renumber(folder)
    assert contents(folder) == before


def test_another_campaign_is_refused(folder: Path, tmp_path: Path) -> None:
    other = put(tmp_path, 4, dump(small(campaign="quince-spring", version=4)).encode(), "x.yaml")
    with pytest.raises(InputError, match="several campaigns"):
        renumber(folder, [other])


# Unfinished merges in git.


def git(where: Path, *words: str, check: bool = True) -> str:
    settings = ["user.name=T", "user.email=t@example.org", "init.defaultBranch=main"]
    flags = [word for one in settings for word in ("-c", one)]
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(where), *flags, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=check, env=environment)
    return done.stdout


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Nino's and Jonas's campaign folders, each with versions the other lacks, all committed."""
    nino, jonas = tmp_path / "nino", tmp_path / "jonas"
    place = Path("campaigns") / "walnut-winter"
    for number in (1, 2, 3):
        put(nino / place, number, version(number, number - 1 or None, "N", f"n{number}", number))
    git(tmp_path, "init", "-q", str(nino))
    git(nino, "add", "-A")
    git(nino, "commit", "-qm", "shared")
    git(tmp_path, "clone", "-q", str(nino), str(jonas))
    # Nobody's name tells the sides apart, and Jonas's fifth was saved before Nino's.
    put(nino / place, 4, version(4, 3, "Team", "n4", 10))
    put(nino / place, 5, version(5, 4, "Team", "n5", 50))
    put(jonas / place, 4, version(4, 3, "Team", "j4", 20))
    put(jonas / place, 5, version(5, 4, "Team", "j5", 30))
    put(jonas / place, 6, version(6, 5, "Team", "j6", 60))
    for clone in (nino, jonas):
        git(clone, "add", "-A")
        git(clone, "commit", "-qm", "mine")
    return nino / place, jonas / place


EXPECTED = {"n1": (1, None), "n2": (2, "n1"), "n3": (3, "n2"), "n4": (4, "n3"), "n5": (5, "n4")}
EXPECTED |= {"j4": (7, "n3"), "j5": (8, "j4"), "j6": (9, "j5")}


@pytest.mark.parametrize("attributes", ["", "campaigns/*/v*.yaml -merge\n"])
@pytest.mark.parametrize("way", ["merge", "rebase"])
@pytest.mark.parametrize("mine", [0, 1], ids=["Nino", "Jonas"])
def test_an_unfinished_merge_gives_both_people_the_same(
    clones: tuple[Path, Path], mine: int, way: str, attributes: str
) -> None:
    here, there = clones[mine], clones[1 - mine]
    (here.parents[1] / ".git" / "info" / "attributes").write_text(attributes)
    git(here, "fetch", "-q", str(there.parents[1]), "main")
    git(
        here,
        *(["merge", "FETCH_HEAD"] if way == "merge" else ["rebase", "FETCH_HEAD"]),
        check=False,
    )
    assert git(here, "ls-files", "-u")
    assert 'add --all "v*.yaml"' in told(here)
    assert held(here) == EXPECTED
    after = contents(here)
    assert 'add --all "v*.yaml"' in told(here)
    assert contents(here) == after
    git(here, "add", "--all", "v*.yaml")
    assert git(here, "ls-files", "-u") == ""
    assert told(here) == renumber_words.NOTHING


def test_a_rebase_of_several_commits_keeps_each_line(clones: tuple[Path, Path]) -> None:
    nino, jonas = clones
    git(jonas, "reset", "-q", "--soft", "HEAD~1")
    for number in (4, 5, 6):
        git(jonas, "reset", "-q")
        git(jonas, "add", f"v00{number}.yaml")
        git(jonas, "commit", "-qm", f"v00{number}")
    git(jonas, "fetch", "-q", str(nino.parents[1]), "main")
    git(jonas, "rebase", "FETCH_HEAD", check=False)
    for _ in range(3):
        assert told(jonas).endswith("then: git rebase --continue")
        git(jonas, "add", "--all", "v*.yaml")
        git(jonas, "-c", "core.editor=true", "rebase", "--continue", check=False)
    assert git(jonas, "status", "--porcelain", "-uno") == ""
    assert told(jonas) == renumber_words.NOTHING
    found = {note: start for note, (_, start) in held(jonas).items()}
    assert found == {note: start for note, (_, start) in EXPECTED.items()}


def test_a_version_that_one_side_removed_stays_away(clones: tuple[Path, Path]) -> None:
    nino, jonas = clones
    git(nino, "rm", "-q", "v001.yaml")
    git(nino, "commit", "-qm", "withdrawn")
    git(jonas, "pull", "-q", "--no-rebase", str(nino.parents[1]), "main", check=False)
    told(jonas)
    assert not (jonas / "v001.yaml").exists()
    assert (jonas / "v009.yaml").exists()


def test_who_pulls_what_was_renumbered_adds_nothing(clones: tuple[Path, Path]) -> None:
    nino, jonas = clones
    git(nino, "pull", "-q", "--no-rebase", str(jonas.parents[1]), "main", check=False)
    told(nino)
    git(nino, "add", "-A")
    git(nino, "commit", "-qm", "both")
    git(jonas, "pull", "-q", "--no-rebase", str(nino.parents[1]), "main")
    assert held(jonas) == EXPECTED
    assert told(jonas) == renumber_words.NOTHING


def test_a_folder_without_git_is_no_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    put(folder, 4, JONAS, "v004 (1).yaml")
    assert "becomes v005" in told(folder)


# Random trees of versions.


@dataclass(frozen=True)
class Saved:
    """A version as one person saved it; `start` is the note of the version it started from."""

    number: int
    note: str
    start: str | None
    content: bytes


@dataclass(frozen=True)
class Story:
    """What each person has: versions by note; the first are shared."""

    people: dict[str, dict[str, Saved]]

    def truth(self) -> dict[str, str | None]:
        return {one.note: one.start for mine in self.people.values() for one in mine.values()}


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Two or three people who go on from shared versions, mostly from their newest."""
    minutes = iter(draw(st.permutations(range(40))))
    shared: dict[str, Saved] = {}
    for number in range(1, draw(st.integers(1, 3)) + 1):
        _save(shared, "Shared", -50 + number, number - 1)
    people = {}
    for author in ["Nino", "Jonas", "Éva"][: draw(st.integers(2, 3))]:
        mine = dict(shared)
        for minute in sorted(next(minutes) for _ in range(draw(st.integers(0, 4)))):
            back = draw(st.sampled_from([0, 0, 0, 1, 2]))
            _save(mine, author, minute, max(1, len(mine) - back))
        people[author] = mine
    return Story(people)


def _save(mine: dict[str, Saved], author: str, minute: int, base: int) -> None:
    number, note = len(mine) + 1, f"{author} {minute}"
    start = next((one.note for one in mine.values() if one.number == base), None)
    content = version(number, base or None, author, note, minute)
    mine[note] = Saved(number, note, start, content)


def lay(mine: Iterable[Saved], folder: Path) -> Path:
    for one in mine:
        put(folder, one.number, one.content)
    return folder


@contextmanager
def room() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def check(folder: Path, story: Story) -> None:
    """Every plan is there once, starts where it did, and differs in two lines at most."""
    found = held(folder)
    assert {note: start for note, (_, start) in found.items()} == story.truth()
    before = {one.note: one for mine in story.people.values() for one in mine.values()}
    for note, (number, _) in found.items():
        old = before[note].content.splitlines()
        new = version_path(folder, number).read_bytes().splitlines()
        kept = re.compile(rb"(?!version:|based_on:).*")
        assert [*filter(kept.match, old)] == [*filter(kept.match, new)]
        assert number >= before[note].number


@settings(max_examples=30)  # each writes a dozen files
@given(stories(), st.data())
def test_random_trees_from_folders_in_any_order(story: Story, data: st.DataObject) -> None:
    order = data.draw(st.permutations(sorted(story.people)))
    with room() as root:
        for author, mine in story.people.items():
            lay(mine.values(), root / author)
        home, others = root / order[0], [root / author for author in order[1:]]
        if data.draw(st.booleans()):
            renumber(home, others)
        else:
            for other in others:
                renumber(home, [other])
        check(home, story)
        after = contents(home)
        renumber(home, others)
        assert contents(home) == after


@settings(max_examples=30)  # each writes a dozen files
@given(stories(), st.data())
def test_who_calls_it_does_not_matter(story: Story, data: st.DataObject) -> None:
    first, second = data.draw(st.permutations(sorted(story.people)))[:2]
    with room() as root:
        for author in (first, second):
            lay(story.people[author].values(), root / author)
            shutil.copytree(root / author, root / "as they were" / author)
        renumber(root / first, [root / "as they were" / second])
        renumber(root / second, [root / "as they were" / first])
        assert contents(root / first) == contents(root / second)


@settings(max_examples=30)  # each writes a dozen files
@given(stories(), st.randoms(use_true_random=False))
def test_random_trees_from_copies_even_if_interrupted(story: Story, chance: random.Random) -> None:
    with room() as root:
        _scatter(story, root / "whole", chance)
        shutil.copytree(root / "whole", root / "broken")
        renumber(root / "whole")
        check(root / "whole", story)
        for _ in range(4):
            _interrupted(root / "broken", chance.randrange(6))
        renumber(root / "broken")
        assert contents(root / "broken") == contents(root / "whole")
        assert not [name for name in contents(root / "broken") if "copy" in name]


def _scatter(story: Story, folder: Path, chance: random.Random) -> None:
    """Lay everybody's versions into one folder as a synced drive does: who is first is chance."""
    folder.mkdir()
    unique = {one.content: one for mine in story.people.values() for one in mine.values()}
    for turn, content in enumerate(chance.sample(sorted(unique), len(unique))):
        one = unique[content]
        taken = version_path(folder, one.number).exists()
        name = f"v{one.number:03} (copy {turn}).yaml" if taken else ""
        put(folder, one.number, content, name)


class Stopped(Exception):  # noqa: N818  # it is no error but a test's power cut
    """The computer was switched off."""


def _interrupted(folder: Path, steps: int) -> None:
    """Renumber, but stop before the step after so many that change a file."""
    left = [steps]

    def counted(really: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object, **named: object) -> object:
            if not left[0]:
                raise Stopped
            left[0] -= 1
            return really(*given, **named)

        return step

    with pytest.MonkeyPatch.context() as patch, suppress(Stopped):
        for owner, name in ((files, "create"), (files, "replace"), (Path, "unlink")):
            patch.setattr(owner, name, counted(getattr(owner, name)))
        renumber(folder)


def test_a_disk_that_runs_full_half_way_is_told_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, 4, JONAS)
    put(folder, 4, NINO, "v004 (1).yaml")

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "replace", full)
    with pytest.raises(StoreError, match=r"disk is full.*Nothing is lost: run it again"):
        renumber(folder)
    monkeypatch.undo()
    assert "v004 by Jonas is already v005." in told(folder)
    assert held(folder)["n4"] == (4, "n3")
    assert held(folder)["j4"] == (5, "n3")


def test_a_work_says_what_it_would_do(folder: Path) -> None:
    put(folder, 4, JONAS, "v004 (1).yaml")
    work: Work = renumber(folder, dry_run=True)
    assert [(item.number, place.number) for item, place in work.moved.items()] == [(4, 5)]
    assert (work.created, work.cleared) == ([5], [])


def test_plan_yaml_goes_with_the_version_that_it_equals_of_two_alike(tmp_path: Path) -> None:
    """Somebody copied a version by hand and edited it: only the content tells them apart."""
    mine = version(2, 1, "Ana", "n", 0)
    yours = mine.replace(b"title: Walnut Winter", b"title: A Walnut Winter")
    put(tmp_path, 1, version(1, None, "Ana", "first", 0))
    put(tmp_path, 2, mine)
    put(tmp_path, 2, yours, "v002 (1).yaml")
    for content in (mine, yours):
        folder = tmp_path.with_name(f"{tmp_path.name}-{len(content)}")
        shutil.copytree(tmp_path, folder)
        put(folder, 0, content, PLAN)
        renumber(folder)
        number = store.load(folder / PLAN).plan.version
        assert version_path(folder, number).read_bytes() == (folder / PLAN).read_bytes()
