"""No version is ever lost or overwritten, whatever happens while it is saved."""

import errno
import json
import os
import re
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.errors import CommentsLost, InputError, Overtaken, StoreError
from planner.model.plan import Plan
from planner.plan import contacts, decode, files, store
from planner.plan.history import timeline
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
    newest, first = timeline(folder)
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

    def slowly(folder: Path, plan: Plan) -> tuple[Plan, bytes]:
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
    assert [version.number for version in timeline(folder)] == [1]
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_no_kill_and_no_crowd_loses_a_version() -> None:
    command = [sys.executable, "-m", "tests.bench.saves", "--json"]
    small_form = ["--kills", "60", "--savers", "4", "--saves", "15"]
    done = subprocess.run([*command, *small_form], cwd=ROOT, capture_output=True, check=True)
    found = json.loads(done.stdout)
    assert [len(rows) for rows in found.values()] == [2, 2]
    for row in found["killed"] + found["crowded"]:
        wrong = ("lost", "half", "overwritten", "told_twice", "blocked")
        assert {name: row[name] for name in wrong} == dict.fromkeys(wrong, 0), row
        assert row["swept"] == row["temporary"]


def test_a_version_that_never_became_the_plan_blocks_nobody(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_make_current", _raises(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        saved_again(folder)
    monkeypatch.undo()
    killed = (folder / "v002.yaml").read_bytes()
    assert saved_again(folder).version == 3
    assert (folder / "v002.yaml").read_bytes() == killed
    assert store.load(folder / "v003.yaml").plan.based_on == 1


@pytest.mark.parametrize("code", [errno.EMFILE, errno.EIO, errno.ENOSPC])
def test_who_fails_after_the_freeze_is_told_what_was_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    before = contents(folder)
    freeze = store._freeze

    def then_breaks(folder: Path, plan: Plan) -> tuple[Plan, bytes]:
        frozen = freeze(folder, plan)
        monkeypatch.setattr(tempfile, "mkstemp", _raises(OSError(code, os.strerror(code))))
        return frozen

    monkeypatch.setattr(store, "_freeze", then_breaks)
    with pytest.raises(StoreError, match="kept as version 2") as caught:
        saved_again(folder)
    assert "Nothing was changed" not in str(caught.value)
    after = contents(folder)
    assert after.pop("v002.yaml")
    assert after == before


@pytest.mark.parametrize("step", ["open", "fsync"])
def test_a_folder_that_cannot_be_synced_fails_no_save(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    really = getattr(os, step)

    def fails(what: object, *rest: object) -> object:
        folders = what == folder or (
            step == "fsync" and stat.S_ISDIR(os.fstat(int(str(what))).st_mode)
        )
        if folders:
            raise OSError(errno.EINVAL, "no sync of folders")
        return really(what, *rest)

    monkeypatch.setattr(os, step, fails)
    assert saved_again(folder).version == 2


def test_a_link_that_was_made_though_the_drive_denies_it_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.link

    def twice(source: Path, target: Path) -> None:
        really(source, target)
        raise FileExistsError(errno.EEXIST, "a network drive asked twice")

    monkeypatch.setattr(os, "link", twice)
    assert saved_again(folder).version == 2
    assert all_load(folder) == [1, 2]


def test_a_rename_writes_through_no_link(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _raises(OSError(errno.EPERM, "no links here")))
    (folder / "v002.yaml").symlink_to(folder / "nowhere.yaml")
    assert not files.create(folder / "v002.yaml", b"other")
    assert (folder / "v002.yaml").is_symlink()
    assert saved_again(folder).version == 3
    monkeypatch.setattr(os.path, "lexists", lambda _path: False)
    monkeypatch.setattr(Path, "rename", _raises(FileExistsError(errno.EEXIST, "as Windows says")))
    assert not files.create(folder / "v003.yaml", b"other")


@pytest.mark.parametrize("code", sorted(files.NO_LOCKS))
def test_a_drive_without_locks_takes_a_file_for_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    fcntl = pytest.importorskip("fcntl")  # Windows has none
    monkeypatch.setattr(fcntl, "flock", _raises(OSError(code, "no locks here")))
    assert saved_again(folder).version == 2
    assert not (folder / files.SOFT_LOCK).exists()
    (folder / files.SOFT_LOCK).write_text(f"{os.getppid()}\n{socket.gethostname()}\n")
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.05)
    with pytest.raises(StoreError, match=rf"by somebody else.*delete .*{files.SOFT_LOCK}"):
        saved_again(folder)
    (folder / files.SOFT_LOCK).unlink()
    assert saved_again(folder).version == 3


def test_what_a_killed_saver_left_is_swept_once_it_is_old(folder: Path) -> None:
    old, new, other = (folder / name for name in (".saving-a.tmp", ".saving-b.tmp", "x.tmp"))
    for path in (old, new, other):
        path.write_text("half a plan")
    os.utime(old, (1, 1))
    os.utime(other, (1, 1))
    saved_again(folder)
    assert [path.exists() for path in (old, new, other)] == [False, True, True]


def test_a_version_in_capitals_takes_its_number_too(folder: Path) -> None:
    (folder / "V002.YAML").write_text("on Windows this is v002.yaml")
    assert saved_again(folder).version == 3
    assert [version.number for version in timeline(folder)] == [3, 1]


def test_the_last_number_is_the_last(folder: Path) -> None:
    (folder / "v999999.yaml").write_text("x")
    before = contents(folder)
    with pytest.raises(StoreError, match="leaves no number"):
        saved_again(folder)
    assert contents(folder) == before


def test_a_plan_that_somebody_made_read_only_stays(folder: Path) -> None:
    (folder / store.PLAN).chmod(0o444)
    before = contents(folder)
    with pytest.raises(StoreError, match=r"is read-only.*Nothing was changed"):
        saved_again(folder)
    assert contents(folder) == before


def test_a_plan_keeps_its_permissions(folder: Path) -> None:
    (folder / store.PLAN).chmod(0o660)
    saved_again(folder)
    assert stat.S_IMODE((folder / store.PLAN).stat().st_mode) == 0o660


def test_a_plan_that_is_a_link_within_the_campaigns_stays_one(folder: Path) -> None:
    real = folder.parent / "shared.yaml"
    (folder / store.PLAN).rename(real)
    (folder / store.PLAN).symlink_to(real)
    assert saved_again(folder).version == 2
    assert (folder / store.PLAN).is_symlink()
    assert real.read_bytes() == (folder / "v002.yaml").read_bytes()


def test_a_plan_that_leads_elsewhere_is_not_saved(tmp_path: Path) -> None:
    folder = store.create(tmp_path / "campaigns", "walnut-winter", small()).parent
    content = (folder / store.PLAN).read_bytes()
    (tmp_path / "outside.yaml").write_bytes(content)
    (folder / store.PLAN).unlink()
    (folder / store.PLAN).symlink_to(tmp_path / "outside.yaml")
    with pytest.raises(StoreError, match="is a link to"):
        store.save(folder, small(), read=store.digest(content))
    assert (tmp_path / "outside.yaml").read_bytes() == content
    assert not (folder / "v002.yaml").exists()


def test_comments_block_nobody_who_was_overtaken(folder: Path) -> None:
    mine = store.load(folder / store.PLAN)
    theirs = (folder / store.PLAN).read_text() + "# mind the gap\n"
    (folder / store.PLAN).write_text(theirs)
    with pytest.raises(Overtaken, match="kept as version 2"):
        store.save(folder, mine.plan, read=mine.digest)
    assert (folder / store.PLAN).read_text() == theirs


def test_people_named_in_a_plan_of_schema_1_are_kept(tmp_path: Path) -> None:
    old = (ROOT / "tests" / "golden" / "schema1.yaml").read_bytes()
    (tmp_path / store.PLAN).write_bytes(old)
    current = store.load(tmp_path / store.PLAN)
    store.save(tmp_path, current.plan, read=current.digest)
    named = {code for code, one in contacts.read(tmp_path).contacts.items() if one}
    assert named
    assert "contact: main" in (tmp_path / store.PLAN).read_text()


def test_a_damaged_version_is_listed_and_left_alone(folder: Path) -> None:
    (folder / "v002.yaml").write_text("schema: [")
    (folder / "v003.yaml").mkdir()
    (folder / "v004.yaml").write_bytes(b"\xff\xfe")
    (folder / "v005.yaml").symlink_to(folder / "nowhere")
    (folder / "vnew.yaml").write_text("no version")
    listed = timeline(folder)
    assert [version.number for version in listed] == [5, 4, 3, 2, 1]
    assert [bool(version.fault) for version in listed] == [True, True, True, True, False]
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
    assert timeline(folder)[0].path.name == "v1000.yaml"


def test_a_plan_too_large_to_load_is_not_saved(folder: Path) -> None:
    before = contents(folder)
    messages = {"fr": ["x" * 20_000] * (decode.MOST_BYTES // 20_000 + 1)}
    plan = small(film=small().film.model_copy(update={"messages": messages}))
    with pytest.raises(InputError, match="too large"):
        store.save(folder, plan, read=store.load(folder / store.PLAN).digest)
    assert contents(folder) == before


def test_a_file_too_large_for_a_plan_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"#" * (decode.MOST_BYTES + 1))
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
