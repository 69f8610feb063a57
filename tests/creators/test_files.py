from __future__ import annotations

from pathlib import Path

import pytest

from planner.creators.candidates import Candidate
from planner.creators.files import read_candidates, read_cells, write_selection
from planner.creators.select import select
from planner.errors import InputError


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_reading(tmp_path: Path) -> None:
    creators = put(tmp_path, "c.csv", "creator,price,notes\nana,100,ours\nbo,0,\n")
    reach = put(tmp_path, "r.csv", "creator,cell,people_reached\nana,FR,10\nana,DE,5\n")
    cells = read_cells(put(tmp_path, "p.csv", "cell,people\nFR,100\nDE,50\n"))
    assert cells == {"FR": 100, "DE": 50}
    assert read_candidates(creators, reach, cells) == [
        Candidate("ana", 100, {"FR": 10, "DE": 5}),
        Candidate("bo", 0, {}),
    ]


def test_faults_of_both_files_are_told_at_once(tmp_path: Path) -> None:
    creators = put(tmp_path, "c.csv", "creator,price\nana,-1\nbo,2\nbo,3\n")
    rows = ["ana,FR,101", "ana,XX,1", "zoe,FR,1", "bo,FR,1", "bo,FR,2", "bo,DE,x"]
    reach = put(tmp_path, "r.csv", "creator,cell,people_reached\n" + "\n".join(rows))
    with pytest.raises(InputError) as caught:
        read_candidates(creators, reach, {"FR": 100.0, "DE": 50.0})
    places = [(Path(str(p.file)).name, p.line, p.field, p.value) for p in caught.value.problems]
    assert places == [
        ("c.csv", 2, "price", "-1"),
        ("c.csv", 4, "creator", "bo"),
        ("r.csv", 2, "people_reached", "101"),
        ("r.csv", 3, "cell", "XX"),
        ("r.csv", 4, "creator", "zoe"),
        ("r.csv", 6, "cell", "FR"),
        ("r.csv", 7, "people_reached", "x"),
    ]


def test_packages_regions_and_languages_may_be_named(tmp_path: Path) -> None:
    sheet = "creator,price,region,language,package\nana,9,MX,es,one\nana,12,MX,es,two\nbo,3,,,\n"
    creators = put(tmp_path, "c.csv", sheet)
    rows = "creator,package,cell,people_reached\nana,one,MX,10\nana,two,MX,15\nbo,,MX,4\n"
    assert read_candidates(creators, put(tmp_path, "r.csv", rows)) == [
        Candidate("ana", 9, {"MX": 10}, "MX", "es", "one"),
        Candidate("ana", 12, {"MX": 15}, "MX", "es", "two"),
        Candidate("bo", 3, {"MX": 4}),
    ]


def test_reach_of_an_unknown_package_is_told(tmp_path: Path) -> None:
    creators = put(tmp_path, "c.csv", "creator,price,package\nana,9,one\nana,9,one\n")
    reach = put(tmp_path, "r.csv", "creator,cell,people_reached\nana,MX,10\n")
    with pytest.raises(InputError) as caught:
        read_candidates(creators, reach)
    told = [(problem.line, problem.field, problem.hint) for problem in caught.value.problems]
    assert told == [
        (3, "creator", "Keep one line or name its packages"),
        (2, "package", "Name a package of theirs from there"),
    ]


def test_faults_of_cells(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_cells(put(tmp_path, "p.csv", "cell,people\nFR,many\nFR,5\n,5\n"))
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]


def test_the_selection_is_written_in_the_order_picked(tmp_path: Path) -> None:
    pool = [Candidate("zoe", 10.5, {"x": 300}), Candidate("@ana", 0, {"x": 500}, package="1 post")]
    write_selection(tmp_path / "out.csv", select(pool, {"x": 1000.0}, 20))
    text = "creator,price,added_reach,package,repeats\n'@ana,0,500,1 post,0\nzoe,10.5,150,,150\n"
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == text
