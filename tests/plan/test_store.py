"""No version is ever lost or overwritten, whatever happens while it is saved."""

import errno
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.errors import CommentsLost, InputError, Overtaken, StoreError
from planner.model.plan import Plan
from planner.plan import document, files, store
from planner.plan.text import dump
from tests.plan.samples import small

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 23, 12, 0, 0, 999, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign with one version."""
    return store.create(tmp_path, "walnut-winter", small()).parent


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and path.name != ".lock"
    }


def saved_again(folder: Path, note: str = "again") -> store.Saved:
    current = store.load(folder / store.PLAN)
    return store.save(folder, current.plan, read=current.digest, note=note)


def test_create_makes_a_campaign_with_its_first_version(tmp_path: Path) -> None:
    path = store.create(tmp_path, "walnut-winter", small(author="Nino", note="first"))
    assert path == tmp_path / "walnut-winter" / "plan.yaml"
    assert store.campaigns(tmp_path) == ["walnut-winter"]
    assert (path.parent / "audience").is_dir()
    plan = store.load(path).plan
    assert (plan.version, plan.based_on, plan.author, plan.note) == (1, None, "Nino", "first")
    assert (path.parent / "v001.yaml").read_bytes() == path.read_bytes()


def test_create_leaves_an_older_campaign_alone(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(InputError, match="exists already"):
        store.create(folder.parent, folder.name, small(note="other"))
    assert contents(folder) == before


@pytest.mark.parametrize("slug", ["../x", "/x", "a/b", "a\\b", ".", "..", "", "CON", "con", "a\n"])
def test_no_campaign_leaves_its_root(tmp_path: Path, slug: str) -> None:
    root = tmp_path / "campaigns"
    with pytest.raises(InputError, match="campaign: is "):
        store.create(root, slug, small())
    assert list(tmp_path.iterdir()) == []


def test_save_freezes_what_it_makes_current(folder: Path) -> None:
    current = store.load(folder / store.PLAN)
    saved = store.save(
        folder, current.plan, read=current.digest, author="Léa", note="two", now=NOON
    )
    assert (saved.version, saved.path) == (2, folder / store.PLAN)
    assert (folder / "v002.yaml").read_bytes() == (folder / store.PLAN).read_bytes()
    loaded = store.load(saved.path)
    assert (loaded.plan, loaded.digest) == (saved.plan, saved.digest)
    assert loaded.plan.based_on == 1
    assert loaded.plan.saved == NOON.replace(microsecond=0)
    newest, first = store.versions(folder)
    assert (newest.number, newest.author, newest.note) == (2, "Léa", "two")
    assert first.number == 1


def test_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    made = [tmp_path / name for name in ("a", "b")]
    for folder in made:
        store.save(folder, small(), read=None, author="", note="", now=NOON)
    assert contents(made[0]) == contents(made[1])


def test_a_moment_without_a_zone_is_this_computers(folder: Path) -> None:
    current = store.load(folder / store.PLAN)
    naive = NOON.astimezone().replace(tzinfo=None)
    saved = store.save(folder, current.plan, read=current.digest, now=naive)
    assert saved.plan.saved == NOON.replace(microsecond=0)


def test_an_overtaken_saver_keeps_a_version(folder: Path) -> None:
    mine = store.load(folder / store.PLAN)
    saved_again(folder, "theirs")
    theirs = (folder / store.PLAN).read_bytes()
    with pytest.raises(Overtaken, match="version 3") as caught:
        store.save(folder, mine.plan, read=mine.digest, note="mine")
    assert caught.value.kept == 3
    assert (folder / store.PLAN).read_bytes() == theirs
    kept = store.load(folder / "v003.yaml").plan
    assert (kept.note, kept.based_on) == ("mine", 1)


def test_an_edit_by_hand_overtakes_too(folder: Path) -> None:
    mine = store.load(folder / store.PLAN)
    edited = (folder / store.PLAN).read_text().replace("Walnut Winter", "Walnut Summer")
    (folder / store.PLAN).write_text(edited)
    with pytest.raises(Overtaken):
        store.save(folder, mine.plan, read=mine.digest)
    assert (folder / store.PLAN).read_text() == edited


def test_an_editor_that_saves_while_we_do_overtakes_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = store.load(folder / store.PLAN)
    freeze = store._freeze

    def slowly(folder: Path, plan: Plan) -> Plan:
        frozen = freeze(folder, plan)
        (folder / store.PLAN).write_text("by hand")
        return frozen

    monkeypatch.setattr(store, "_freeze", slowly)
    with pytest.raises(Overtaken):
        store.save(folder, mine.plan, read=mine.digest)
    assert (folder / store.PLAN).read_text() == "by hand"


def test_first_save_of_two_is_overtaken_as_well(folder: Path) -> None:
    with pytest.raises(Overtaken):
        store.save(folder, small(), read=None)


def test_a_plan_deleted_in_between_is_written_again(folder: Path) -> None:
    mine = store.load(folder / store.PLAN)
    (folder / store.PLAN).unlink()
    assert store.save(folder, mine.plan, read=mine.digest).version == 2
    assert store.load(folder / store.PLAN).plan.version == 2


def test_a_campaign_that_lost_its_plan_goes_on_counting(folder: Path) -> None:
    (folder / store.PLAN).unlink()
    assert store.campaigns(folder.parent) == []
    assert [version.number for version in store.versions(folder)] == [1]
    path = store.create(folder.parent, folder.name, small())
    assert store.load(path).plan.version == 2
    assert (folder / "v001.yaml").exists()


def test_comments_are_listed_before_they_are_lost(folder: Path) -> None:
    path = folder / store.PLAN
    path.write_text(path.read_text() + "note: mind  # the gap\n# the end\n")
    before = contents(folder)
    current = store.load(path)
    last = path.read_text().count("\n")
    with pytest.raises(CommentsLost, match="the gap") as caught:
        store.save(folder, current.plan, read=current.digest)
    assert caught.value.comments == ((last - 1, "# the gap"), (last, "# the end"))
    assert contents(folder) == before
    assert store.save(folder, current.plan, read=current.digest, drop_comments=True).version == 2


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("step", ["mkstemp", "fsync", "link"])
def test_a_drive_that_refuses_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    before = contents(folder)
    owner = tempfile if step == "mkstemp" else os
    monkeypatch.setattr(owner, step, _raises(OSError(code, os.strerror(code))))
    with pytest.raises(StoreError, match="Nothing was changed"):
        saved_again(folder)
    monkeypatch.undo()
    assert contents(folder) == before
    assert saved_again(folder).version == 2


def _raises(error: BaseException) -> Callable[..., None]:
    def fails(*_given: object, **_named: object) -> None:
        raise error

    return fails


def test_a_plan_that_cannot_be_replaced_says_what_was_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    monkeypatch.setattr(Path, "replace", _raises(PermissionError(errno.EACCES, "in use")))
    with pytest.raises(StoreError, match="kept as version 2"):
        saved_again(folder)
    after = contents(folder)
    assert after.pop("v002.yaml")
    assert after == before


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        store.save(tmp_path / "file", small(), read=None)
    with pytest.raises(StoreError):
        store.create(tmp_path / "file", "a", small())
    with pytest.raises(StoreError):
        store.load(tmp_path / "file" / "plan.yaml")
    with pytest.raises(StoreError, match="is a folder"):
        store.load(tmp_path)
    with pytest.raises(StoreError, match="does not exist"):
        store.load(tmp_path / "plan.yaml")


@pytest.mark.parametrize("code", sorted(files.NO_LINKS))
def test_a_drive_without_links_still_never_overwrites(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "link", _raises(OSError(code, "no links here")))
    monkeypatch.setattr(Path, "chmod", _raises(PermissionError(errno.EPERM, "no modes here")))
    first = (folder / "v001.yaml").read_bytes()
    assert saved_again(folder).version == 2
    assert (folder / "v001.yaml").read_bytes() == first
    assert not files.create(folder / "v001.yaml", b"other")
    assert set(contents(folder)) == {"plan.yaml", "v001.yaml", "v002.yaml"}


@pytest.mark.parametrize("step", ["fsync", "link", "unlink", "replace", "chmod"])
@pytest.mark.parametrize("before_it", [True, False])
def test_an_interrupted_save_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, *, before_it: bool
) -> None:
    first = contents(folder)
    owner = os if hasattr(os, step) and step in ("fsync", "link") else Path
    really = getattr(owner, step)

    def interrupted(*given: object, **named: object) -> None:
        if not before_it:
            really(*given, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        saved_again(folder)
    monkeypatch.undo()
    assert contents(folder)["v001.yaml"] == first["v001.yaml"]
    assert all_load(folder)
    assert saved_again(folder).version in (2, 3)


def all_load(folder: Path) -> list[int]:
    """The numbers of all versions, each of which loads, as does plan.yaml."""
    store.load(folder / store.PLAN)
    names = sorted(path for path in contents(folder) if re.fullmatch(r"v\d+\.yaml", path))
    numbers = [store.load(folder / name).plan.version for name in names]
    assert [f"v{number:03}.yaml" for number in numbers] == names
    return numbers


SAVER = """
import sys
from pathlib import Path
from planner.errors import Overtaken
from planner.plan import store
folder, who, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
for turn in range(times):
    current = store.load(folder / store.PLAN)
    try:
        number = store.save(folder, current.plan, read=current.digest, note=f"{who} {turn}").version
    except Overtaken as error:
        number = error.kept
    print(number, flush=True)
