from __future__ import annotations

import math
from pathlib import Path

import pytest

from planner.errors import InputError, StoreError
from planner.spend.allocate import Allocation, Limit
from planner.spend.curves import Curve
from planner.spend.files import read_curves, read_limits, read_plan, write_allocation

HEAD = "cell,form,scale,k,s,lo,hi,region,channel,points\n"
FLIGHTS = "cell,form,scale,k,s,lo,hi,least\n"


def put(folder: Path, text: str | bytes) -> Path:
    path = folder / "in.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def faults(path: Path) -> list[tuple[int | None, str | None, str | None]]:
    with pytest.raises(InputError) as caught:
        read_curves(path)
    assert all(problem.file == str(path) for problem in caught.value.problems)
    return [(problem.line, problem.field, problem.value) for problem in caught.value.problems]


def test_all_forms_are_read(tmp_path: Path) -> None:
    text = (
        "\ufeff" + HEAD + "a,hill,100,20,1.5,0,50,FR,tiktok,\n\n"
        'b,exp,1e2,20,,,50,FR,tv,\nc,table,,,,0,50,,,"0:0;10:3.5;20:4"\n'
    )
    assert read_curves(put(tmp_path, text)) == [
        Curve("a", "hill", 100, 20, 1.5, 0, 50, "FR", "tiktok"),
        Curve("b", "exp", 100, 20, 1, 0, 50, "FR", "tv"),
        Curve("c", "table", 0, 1, 1, 0, 50, points=((0, 0), (10, 3.5), (20, 4))),
    ]


def test_optional_columns_may_be_absent(tmp_path: Path) -> None:
    path = put(tmp_path, "cell,form,scale,k,s,lo,hi\na,log,1,2,1,0,5\n")
    assert read_curves(path) == [Curve("a", "log", 1, 2, 1, 0, 5)]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        "a,hill,abc,20,1,0,50,,,",
        "a,hill,1,0,1,0,50,,,",
        "b,cubic,1,2,1,0,50,,,",
        "c,exp,-1,nan,1,9,5,,,",
        "d,log,1,2,1,0,inf,,,",
        "e,table,,,,0,9,,,0:0;5",
        "f,table,,,,0,9,,,0:0;5:1;5:2",
        "g,table,,,,0,9,,,",
        ",log,1_0,2,1,0,9,,,",
        "h,log,1,2,1,0,9,,,,extra",
    ]
    assert faults(put(tmp_path, HEAD + "\n".join(rows))) == [
        (2, "scale", "abc"),
        (3, "k", "0"),
        (3, "cell", "a"),
        (4, "form", "cubic"),
        (5, "scale", "-1"),
        (5, "k", "nan"),
        (5, "lo", "9"),
        (6, "hi", "inf"),
        (7, "points", "0:0;5"),
        (8, "points", "0:0;5:1;5:2"),
        (9, "points", ""),
        (10, "cell", ""),
        (10, "scale", "1_0"),
        (11, None, None),
    ]


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        (b"", None, "empty"),
        (b"\n \n", None, "empty"),
        (HEAD.encode(), 1, "no rows"),
        (b"cell,form\na,hill\n", 1, "column is missing"),
        (b"cell;form;scale;k;s;lo;hi\n", 1, "commas"),
        (HEAD.replace("points", "lo").encode() + b"a\n", 1, "more than once"),
        (HEAD.replace("channel", "chanel").encode() + b"a\n", 1, "Did you mean channel"),
        (HEAD.encode() + b"caf\xe9,log,1,2,1,0,5,,,\n", 2, "UTF-8"),
        (HEAD.encode() + b'"a,log,1,2,1,0,5,,,\n', 2, "quote"),
    ],
)
def test_files_that_cannot_be_used(
    tmp_path: Path, content: bytes, line: int | None, word: str
) -> None:
    with pytest.raises(InputError, match=word) as caught:
        read_curves(put(tmp_path, content))
    assert caught.value.problems[0].line == line


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_curves(tmp_path / "none.csv")
    with pytest.raises(InputError, match="cannot be read"):
        read_curves(tmp_path)


