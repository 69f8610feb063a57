import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, contents
from tests.travel.lists import charts_file, titles_file

FITTED = ("travel", "fit", "charts.tsv", "titles.csv", "-o", "model.json")
MEXICAN = ("travel", "rank", "--language", "es", "--origin", "MX")


@pytest.fixture
def lists(home: Path) -> Path:
    (home / "charts.tsv").write_bytes(charts_file())
    (home / "titles.csv").write_bytes(titles_file())
    return home


def test_a_fresh_install_ranks_at_once_with_evidence(home: Path, run: Run) -> None:
    result = run(*MEXICAN, "--genres", "Drama,Comedy", "--seen", "ES,FR", "-o", "out.csv")
    assert result.exit_code == 0, result.stderr
    rows = list(csv.DictReader((home / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["region", "score"]
    scores = [float(row["score"]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert {row["region"] for row in rows} >= {"MX", "ES", "US", "ZA"}
    assert "lead here" in result.stdout
    assert "Not known, since the lists don't cover them: CN and" in result.stdout


@pytest.mark.usefixtures("lists")
def test_a_model_of_ones_own_is_learnt_and_used(run: Run) -> None:
    result = run(*FITTED)
    assert result.exit_code == 0, result.stderr
    assert "Learnt from 48 titles in 8 regions" in result.stdout
    result = run(
        "travel", "rank", "--language", "ko", "--origin", "KR", "--model", "model.json",
        "-o", "out.csv", "--json",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    scores = json.loads(result.stdout)["scores"]
    assert set(sorted(scores, key=lambda code: -scores[code])[:2]) == {"JP", "KR"}


@pytest.mark.parametrize(
    ("args", "what"),
    [
        ((*MEXICAN, "--seen", "XY", "-o", "o.csv"), "--seen: is no country (got 'XY')"),
        (
            ("travel", "rank", "--language", "qqq", "--origin", "MX", "-o", "o.csv"),
            "--language: is no language (got 'qqq')",
        ),
        ((*MEXICAN, "--model", "none.json", "-o", "o.csv"), "none.json: does not exist"),
        ((*MEXICAN, "--model", "charts.tsv", "-o", "o.csv"), "charts.tsv: cannot be read"),
        (("travel", "fit", "titles.csv", "titles.csv", "-o", "m"), "titles.csv:1: the column"),
        (("travel", "fit", "charts.tsv", "charts.tsv", "-o", "m"), "is no table of titles"),
        (("travel", "fit", "none.tsv", "titles.csv", "-o", "m"), "none.tsv: No such file"),
    ],
)
def test_faults_are_told_and_nothing_is_written(
    lists: Path, run: Run, args: tuple[str, ...], what: str
) -> None:
    before = contents(lists)
    result = run(*args)
    assert result.exit_code == 2
    assert what in result.stderr
    assert contents(lists) == before
