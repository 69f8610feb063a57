"""What git leaves in a file is found and explained to people who never used a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.plan.conflicts import HINT, LEFT_OVER, TWO_VERSIONS, conflicts
from planner.plan.parse import parse
from planner.plan.text import dump
from tests.plan.samples import small
from tests.plan.told import faults

TWO = """\
a: 1
<<<<<<< HEAD
b: 2
c: 3
=======
b: 4
>>>>>>> anna/prices
d: 5
<<<<<<< Updated upstream
||||||| 1a2b3c4
x: 1
=======
y: 1
z: 1
>>>>>>> Stashed changes
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_each_block_says_which_lines_are_whose(ending: str) -> None:
    first, second = conflicts(TWO.replace("\n", ending), "plan.yaml")
    assert (first.line, second.line) == (2, 9)
    assert first.what == (
        "holds an unfinished git merge: lines 3 to 4 are what stood here (HEAD), "
        "line 6 is what came in (anna/prices)"
    )
    assert second.what == (
        "holds an unfinished git merge: what stood here (Updated upstream) is nothing, "
        "line 11 is what both started from (1a2b3c4), "
        "lines 13 to 14 are what came in (Stashed changes)"
    )
    assert first.hint == second.hint == HINT


@pytest.mark.parametrize(
    ("text", "line", "mark"),
    [
        ("a: 1\n=======\nb: 2\n", 2, "======="),
        ("a: 1\n>>>>>>> anna\n", 2, ">>>>>>>"),
        ("<<<<<<< HEAD\na: 1\n", 1, "<<<<<<<"),
        ("<<<<<<<\na: 1\n", 1, "<<<<<<<"),
        ("a: 1\n||||||| base", 2, "|||||||"),
    ],
)
def test_a_mark_left_over_is_told(text: str, line: int, mark: str) -> None:
    [problem] = conflicts(text, "plan.yaml")
    assert (problem.line, problem.hint) == (line, LEFT_OVER)
    assert problem.what.endswith(mark)


def test_a_block_without_its_end_is_told_by_its_marks() -> None:
    assert [item.line for item in conflicts("<<<<<<< a\nx: 1\n=======\ny: 1\n", "p")] == [1, 3]
    nested = conflicts("<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b\n", "p")
    assert [(item.line, item.hint) for item in nested] == [(1, LEFT_OVER), (2, HINT)]


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> x\n",
        "a: =======\n",
        "========\n",
        "<<<<<<<x\n",
        "# <<<<<<< HEAD\n",
        " =======\n",
        "<<<<<< six\n",
    ],
)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert conflicts(text, "plan.yaml") == []


def test_a_note_that_speaks_of_a_merge_is_kept() -> None:
    note = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> anna\n"
    plan = small(note=note)
    assert parse(dump(plan), "plan.yaml").note == note


def test_a_plan_in_conflict_tells_every_block_and_nothing_else() -> None:
    found = faults(TWO + "\tbroken: [\n")
    assert [item.line for item in found] == [2, 9]


MARKS = ["<<<<<<< HEAD", "||||||| base", "=======", ">>>>>>> x", "a: 1", "  =======", ""]


@given(st.lists(st.sampled_from(MARKS), max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_every_mark_is_told_once_or_stands_in_a_block(lines: list[str], ending: str) -> None:
    marked = [number for number, line in enumerate(lines, 1) if line[:1] in tuple("<|=>")]
    found = conflicts(ending.join(lines), "plan.yaml")
    told = [item.line for item in found]
    assert set(told) <= set(marked)
    blocks = sum(item.hint == HINT for item in found)
    assert len(found) - blocks + 3 * blocks <= len(marked) <= len(found) - blocks + 4 * blocks


@pytest.mark.parametrize("name", ["v004.yaml", "campaigns/plum/v004.yaml", "C:\\plum\\v004.yaml"])
def test_versions_of_two_people_are_kept_both(name: str) -> None:
    assert {one.hint for one in conflicts(TWO, name)} == {TWO_VERSIONS}
