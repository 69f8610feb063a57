"""Records are kept for ever, each in a file of its own; a bad one is told and hides no other."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import StoreError
from planner.plan import edit, records, store
from planner.plan.records import FOLDER, MOST_BYTES, Record
from tests.plan.samples import NAME, TEXT
from tests.plans import make_plan

NOON = datetime(2027, 3, 12, 12, 0, tzinfo=UTC)
COVERS = "sha256:0123456789abcdef"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a campaign that many examples add to."""
    return store.create(tmp_path_factory.mktemp("c"), "quince-spring", make_plan({"FR": {}})).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a campaign with one version."""
    return store.create(tmp_path, "quince-spring", make_plan({"FR": {}})).parent


def record(on: datetime = NOON, **fields: object) -> Record:
    usual: dict[str, object] = {
        "kind": "sign_off",
        "at": {"region": "FR", "topic": "maps"},
        "by": "Ann",
        "on": on,
        "verdict": "ok",
        "version": 1,
        "covers": COVERS,
        "what": "Is there a map?",
    }
    return Record.model_validate(usual | fields)


def test_what_is_written_is_read(folder: Path) -> None:
    one = record(note="Cut: the map\nin scene 12")
    path = records.append(folder, one)
    assert path.parent == folder / FOLDER
    assert path.name.startswith("20270312T120000Z-sign_off-FR-maps-")
    found = records.read(folder)
    assert found.records == (one,)
    assert found.problems == ()


def test_a_campaign_without_records_has_none(folder: Path) -> None:
    assert records.read(folder) == records.Records()


def test_they_come_oldest_first_and_by_what_they_are_about(folder: Path) -> None:
    late, early = record(NOON + timedelta(hours=1)), record(by="Bob")
    other = record(at={"region": "GB", "topic": "maps"})
    for one in (late, other, early):
        records.append(folder, one)
    found = records.read(folder)
    assert found.of("sign_off", region="FR", topic="maps") == (early, late)
    assert found.of("sign_off", region="GB") == (other,)
    assert found.of("ready", region="FR") == ()


def test_two_in_the_same_second_are_both_kept_and_none_is_replaced(folder: Path) -> None:
    first = records.append(folder, record(by="Ann"))
    before = first.read_bytes()
    second = records.append(folder, record(by="Bob"))
    assert first != second
    with pytest.raises(StoreError, match="exists already"):
        records.append(folder, record(by="Ann"))
    assert first.read_bytes() == before
    assert len(records.read(folder).records) == 2


def test_it_names_a_version_that_exists(folder: Path) -> None:
    with pytest.raises(StoreError, match="has no version 7"):
        records.append(folder, record(version=7))
    assert not (folder / FOLDER).exists()


def test_only_a_saved_plan_has_a_version(folder: Path) -> None:
    plan = store.load(folder / store.PLAN).plan
    assert records.saved_version(folder, plan) == 1
    changed = edit.replace(plan, {"film.title": "Plum"})
    with pytest.raises(StoreError, match="Save it first"):
        records.saved_version(folder, changed)
    with pytest.raises(StoreError, match="Save it first"):
        records.saved_version(folder, plan.model_copy(update={"version": 9}))


BROKEN = {
    "kind: sign_off\n  by: [": "not valid YAML",
    "just a note": "is no record",
    "": "is empty",
    "kind: sign_off\nat: {}\n": "lacks `by`",
    "a: &x 1\nb: *x\n": "anchor or alias",
}


@pytest.mark.parametrize(("text", "told"), BROKEN.items())
def test_a_broken_file_is_told_and_the_others_load(folder: Path, text: str, told: str) -> None:
    records.append(folder, record())
    (folder / FOLDER / "0-broken.yaml").write_text(text, encoding="utf-8")
    found = records.read(folder)
    assert found.records == (record(),)
    assert any(told in str(problem) for problem in found.problems)
    assert all("0-broken.yaml" in str(problem) for problem in found.problems)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("version: 1", "version: zero", "version"),
        ("covers: sha256:", "covers: md5:", "covers"),
        ("by: Ann", "by: Ann\nwitness: Bob", "witness"),
    ],
)
def test_a_bad_field_is_told_with_its_line(folder: Path, old: str, new: str, field: str) -> None:
    path = records.append(folder, record())
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    (problem,) = records.read(folder).problems
    assert problem.field == field
    lines = path.read_text(encoding="utf-8").splitlines()
    assert problem.line is not None
    assert lines[problem.line - 1].startswith(field)


def test_links_large_files_and_other_encodings_are_refused(folder: Path, tmp_path: Path) -> None:
    path = records.append(folder, record())
    outside = tmp_path / "outside.yaml"
    outside.write_bytes(path.read_bytes())
    (folder / FOLDER / "1-link.yaml").symlink_to(outside)
    (folder / FOLDER / "2-large.yaml").write_text("# " + "x" * MOST_BYTES, encoding="utf-8")
    (folder / FOLDER / "3-latin.yaml").write_bytes("by: é".encode("latin-1"))
    (folder / FOLDER / "4-folder.yaml").mkdir()
    found = records.read(folder)
    assert found.records == (record(),)
    told = [str(problem) for problem in found.problems]
    assert len(told) == 4
    assert "is a link" in told[0]
    assert "too large" in told[1]
    assert "UTF-8" in told[2]
    assert "no ordinary file" in told[3]


def test_a_folder_that_leads_elsewhere_is_refused(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / FOLDER).symlink_to(elsewhere)
    with pytest.raises(StoreError, match="link to another place"):
        records.append(folder, record())
    with pytest.raises(StoreError, match="link to another place"):
        records.read(folder)
    assert list(elsewhere.iterdir()) == []


def test_a_place_can_not_leave_the_folder(folder: Path) -> None:
    path = records.append(folder, record(at={"region": "../../FR", "topic": "a/b\\c:d"}))
    assert path.parent == folder / FOLDER
    assert records.read(folder).records[0].at["region"] == "../../FR"


@given(by=NAME, note=TEXT, seconds=st.integers(0, 10**8))
def test_any_text_is_read_as_it_was_written(kept: Path, by: str, note: str, seconds: int) -> None:
    one = record(NOON + timedelta(seconds=seconds), by=by, note=note)
    path = records.append(kept, one)
    assert one in records.read(kept).records
    path.unlink()
