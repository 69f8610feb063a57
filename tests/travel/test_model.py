import json
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.travel.fit import learnt
from planner.travel.model import SHIPPED, Model, load, read, write
from tests.travel.lists import REGIONS, known


def test_what_is_written_is_read_back_and_written_the_same(tmp_path: Path) -> None:
    model = learnt(known(), REGIONS)
    write(tmp_path / "one.json", model)
    again = read(tmp_path / "one.json")
    assert again == model
    write(tmp_path / "two.json", again)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_the_shipped_one_is_as_it_would_be_written_and_small(tmp_path: Path) -> None:
    write(tmp_path / "again.json", load())
    assert (tmp_path / "again.json").read_bytes() == SHIPPED.read_bytes()
    assert SHIPPED.stat().st_size < 500_000


def test_it_holds_no_title() -> None:
    assert set(json.loads(SHIPPED.read_text(encoding="utf-8"))) == {
        "schema",
        *Model.__dataclass_fields__,
    }


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "cannot be read"),
        ("[1]", "is no travel model"),
        ('{"schema": 1}', "is no travel model"),
        ('{"schema": 2}', "is a damaged travel model"),
        ("region,score\nES,1\n", "cannot be read"),
        ("\x00", "cannot be read"),
    ],
)
def test_a_file_that_is_no_model_is_told(tmp_path: Path, content: str, what: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=what):
        read(path)


@pytest.mark.parametrize("part", ["base", "languages", "period", "regions", "unseen", "together"])
def test_a_damaged_part_is_told(tmp_path: Path, part: str) -> None:
    data = json.loads(SHIPPED.read_text(encoding="utf-8"))
    path = tmp_path / "model.json"
    path.write_text(json.dumps(data | {part: 7}), encoding="utf-8")
    with pytest.raises(InputError, match="damaged travel model"):
        read(path)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"does not exist.*travel fit"):
        read(tmp_path / "none.json")
