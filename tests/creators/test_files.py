from __future__ import annotations

from pathlib import Path

import pytest

from planner.creators.candidates import Candidate
from planner.creators.files import read_candidates, read_cells, write_selection
from planner.creators.select import Chosen, Selection
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


def test_faults_of_cells(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_cells(put(tmp_path, "p.csv", "cell,people\nFR,many\nFR,5\n,5\n"))
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]


def test_the_selection_is_written_in_the_order_picked(tmp_path: Path) -> None:
    chosen = (Chosen("zoe", 10.5, 300.0), Chosen("@ana", 0.0, 12.25))
    write_selection(tmp_path / "out.csv", Selection(chosen, 10.5, 312.25, 320, 313))
    text = "creator,price,added_reach\nzoe,10.5,300\n'@ana,0,12.25\n"
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == text
