"""A campaign starts from a film file, with faults told by line, or from a title alone."""

from datetime import date
from pathlib import Path

import pytest

from planner.errors import InputError, MicrohitError
from planner.plan.new import from_film_file, untitled
from planner.plan.parse import parse
from planner.plan.text import dump

FILM = "title: Walnut Winter\norigin: [GE, FR]\noriginal_language: ka\ngenres: [Drama]\n"
TODAY = date(2026, 11, 23)


def written(folder: Path, text: str) -> Path:
    path = folder / "film.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_film_alone_and_a_film_under_its_key_are_the_same(tmp_path: Path) -> None:
    alone = from_film_file("w", written(tmp_path, FILM), TODAY)
    nested = "film:\n  " + FILM.replace("\n", "\n  ").rstrip() + "\n"
    assert from_film_file("w", written(tmp_path, nested), TODAY) == alone
    assert list(alone.goals.regions) == ["GE", "FR"]
    assert TODAY < alone.goals.window.from_ < alone.goals.window.to
    assert parse(dump(alone), "plan.yaml") == alone


def test_goals_of_the_file_are_kept(tmp_path: Path) -> None:
    goals = "goals: {budget: {total: 5}, window: {from: 2027-01-01, to: 2027-02-01}}\n"
    nested = "film:\n  " + FILM.replace("\n", "\n  ").rstrip() + "\n" + goals
    assert from_film_file("w", written(tmp_path, nested), TODAY).goals.budget.total == 5


def test_faults_are_told_with_their_lines(tmp_path: Path) -> None:
    wrong = FILM.replace("[Drama]", "[]").replace("ka", "xx") + "colour: red\n"
    with pytest.raises(InputError) as caught:
        from_film_file("w", written(tmp_path, wrong), TODAY)
    assert [(item.line, item.field) for item in caught.value.problems] == [
        (3, "film.original_language"),
        (4, "film.genres"),
        (5, "film.colour"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "film:",
        "film: 5",
        "film: {}",
        "goals: {}",
        "film: {title: x}\nspend: {}",
        "title: 5",
    ],
)
def test_what_is_no_film_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        from_film_file("w", written(tmp_path, text), TODAY)
    assert all(problem.file for problem in caught.value.problems)


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(MicrohitError, match="does not exist"):
        from_film_file("w", tmp_path / "none.yaml", TODAY)
    with pytest.raises(MicrohitError, match="is a folder"):
        from_film_file("w", tmp_path, TODAY)
    path = tmp_path / "film.yaml"
    path.write_bytes(b"title: Zo\xeb\n")
    with pytest.raises(InputError, match="not UTF-8"):
        from_film_file("w", path, TODAY)


def test_a_title_alone_makes_a_plan_to_fill_in() -> None:
    plan = untitled("walnut-winter", TODAY)
    assert plan.film.title == "Walnut winter"
    assert parse(dump(plan), "plan.yaml") == plan
