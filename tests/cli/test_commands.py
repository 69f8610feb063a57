"""Each command does its work, says so, and prints its summary as JSON."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.plan import store
from tests.cli.conftest import Run, edited
from tests.plans import make_plan

ROOT = Path(__file__).resolve().parents[2]
CURVES = """cell,form,scale,k,s,lo,hi,region,channel
a,hill,100,500,1,0,2000,FR,search
b,exp,80,300,,0,2000,GB,search
c,table,,,,0,2000,GB,out_of_home
"""
AUDIENCE = """region,date,value
FR,2026-05-04,120
FR,2026-05-11,140
GB,2026-05-11,90
"""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_new_makes_a_campaign_that_validates(run: Run, home: Path) -> None:
    made = run("new", "plum-autumn")
    assert made.exit_code == 0
    path = home / "campaigns" / "plum-autumn" / "plan.yaml"
    assert str(path) in made.output
    assert store.load(path).plan.campaign == "plum-autumn"
    assert run("validate", path).exit_code == 0


def test_new_from_a_film_file_takes_film_and_goals(run: Run, home: Path) -> None:
    (home / "film.yaml").write_text(
        "film: {title: Plum, origin: [GE], original_language: ka, genres: [Drama]}\n"
        "goals:\n  budget: {total: 90000}\n  window: {from: 2030-01-01, to: 2030-06-30}\n"
        "  regions: {FR: {}}\n",
        encoding="utf-8",
    )
    made = run("new", "plum", "--from", "film.yaml", "--json")
    plan = store.load(Path(json.loads(made.stdout)["plan"])).plan
    assert plan.film.title == "Plum"
    assert list(plan.goals.regions) == ["FR"]


def test_suggest_tells_and_keeps_only_what_it_is_asked_to(
    run: Run, plan_file: Path, home: Path
) -> None:
    before = plan_file.read_bytes()
    told = run("suggest", plan_file)
    assert told.exit_code == 0
    assert "Not saved; add --save" in told.stdout
    assert plan_file.read_bytes() == before
    assert run("suggest", plan_file, "-o", home / "out" / "new.yaml").exit_code == 0
    assert store.load(home / "out" / "new.yaml").plan.suggested
    assert plan_file.read_bytes() == before
    saved = run("suggest", plan_file, "--save", "--by", "Nino", "--note", "First suggestion")
    assert "Saved as version 2." in saved.stdout
    plan = store.load(plan_file).plan
    assert plan.suggested
    assert (plan.author, plan.note) == ("Nino", "First suggestion")
    assert plan_file.read_bytes() == (plan_file.parent / "v002.yaml").read_bytes()


def test_the_summary_of_suggest_is_the_plan(run: Run, plan_file: Path) -> None:
    summary = json.loads(run("suggest", plan_file, "--save", "--json").stdout)
    plan = store.load(plan_file).plan
    assert plan.timing is not None
    assert plan.spend is not None
    assert summary["version"] == 2
    assert summary["dates"] == {code: str(one.date) for code, one in plan.timing.regions.items()}
    media = {code: str(one.media_total) for code, one in plan.spend.regions.items()}
    assert summary["media"] == media


def test_suggest_goes_on_from_an_old_version(run: Run, plan_file: Path) -> None:
    run("suggest", plan_file, "--save")
    edited(plan_file, "total: 400000", "total: 300000")
    assert run("suggest", plan_file.parent / "v001.yaml", "--save").exit_code == 0
    plan = store.load(plan_file).plan
    assert (plan.version, plan.based_on) == (3, 1)


def test_who_saves_during_the_walk_is_not_overwritten(
    run: Run, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import planner.suggest as walk  # noqa: PLC0415  # patched where the command looks it up

    original = walk.suggest

    def slow(*given: object, **named: object) -> object:
        edited(plan_file, "total: 400000", "total: 300000")
        return original(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(walk, "suggest", slow)
    result = run("suggest", plan_file, "--save")
    assert result.exit_code == 2
    assert "kept as version 2" in result.stderr
    assert "total: 300000" in plan_file.read_text(encoding="utf-8")


def test_forecast_writes_every_series(run: Run, home: Path) -> None:
    (home / "audience.csv").write_text(AUDIENCE, encoding="utf-8")
    told = run("forecast", "audience.csv", "--horizon", 8, "-o", "out.csv", "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout) == {"series": 2, "borrowed": 2, "weeks": 8, "out": "out.csv"}
    found = rows(home / "out.csv")
    assert list(found[0])[:4] == ["region", "signal", "week", "mean"]
    assert [row["region"] for row in found] == ["FR"] * 8 + ["GB"] * 8


def test_allocate_spends_the_budget(run: Run, home: Path) -> None:
    (home / "curves.csv").write_text(
        CURVES.replace("GB,out_of_home", "GB,out_of_home,")
        .replace("channel\n", "channel,points\n")
        .replace(
            "c,table,,,,0,2000,GB,out_of_home,", "c,table,,,,0,2000,GB,out_of_home,0:0;900:60"
        ),
        encoding="utf-8",
    )
    (home / "limits.csv").write_text("group,min,max\nregion:GB,300,700\n", encoding="utf-8")
    words = ("allocate", "curves.csv", "--budget", 1500, "--limits", "limits.csv")
    told = run(*words, "-o", "out.csv", "--json")
    assert told.exit_code == 0, told.output
    summary = json.loads(told.stdout)
    spend = {row["cell"]: float(row["spend"]) for row in rows(home / "out.csv")}
    assert sum(spend.values()) == pytest.approx(1500)
    assert 300 <= spend["b"] + spend["c"] <= 700.001
    responses = sum(float(row["response"]) for row in rows(home / "out.csv"))
    assert summary["value"] == pytest.approx(responses)
    assert summary["value"] <= summary["bound"] * (1 + 1e-9)
    assert summary["gap"] < 0.01


def test_creators_select_keeps_the_budget(run: Run, home: Path) -> None:
    (home / "people.csv").write_text("cell,people\nfr,1000\n", encoding="utf-8")
    (home / "sheet.csv").write_text("creator,price\nA,100\nB,60\nC,50\n", encoding="utf-8")
    (home / "reach.csv").write_text(
        "creator,cell,people_reached\nA,fr,500\nB,fr,400\nC,fr,300\n", encoding="utf-8"
    )
    words = ("--cells", "people.csv", "--reach", "reach.csv", "--budget", 110)
    told = run("creators", "select", "sheet.csv", *words, "-o", "out.csv", "--json")
    assert told.exit_code == 0, told.output
    assert [row["creator"] for row in rows(home / "out.csv")] == ["B", "C"]
    assert json.loads(told.stdout)["reach"] == pytest.approx(1000 * (1 - 0.6 * 0.7))


def test_brief_writes_one_pdf_or_all(run: Run, plan_file: Path, home: Path) -> None:
    run("suggest", plan_file, "--save")
    assert run("brief", plan_file, "--region", "FR", "-o", "fr.pdf").exit_code == 0
    told = run("brief", plan_file, "--all", "-o", "briefs", "--json")
    files = json.loads(told.stdout)["briefs"]
    assert list(files) == ["FR", "GB"]
    for file in [*files.values(), "fr.pdf"]:
        assert (home / file).read_bytes().startswith(b"%PDF")
    assert (home / files["FR"]).read_bytes() == (home / "fr.pdf").read_bytes()


def test_validate_reads_plans_versions_and_tables(run: Run, plan_file: Path) -> None:
    run("suggest", plan_file, "--save")
    told = run("validate", plan_file.parent, "--json")
    assert told.exit_code == 0, told.output
    summary = json.loads(told.stdout)
    names = {Path(name).name for name in summary["checked"]}
    assert names == {"plan.yaml", "v001.yaml", "v002.yaml", "creators.csv"}
    assert summary["faults"] == []


def test_the_shipped_schema_is_up_to_date(run: Run, home: Path) -> None:
    assert run("schema", "-o", "schema.json").exit_code == 0
    shipped = ROOT / "planner" / "model" / "schema.json"
    assert (home / "schema.json").read_bytes() == shipped.read_bytes()


def test_the_module_runs_as_people_call_it(plan_file: Path) -> None:
    def python(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "planner", *map(str, words)],
            cwd=ROOT,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            check=False,
        )

    good = python("suggest", plan_file, "--save")
    assert (good.returncode, good.stderr) == (0, "")
    assert "Saved as version 2." in good.stdout
    edited(plan_file, "total: 400000", "total: -1")
    bad = python("validate", plan_file)
    assert bad.returncode == 2
    assert f"{plan_file}:" in bad.stderr
    assert "goals.budget.total" in bad.stderr
    assert "Traceback" not in bad.stderr


def test_scripts_that_the_terminal_does_not_know_are_escaped(plan_file: Path) -> None:
    other = plan_file.with_name("other.yaml")
    other.write_bytes(plan_file.read_bytes())
    edited(other, "title: ", "title: 夜 ")
    done = subprocess.run(
        [sys.executable, "-m", "planner", "diff", str(plan_file), str(other)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u591c" in done.stdout


def test_help_names_every_command(run: Run) -> None:
    listed = run("--help").stdout
    names = ["new", "suggest", "forecast", "allocate", "creators", "brief", "validate", "diff"]
    assert all(f"  {name} " in listed for name in [*names, "schema"])


def test_two_plans_of_other_campaigns_can_be_compared(run: Run, home: Path) -> None:
    for slug, total in (("one", 100_000), ("two", 200_000)):
        plan = make_plan({"FR": {}}, total=total).model_copy(update={"campaign": slug})
        store.create(home / "campaigns", slug, plan)
    root = home / "campaigns"
    assert "200,000" in run("diff", root / "one" / "plan.yaml", root / "two" / "plan.yaml").stdout


def test_suggest_tells_which_rules_cannot_all_hold(run: Run, plan_file: Path) -> None:
    order = "[{first: FR, then: GB, at_least: 1}, {first: GB, then: FR, at_least: 1}]"
    edited(plan_file, "  regions:\n", f"  rules: {{order: {order}}}\n  regions:\n")
    told = run("suggest", plan_file)
    assert told.exit_code == 0, told.stderr
    assert "! These can't all hold: " in told.stdout
    assert "United Kingdom opens at least 1 week after France" in told.stdout
    (conflict,) = json.loads(run("suggest", plan_file, "--json").stdout)["conflicts"]
    assert conflict.startswith("These can't all hold")
