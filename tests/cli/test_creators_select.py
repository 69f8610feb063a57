from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("cell,people\nMX,1000\nDE,800\n", encoding="utf-8")
    (tmp_path / "sheet.csv").write_text(
        "creator,price,region,language,package\n"
        "A,100,MX,es,one\nA,150,MX,es,two\nB,60,MX,es,\nC,50,DE,de,\nD,90,DE,tr,\n",
        encoding="utf-8",
    )
    (tmp_path / "reach.csv").write_text(
        "creator,package,cell,people_reached\n"
        "A,one,MX,500\nA,two,MX,700\nB,,MX,400\nC,,DE,300\nD,,DE,20\n",
        encoding="utf-8",
    )
    return tmp_path


def choose(*options: str) -> Result:
    words = ["--cells", "people.csv", "--reach", "reach.csv", "-o", "out.csv", *options]
    return CliRunner().invoke(main, ["creators", "select", "sheet.csv", *words])


def chosen(home: Path) -> list[tuple[str, str]]:
    with (home / "out.csv").open(encoding="utf-8", newline="") as file:
        return [(row["creator"], row["package"]) for row in csv.DictReader(file)]


def test_one_package_per_creator_and_the_range_of_reach(home: Path) -> None:
    told = choose("--budget", "200", "--json")
    assert told.exit_code == 0, told.output
    assert chosen(home) == [("C", ""), ("A", "two")]
    summary = json.loads(told.stdout)
    assert summary["reach"] == pytest.approx(1000)
    assert summary["proven"]
    assert (summary["low"], summary["high"]) == pytest.approx((1000, 1000))


def test_rules_are_kept(home: Path) -> None:
    told = choose("--budget", "400", "--region-budget", "MX=120", "--language", "tr")
    assert told.exit_code == 0, told.output
    assert sorted(chosen(home)) == [("A", "one"), ("C", ""), ("D", "")]
    told = choose("--budget", "400", "--most-per-region", "1", "--include", "B", "--exclude", "C")
    assert told.exit_code == 0, told.output
    assert sorted(chosen(home)) == [("B", ""), ("D", "")]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--region-budget", "120"], "--region-budget: names no region (got '120'). Write the"),
        (["--region-budget", "MX=many"], "--region-budget: is not a number (got 'MX=many')"),
        (["--include", "Zoe"], "a creator to include is not among the candidates (got 'Zoe')"),
        (["--language", "sv"], "nobody who can be chosen speaks sv, which the list needs"),
    ],
)
def test_what_cannot_be_is_told(home: Path, options: list[str], text: str) -> None:
    told = choose("--budget", "400", *options)
    assert told.exit_code == 2
    assert text in told.stderr
    assert not (home / "out.csv").exists()
