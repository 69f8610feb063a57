"""The first lines of a version say what the whole file says, or the whole file is read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from planner.errors import InputError, StoreError
from planner.model.plan import Head, Plan
from planner.plan import store
from planner.plan.head import head, head_of
from planner.plan.parse import parse
from planner.plan.text import dump
from tests.plan.samples import NASTY, PLANS, small

GOLDEN = Path(__file__).parent.parent / "golden"


def same(found: Head | None, plan: Plan) -> bool:
    return found is not None and all(
        getattr(found, name) == getattr(plan, name) for name in Head.model_fields
    )


@given(plan=PLANS)
def test_what_a_save_wrote_is_never_read_whole(plan: Plan) -> None:
    text = dump(plan)
    assert same(head_of(text), parse(text, "plan"))


@pytest.mark.parametrize("odd", [*NASTY, "film:", "film: x", "a\nfilm:\n b", "a\n\nversion: 9\n"])
def test_odd_notes_and_names(odd: str) -> None:
    whole = Plan.model_validate(small().model_dump(by_alias=True) | {"note": odd, "saved": None})
    assert same(head_of(dump(whole)), whole)


@pytest.mark.parametrize("name", ["schema1.yaml", "schema1-now.yaml", "schema2.yaml"])
def test_older_schemas_too(name: str) -> None:
    text = (GOLDEN / name).read_text("utf-8")
    assert same(head_of(text), parse(text, name))


BY_HAND: dict[str, Callable[[str], str]] = {
    "film first": lambda text: (
        "film:\n" + text.partition("film:\n")[2] + text.partition("film:")[0]
    ),
    "a note in quotes on two lines": lambda text: 'note: "a\nfilm: b"\n' + text,
    "a note at the end": lambda text: text + "note: later\n",
    "a key twice": lambda text: "version: 1\n" + text,
    "an unknown key": lambda text: "versions: 1\n" + text,
    "a later schema": lambda text: text.replace("schema: 2", "schema: 3"),
    "no schema": lambda text: text.replace("schema: 2\n", ""),
    "cut off": lambda text: text[:-9],
    "marks of a merge": lambda text: text + "<<<<<<< HEAD\n=======\n>>>>>>> main\n",
    "another file": lambda _: "region,date\nFR,2026-05-04\n",
    "nothing": lambda _: "",
    "a tag": lambda text: text.replace("version: 1", "version: !!python/name:os.system 1"),
    "an alias": lambda text: text.replace("version: 1", "version: &a 1\nbased_on: *a"),
}


@pytest.mark.parametrize("edit", BY_HAND.values(), ids=BY_HAND)
def test_what_no_save_wrote_is_read_whole(edit: Callable[[str], str], tmp_path: Path) -> None:
    text = edit(dump(small()))
    assert head_of(text) is None
    path = tmp_path / "v001.yaml"
    path.write_text(text)
    assert outcome(head, path) == outcome(lambda path: store.load(path).plan, path)


def outcome(read: Callable[[Path], Head], path: Path) -> dict[str, object] | str:
    """What the head of a file says, or what is wrong with the file."""
    try:
        found = read(path)
    except InputError as error:
        return str(error)
    return {name: getattr(found, name) for name in Head.model_fields}


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        head(tmp_path / "v001.yaml")
