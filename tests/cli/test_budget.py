"""The command that prints the whole budget of a plan."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.plan import store
from tests.cli.conftest import Run
from tests.spend.tables import plan_with, region_spend, spend_of

REGIONS: dict[str, dict[str, object]] = {
    "FR": {"pays": "shared", "our_share": 0.4, "partner": {"name": "Les Films"}, "cap": 500},
    "GB": {},
}


@pytest.fixture
def budgeted(home: Path) -> Path:
    """The plan.yaml of a campaign whose budget table adds up."""
    media = {"search": [Decimal("333.33")]}
    sections = {
        "FR": region_spend("shared", 0.4, media, {"dcp": Decimal(1500)}),
        "GB": region_spend("us", 1.0, media, {}),
    }
    plan = plan_with(spend_of(sections, kept=Decimal("0.07")), REGIONS)
    return store.create(home / "campaigns", plan.campaign, plan)


def amount(text: object) -> Decimal:
    return Decimal(str(text))


def test_the_budget_is_printed_with_ours_and_each_partners(run: Run, budgeted: Path) -> None:
    text = run("budget", budgeted).output
    lines = [line.split() for line in text.splitlines()]
    totals = [
        [Decimal(part.replace(",", "")) for part in line[1:]]
        for line in lines
        if line[:1] == ["Total"]
    ]
    assert [len(line) for line in totals] == [3, 3]
    assert totals[0] == [Decimal("1966.73"), Decimal("82.35"), Decimal("2049.08")]
    assert totals[1] == [Decimal("200.00"), Decimal("35.29"), Decimal("235.29")]
    assert "Les Films, beside our money" in text
    assert "VAT is left out" in text
    assert "at most 500.00, room for 166.67" in text


def test_as_json_every_view_adds_up(run: Run, budgeted: Path) -> None:
    told = json.loads(run("budget", budgeted, "--json").output)
    total = amount(told["total"])
    assert sum(amount(one["gross"]) for one in told["by_line"].values()) == total
    ours = [row for row in told["rows"] if row["payer"] == "us"]
    assert sum(amount(row["gross"]) for row in ours) == total
    for view in ("by_region", "by_channel", "by_payer"):
        everybody = sum(amount(one["gross"]) for one in told[view].values())
        assert everybody == total + amount(told["partners"]["Les Films"]["gross"])
    assert [one["region"] for one in told["agreed"]] == ["FR"]


def test_it_is_written_as_a_table_too(run: Run, budgeted: Path, home: Path) -> None:
    result = run("budget", budgeted, "-o", "budget.xlsx")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "budget.xlsx"
    assert load_workbook(home / "budget.xlsx").sheetnames == ["Budget", "By region"]
    assert json.loads(run("budget", budgeted, "-o", "b.csv", "--json").output)["out"] == "b.csv"
    assert (home / "b.csv").read_text(encoding="utf-8").startswith("payer,kind,line,")


def test_what_cannot_be_shown_is_told(
    refused: Callable[..., str], budgeted: Path, home: Path
) -> None:
    assert "ends in .xlsx or .csv" in refused("budget", budgeted, "-o", "budget.pdf")
    assert "does not exist" in refused("budget", home / "nothing.yaml")


def test_without_a_suggestion_there_is_no_budget(
    refused: Callable[..., str], plan_file: Path
) -> None:
    assert "run suggest on the plan first" in refused("budget", plan_file)


def test_a_table_edited_by_hand_is_refused(refused: Callable[..., str], budgeted: Path) -> None:
    text = budgeted.read_text(encoding="utf-8")
    assert "contingency: 0.07" in text
    budgeted.write_text(text.replace("contingency: 0.07", "contingency: 5"), encoding="utf-8")
    assert "doesn't add up" in refused("budget", budgeted, "-o", "budget.csv")
