"""Commands: lists that go into the creator sheet, and whom to write to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.creators.sheet import read_sheet
from planner.plan import edit, store
from tests.cli.conftest import Run
from tests.plans import make_plan

Refused = Callable[..., str]
LIST = "Rank,Name,Followers,Followers,Country\n1,Ben,1.2M,1200000,India\n2,Ben,1.2M,1200000,India\n"
GOALS = make_plan({"FR": {}, "GB": {}}).goals


@pytest.fixture
def listed(home: Path) -> Path:
    path = home / "tiktok list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def names(plan_file: Path) -> list[str]:
    return [one.creator for one in read_sheet(plan_file.parent / "creators.csv", GOALS)]


def test_a_list_goes_into_the_sheet_of_a_plan(run: Run, plan_file: Path, listed: Path) -> None:
    result = run("creators", "import", listed, "--into", plan_file)
    assert result.exit_code == 0, result.output
    assert "1 row left out: a duplicate of an earlier row (line 3)." in result.stdout
    assert "1 added, 0 updated" in result.stdout
    assert names(plan_file) == ["Anna", "Carla", "Ben"]


def test_a_dry_run_tells_and_writes_nothing(run: Run, plan_file: Path, listed: Path) -> None:
    before = (plan_file.parent / "creators.csv").read_bytes()
    sheet = plan_file.parent / "creators.csv"
    result = run("creators", "import", listed, "--into", sheet, "--dry-run")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "Nothing was written."
    assert sheet.read_bytes() == before


def test_the_report_as_json(run: Run, plan_file: Path, listed: Path) -> None:
    words = ("--platform", "youtube", "--region", "FR", "--language", "fr", "--json")
    result = run("creators", "import", listed, "--into", plan_file, *words)
    found = json.loads(result.stdout)
    assert (found["added"], found["updated"], found["written"]) == (1, 0, True)
    [one] = found["lists"]
    assert one["columns"] == {
        "Rank": None,
        "Name": "creator",
        "Followers": "followers",
        "Country": "region",
    }
    assert [row["line"] for row in one["left_out"]] == [3]
    ben = read_sheet(plan_file.parent / "creators.csv", GOALS)[-1]
    assert (ben.platform, ben.region, ben.language) == ("youtube", "IN", "fr")


def test_what_the_sheet_has_stays_and_is_told(run: Run, plan_file: Path, home: Path) -> None:
    path = home / "prices.csv"
    path.write_text("name,platform,price\nAnna,youtube,1\n", encoding="utf-8")
    result = run("creators", "import", path, "--into", plan_file)
    assert "Anna, YouTube post, price: 3000 stays; the list says 1." in result.stdout
    assert read_sheet(plan_file.parent / "creators.csv", GOALS)[0].price == 3000


def test_bad_lists_change_nothing(
    refused: Refused, plan_file: Path, listed: Path, home: Path
) -> None:
    other = home / "names.csv"
    other.write_text("name,followers\nBen,5\n", encoding="utf-8")
    into = ("--into", plan_file)
    assert "platform" in refused("creators", "import", other, *into)
    assert "does not exist" in refused("creators", "import", home / "none.csv", *into)
    assert "Mordor" in refused("creators", "import", listed, *into, "--region", "Mordor")
    assert "plan.yaml" in refused("creators", "import", listed, "--into", home / "my.csv")
    sheet = plan_file.parent / "creators.csv"
    sheet.write_text("creator,platform,price\nAnna,YouTube,many\n", encoding="utf-8")
    assert "creators.csv:2: price" in refused("creators", "import", listed, *into)


def test_an_outreach_list_is_written(run: Run, refused: Refused, plan_file: Path) -> None:
    out = plan_file.parent.parent / "outreach.csv"
    assert "Suggest" in refused("creators", "outreach", plan_file, "-o", out)
    current = store.load(plan_file)
    anna = {"platform": "youtube", "region": "FR", "language": "fr", "price": 3, "added_reach": 5}
    plan = edit.replace(current.plan, {"creators": {"chosen": {"Anna": anna}}})
    store.save(plan_file.parent, plan, read=current.digest)
    assert "xlsx" in refused("creators", "outreach", plan_file, "-o", out.with_suffix(".pdf"))
    result = run("creators", "outreach", plan_file, "-o", out)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Anna (France): Write to them")
    assert "out of the campaign's folder" in result.stdout
    assert out.read_text(encoding="utf-8").splitlines()[1].startswith("Anna,YouTube,")
    found = json.loads(run("creators", "outreach", plan_file, "-o", out, "--json").stdout)
    assert [one["creator"] for one in found["contacts"]] == ["Anna"]