def test_limits(tmp_path: Path) -> None:
    path = put(tmp_path, "group,min,max\nregion:FR,,10\nchannel:tv,5,\n")
    assert read_limits(path) == [Limit("region:FR", 0, 10), Limit("channel:tv", 5, math.inf)]


def test_faults_of_limits(tmp_path: Path) -> None:
    text = (
        "group,min,max\nplanet:X,0,1\nregion:FR,3,2\nregion:FR,0,1\nchannel:tv,0,-1\nregion:,0,1\n"
    )
    with pytest.raises(InputError) as caught:
        read_limits(put(tmp_path, text))
    places = [(problem.line, problem.field) for problem in caught.value.problems]
    assert places == [(2, "group"), (3, "min"), (4, "group"), (5, "max"), (6, "group")]


def test_a_group_without_cells(tmp_path: Path) -> None:
    path = put(tmp_path, "group,min,max\nregion:FR,0,10\nregion:DE,0,10\n")
    with pytest.raises(InputError, match="no cell belongs to this group") as caught:
        read_limits(path, [Curve("a", "log", 1, 1, 1, 0, 1, region="FR")])
    assert [problem.line for problem in caught.value.problems] == [3]


def allocation(cell: str) -> Allocation:
    return Allocation({cell: 12.5, "b": 0.1 + 0.2}, {cell: 3.0, "b": 0.0}, 3, 3, (), 0)


def test_the_allocation_is_written_in_order_without_formulas(tmp_path: Path) -> None:
    write_allocation(tmp_path / "out.csv", allocation("=1+1"))
    assert (tmp_path / "out.csv").read_text() == "cell,spend,response\n'=1+1,12.5,3\nb,0.3,0\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_failed_write_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(StoreError, match="is a folder"):
        write_allocation(tmp_path / "out.csv", allocation("a"))
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    with pytest.raises(StoreError, match="Nothing was changed"):
        write_allocation(Path(__file__) / "out.csv", allocation("a"))


def test_reach_and_smallest_flights_are_read(tmp_path: Path) -> None:
    path = put(tmp_path, FLIGHTS + "a,reach,100,20,3,,50,5\nb,hill,9,2,1,0,50,\n")
    assert read_curves(path) == [
        Curve("a", "reach", 100, 20, 3, 0, 50, least=5),
        Curve("b", "hill", 9, 2, 1, 0, 50),
    ]


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ("a,reach,9,,3,0,50,", "k", "is missing: the form reach needs it"),
        ("a,reach,9,20,,0,50,", "s", "is missing: the form reach needs it"),
        ("a,hill,9,20,0,0,50,", "s", "must be above 0"),
        ("a,exp,9,-20,,0,50,", "k", "is negative"),
        ("a,hill,,20,1,0,50,", "scale", "is empty"),
        ("a,hill,9,20,1,0,50,60", "least", "is above hi, 50: the cell can't be bought"),
        ("a,hill,9,20,1,10,50,20", "least", "is above lo, 10"),
        ("a,hill,9,20,1,0,50,-1", "least", "is negative"),
        ("a,hill,9,20,1,0,50,few", "least", "is not a number"),
    ],
)
def test_faults_of_parameters_name_line_and_column(
    tmp_path: Path, row: str, field: str, words: str
) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_curves(put(tmp_path, FLIGHTS + row + "\n"))
    assert [(one.line, one.field) for one in caught.value.problems] == [(2, field)]


def test_a_plan_of_ones_own(tmp_path: Path) -> None:
    curves = [Curve(name, "log", 1, 2, 1, 0, 5) for name in "ab"]
    path = put(tmp_path, "cell,spend\na,1.5\nb,0\n")
    assert read_plan(path, curves) == {"a": 1.5, "b": 0}
    with pytest.raises(InputError) as caught:
        read_plan(put(tmp_path, "cell,spend\na,1\nc,2\na,3\nb,-4\n"), curves)
    places = [(problem.line, problem.field) for problem in caught.value.problems]
    assert places == [(3, "cell"), (4, "cell"), (5, "spend")]
