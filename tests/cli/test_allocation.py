from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
Refused = Callable[..., str]

CURVES = """cell,form,scale,k,s,lo,hi,region,channel,least
FR.tv,reach,900,8000,3,0,50000,FR,tv,5000
FR.social,hill,300,4000,1,0,50000,FR,social,
DE.social,exp,200,3000,,0,20000,DE,social,300
"""
WORDS = ("allocate", "curves.csv", "--budget", 10_000, "-o", "out.csv")


def test_the_summary_answers_what_was_asked(run: Run, home: Path) -> None:
    (home / "curves.csv").write_text(CURVES, encoding="utf-8")
    (home / "own.csv").write_text("cell,spend\nFR.tv,4000\nFR.social,6000\n", encoding="utf-8")
    asked = ("--plan", "own.csv", "--least-for", 500, "--next", 5000)
    told = run(*WORDS, *asked)
    assert told.exit_code == 0, told.output
    for words in (
        "FR.tv gets nothing: starts to pay above 16,000; would need ",
        "your own plan ",
        "it breaks a limit: FR.tv 4,000.00 is below its least, 5,000.00",
        "least budget for 500: ",
        "the next 5,000.00 would go to: ",
    ):
        assert words in told.stdout
    summary = json.loads(run(*WORDS, *asked, "--json").stdout)
    assert summary["value"] > summary["own_value"]
    assert summary["idle"]["FR.tv"]["above"] > 15_999
    assert sum(summary["next"].values()) > 4999


def test_what_is_not_spent_is_printed_with_its_reason(run: Run, home: Path) -> None:
    (home / "curves.csv").write_text(CURVES.replace("50000", "6000"), encoding="utf-8")
    told = run("allocate", "curves.csv", "--budget", 50_000, "-o", "out.csv")
    assert "unspent 18,000.00: every cell has reached its most" in told.stdout


def test_a_plan_with_unknown_cells_is_refused(refused: Refused, home: Path) -> None:
    (home / "curves.csv").write_text(CURVES, encoding="utf-8")
    (home / "own.csv").write_text("cell,spend\nIT.tv,4000\n", encoding="utf-8")
    assert "own.csv:2: cell: has no curve" in refused(*WORDS, "--plan", "own.csv")