"""


def saver(folder: Path, who: str, times: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", SAVER, str(folder), who, str(times)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_savers_at_once_get_a_version_each(folder: Path) -> None:
    processes = [saver(folder, f"saver {index}", 10) for index in range(4)]
    printed = [process.communicate(timeout=60)[0].split()[1:] for process in processes]
    numbers = sorted(int(number) for numbers in printed for number in numbers)
    assert numbers == list(range(2, 42))
    assert all_load(folder) == [1, *numbers]
    notes = [version.note for version in store.versions(folder)]
    assert len(set(notes)) == 41
    assert set(contents(folder)) == {"plan.yaml", *(f"v{n:03}.yaml" for n in range(1, 42))}


def test_a_killed_saver_loses_nothing(folder: Path) -> None:
    told: set[int] = set()
    for turn in range(2):
        with saver(folder, f"victim {turn}", 10_000) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(0.05 + 0.013 * turn)
            process.kill()
            told |= {int(line) for line in process.stdout.read().split("\n")[:-1]}
        assert told <= set(all_load(folder))
    assert saved_again(folder).version == max(all_load(folder))


FORKED = """
import os, random, signal, sys, time
from pathlib import Path
from planner.plan import store
folder = Path(sys.argv[1])
for turn in range(30):
    child = os.fork()
    if not child:
        while True:
            current = store.load(folder / store.PLAN)
            store.save(folder, current.plan, read=current.digest, note="x" * 1000)
    time.sleep(random.Random(turn).uniform(0.01, 0.05))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    store.load(folder / store.PLAN)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_thirty_killed_savers_lose_nothing(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", FORKED, str(folder)], cwd=ROOT, check=True, timeout=60)
    numbers = all_load(folder)
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 1


def test_a_damaged_version_is_listed_and_left_alone(folder: Path) -> None:
    (folder / "v002.yaml").write_text("schema: [")
    (folder / "v003.yaml").mkdir()
    (folder / "v004.yaml").write_bytes(b"\xff\xfe")
    (folder / "v005.yaml").symlink_to(folder / "nowhere")
    (folder / "vnew.yaml").write_text("no version")
    listed = store.versions(folder)
    assert [version.number for version in listed] == [5, 4, 3, 2, 1]
    assert [bool(version.note) for version in listed] == [True, True, True, True, False]
    assert saved_again(folder).version == 6
    assert (folder / "v002.yaml").read_text() == "schema: ["


def test_a_linked_version_is_never_written_through(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("mine")
    (folder / "v002.yaml").symlink_to(outside)
    assert not files.create(folder / "v002.yaml", b"other")
    assert saved_again(folder).version == 3
    assert outside.read_text() == "mine"


def test_numbers_may_outgrow_three_digits(folder: Path) -> None:
    (folder / "v999.yaml").write_bytes((folder / "v001.yaml").read_bytes())
    assert saved_again(folder).version == 1000
    assert store.versions(folder)[0].path.name == "v1000.yaml"


def test_a_plan_too_large_to_load_is_not_saved(folder: Path) -> None:
    before = contents(folder)
    messages = {"fr": ["x" * 20_000] * (document.MOST_BYTES // 20_000 + 1)}
    plan = small(film=small().film.model_copy(update={"messages": messages}))
    with pytest.raises(InputError, match="too large"):
        store.save(folder, plan, read=store.load(folder / store.PLAN).digest)
    assert contents(folder) == before


def test_a_file_too_large_for_a_plan_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"#" * (document.MOST_BYTES + 1))
    with pytest.raises(InputError, match="too large"):
        store.load(path)


def test_text_files_are_replaced_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "creators.csv"
    files.write_text(path, "creator\nÉva\n")
    assert path.read_bytes() == "creator\nÉva\n".encode()
    monkeypatch.setattr(os, "fsync", _raises(OSError(errno.ENOSPC, "full")))
    with pytest.raises(StoreError, match="full"):
        files.write_text(path, "other")
    assert path.read_text(encoding="utf-8") == "creator\nÉva\n"
    assert [item.name for item in path.parent.iterdir()] == ["creators.csv"]


def test_windows_line_endings_survive_until_a_save(folder: Path) -> None:
    path = folder / store.PLAN
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    saved_again(folder)
    assert b"\r" not in path.read_bytes()
    assert path.read_text(encoding="utf-8") == dump(store.load(path).plan)
