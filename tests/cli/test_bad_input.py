"""Bad input ends in clear lines with file, line and field, exit code 2, and nothing changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edited

Refused = Callable[..., str]
AUDIENCE = "region,date,value\nFR,2026-05-04,120\nFR,2026-05-11,140\n"
CURVES = "cell,form,scale,k,s,lo,hi\na,hill,100,500,1,0,2000\nb,exp,80,300,,0,2000\n"
LIMITS = "group,min,max\nregion:FR,0,10\n"
CREATORS = "creator,price\nA,100\n"
CELLS = "cell,people\nfr,1000\n"
REACH = "creator,cell,people_reached\nA,fr,500\n"


def with_audience(plan_file: Path, text: str) -> Path:
    path = plan_file.parent / "audience" / "a.csv"
    path.write_text(text, encoding="utf-8")
    return path


BAD_AUDIENCE = [
    pytest.param("region,value\nFR,3\n", 1, "date", id="a missing column"),
    pytest.param(AUDIENCE.replace("140", "many"), 3, "value", id="a text in a number"),
    pytest.param(AUDIENCE.replace("140", "-140"), 3, "value", id="a negative value"),
    pytest.param(AUDIENCE.replace("FR,2026-05-11", "ZZ,2026-05-11"), 3, "region", id="a region"),
    pytest.param(AUDIENCE.replace("2026-05-11", "2026-13-11"), 3, "date", id="a date"),
    pytest.param(AUDIENCE + "FR,2026-05-11,150\n", 4, "", id="a duplicate week"),
    pytest.param("", None, "is empty", id="an empty file"),
    pytest.param("region,date,value\n", 1, "no rows", id="a header alone"),
]


@pytest.mark.parametrize(("text", "line", "field"), BAD_AUDIENCE)
@pytest.mark.parametrize("command", ["forecast", "suggest", "validate"])
def test_a_bad_audience_table(
    refused: Refused, plan_file: Path, command: str, text: str, line: int | None, field: str
) -> None:
    path = with_audience(plan_file, text)
    words = {
        "forecast": ("forecast", path, "-o", "out.csv"),
        "suggest": ("suggest", plan_file, "--save"),
        "validate": ("validate", plan_file),
    }
    told = refused(*words[command])
    assert f"{path}:{line}" in told if line else str(path) in told
    assert field in told


BAD_PLANS = [
    pytest.param("total: 400000", "total: lots", "goals.budget.total", id="a text in a number"),
    pytest.param("total: 400000", "total: -1", "goals.budget.total", id="a negative value"),
    pytest.param("    GB:\n", "    Narnia:\n", "goals.regions", id="an unknown region"),
    pytest.param("    total: 400000\n", "", "goals.budget.total", id="a missing field"),
    pytest.param("schema: 2", "schema: 99", "schema", id="an unknown schema number"),
    pytest.param("schema: 2", "schema: [1", "plan.yaml", id="a broken YAML"),
    pytest.param("as_of: 2026-06-01", "as_of: yesterday", "as_of", id="a text in a date"),
    pytest.param("  title: ", "  title: x\n  title: ", "title", id="a key twice"),
    pytest.param("origin:", "orgin:", "Did you mean `origin`?", id="a misspelt key"),
]


@pytest.mark.parametrize(("old", "new", "field"), BAD_PLANS)
@pytest.mark.parametrize("command", ["suggest", "validate", "diff", "brief"])
def test_a_bad_plan(
    refused: Refused, plan_file: Path, command: str, old: str, new: str, field: str
) -> None:
    edited(plan_file, old, new)
    words: dict[str, tuple[object, ...]] = {
        "suggest": ("suggest", plan_file, "--save"),
        "validate": ("validate", plan_file.parent),
        "diff": ("diff", plan_file, plan_file.parent / "v001.yaml"),
        "brief": ("brief", plan_file, "--region", "FR", "-o", "out.pdf"),
    }
    told = refused(*words[command])
    assert f"{plan_file}:" in told
    assert field in told


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"- 1\n", b"&a [*a]\n", b"{" * 5000])
def test_a_file_that_holds_no_plan(refused: Refused, plan_file: Path, content: bytes) -> None:
    plan_file.write_bytes(content)
    assert str(plan_file) in refused("suggest", plan_file, "--save")
    assert str(plan_file) in refused("validate", plan_file)


BAD_FILMS = [
    pytest.param("film: {origin: [GE], original_language: ka, genres: [Drama]}", "film.title"),
    pytest.param("film: {title: A, origin: GE, original_language: ka, genres: [D]}", "film.origin"),
    pytest.param("title: A\norigin: [XX]\noriginal_language: ka\ngenres: [D]", "film.origin"),
    pytest.param("film: 3", "film"),
    pytest.param("film: {title: A\n", "film.yaml:"),
    pytest.param("", "is empty"),
    pytest.param("movie: {}", "holds no film"),
]


@pytest.mark.parametrize(("text", "field"), BAD_FILMS)
def test_a_bad_film_file(refused: Refused, home: Path, text: str, field: str) -> None:
    (home / "film.yaml").write_text(text, encoding="utf-8")
    told = refused("new", "plum", "--from", "film.yaml")
    assert "film.yaml" in told
    assert field in told


@pytest.mark.parametrize("slug", ["../out", "Plum", "a/b", "", ".", "con:", "x" * 80])
def test_a_campaign_name_that_could_leave_the_folder(refused: Refused, slug: str) -> None:
    assert "small letters" in refused("new", slug)


def test_a_campaign_that_exists_is_not_made_again(refused: Refused, plan_file: Path) -> None:
    assert "exists already" in refused("new", plan_file.parent.name)


BAD_SHEETS = [
    pytest.param("price", "cost", 1, "cost", id="an unknown column"),
    pytest.param("creator,", "note,", 1, "creator", id="a missing column"),
    pytest.param(",3000,", ",free,", 2, "price", id="a text in a number"),
    pytest.param(",500000,", ",-5,", 3, "people_reached", id="a negative value"),
    pytest.param(",en,", ",xx-yy,", 3, "language", id="an unknown language"),
    pytest.param("Carla", "Anna", 3, "creator", id="a creator twice"),
]


@pytest.mark.parametrize(("old", "new", "line", "field"), BAD_SHEETS)
@pytest.mark.parametrize("command", ["suggest", "validate"])
def test_a_bad_creator_sheet(
    refused: Refused, plan_file: Path, command: str, old: str, new: str, line: int, field: str
) -> None:
    sheet = plan_file.parent / "creators.csv"
    edited(sheet, old, new)
    told = refused(command, plan_file, *(["--save"] if command == "suggest" else []))
    assert f"{sheet}:{line}: {field}" in told


def test_a_creator_of_an_unknown_region(refused: Refused, plan_file: Path) -> None:
    edited(plan_file.parent / "creators.csv", ",GB,", ",ZZ,")
    told = refused("suggest", plan_file, "--save")
    assert "creators.csv:" in told
    assert "region: is no region (got 'ZZ')" in told


BAD_TABLES = [
    pytest.param("curves.csv", ",lo,", ",low,", 1, "lo", id="a missing column"),
    pytest.param("curves.csv", ",500,", ",lots,", 2, "k", id="a text in a number"),
    pytest.param("curves.csv", ",80,", ",-80,", 3, "scale", id="a negative value"),
    pytest.param("curves.csv", "b,exp", "a,exp", 3, "cell", id="a cell twice"),
    pytest.param("limits.csv", "0,10", "20,10", 2, "min", id="limits that clash"),
    pytest.param("limits.csv", "region:FR", "region:ZZ", 2, "group", id="an unknown region"),
    pytest.param("sheet.csv", "price", "cost", 1, "price", id="creators: a missing column"),
    pytest.param("sheet.csv", ",100", ",-1", 2, "price", id="creators: a negative value"),
    pytest.param("cells.csv", ",1000", ",all", 2, "people", id="cells: a text in a number"),
    pytest.param("reach.csv", "A,fr", "A,de", 2, "cell", id="reach: an unknown cell"),
    pytest.param("reach.csv", "A,fr", "B,fr", 2, "creator", id="reach: an unknown creator"),
    pytest.param("reach.csv", ",500", ",5000", 2, "people_reached", id="reach: too many people"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "field"), BAD_TABLES)
def test_a_bad_table_for_allocate_or_creators(
    refused: Refused, home: Path, name: str, old: str, new: str, line: int | None, field: str
) -> None:
    with_region = CURVES.replace("hi\n", "hi,region\n").replace(",2000\n", ",2000,FR\n")
    good = {
        "curves.csv": with_region,
        "limits.csv": LIMITS,
        "sheet.csv": CREATORS,
        "cells.csv": CELLS,
        "reach.csv": REACH,
    }
    for file, text in good.items():
        (home / file).write_text(text, encoding="utf-8")
    edited(home / name, old, new)
    if name in ("curves.csv", "limits.csv"):
        told = refused(
            "allocate", "curves.csv", "--budget", 100, "--limits", "limits.csv", "-o", "o.csv"
        )
    else:
        words = ("--cells", "cells.csv", "--reach", "reach.csv", "--budget", 200, "-o", "o.csv")
        told = refused("creators", "select", "sheet.csv", *words)
    assert f"{name}:{line}" in told if line else name in told
    assert field in told


def test_empty_tables(refused: Refused, home: Path) -> None:
    for name in ("curves.csv", "sheet.csv"):
        (home / name).write_text("", encoding="utf-8")
    (home / "cells.csv").write_text(CELLS, encoding="utf-8")
    (home / "reach.csv").write_text(REACH, encoding="utf-8")
    words = ("--cells", "cells.csv", "--reach", "reach.csv", "--budget", 200, "-o", "o.csv")
    assert "sheet.csv: is empty" in refused("creators", "select", "sheet.csv", *words)
    assert "curves.csv: is empty" in refused("allocate", "curves.csv", "--budget", 1, "-o", "o.csv")


@pytest.mark.parametrize("budget", ["-1", "nan", "inf", "lots", ""])
def test_a_bad_budget(refused: Refused, home: Path, budget: str) -> None:
    (home / "curves.csv").write_text(CURVES, encoding="utf-8")
    assert "budget" in refused("allocate", "curves.csv", "--budget", budget, "-o", "o.csv")


@pytest.mark.parametrize("horizon", ["0", "-3", "521", "soon"])
def test_a_bad_horizon(refused: Refused, home: Path, horizon: str) -> None:
    (home / "a.csv").write_text(AUDIENCE, encoding="utf-8")
    assert "horizon" in refused("forecast", "a.csv", "--horizon", horizon, "-o", "o.csv")


def test_files_that_are_not_there(refused: Refused, home: Path) -> None:
    for words in (
        ("suggest", "no.yaml", "--save"),
        ("suggest", "no.yaml"),
        ("validate", "no.yaml"),
        ("diff", "no.yaml", "no.yaml"),
        ("brief", "no.yaml", "--region", "FR", "-o", "o.pdf"),
        ("forecast", "no.csv", "-o", "o.csv"),
        ("allocate", "no.csv", "--budget", "3", "-o", "o.csv"),
        ("new", "plum", "--from", "no.yaml"),
    ):
        assert f"no.{'csv' if 'csv' in words[1] else 'yaml'}" in refused(*words)
    (home / "empty").mkdir()
    assert "holds no plan.yaml" in refused("validate", "empty")


def test_a_folder_that_cannot_be_written_to(
    refused: Refused, run: Run, plan_file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("suggest", plan_file, "--save")
    (home / "file").write_text("a regular file", encoding="utf-8")
    (home / "a.csv").write_text(AUDIENCE, encoding="utf-8")
    (home / "curves.csv").write_text(CURVES, encoding="utf-8")
    for text, name in ((CREATORS, "sheet"), (CELLS, "cells"), (REACH, "reach")):
        (home / f"{name}.csv").write_text(text, encoding="utf-8")
    tables = ("--cells", "cells.csv", "--reach", "reach.csv", "--budget", 200)
    out = home / "file" / "below" / "out"
    for words in (
        ("suggest", plan_file, "-o", out),
        ("brief", plan_file, "--region", "FR", "-o", out),
        ("brief", plan_file, "--all", "-o", out),
        ("forecast", "a.csv", "-o", out),
        ("allocate", "curves.csv", "--budget", 100, "-o", out),
        ("creators", "select", "sheet.csv", *tables, "-o", out),
        ("schema", "-o", out),
    ):
        assert str(home / "file") in refused(*words)
    monkeypatch.setenv("MICROHIT_CAMPAIGNS", str(home / "file" / "below"))
    assert str(home / "file") in refused("new", "plum")


def test_commands_that_contradict_themselves(refused: Refused, run: Run, plan_file: Path) -> None:
    assert "Run suggest" in refused("brief", plan_file, "--region", "FR", "-o", "o.pdf")
    run("suggest", plan_file, "--save")
    assert "--region and --all" in refused("brief", plan_file, "-o", "o.pdf")
    assert "'JP'" in refused("brief", plan_file, "--region", "JP", "-o", "o.pdf")
    assert "xx" in refused("brief", plan_file, "--region", "FR", "--language", "xx", "-o", "o.pdf")
    assert "--save and --out" in refused("suggest", plan_file, "--save", "-o", "o.yaml")


def test_decisions_that_speak_of_nothing(refused: Refused, plan_file: Path) -> None:
    for at, value in (
        ("timing.JP.date", "2027-05-05"),
        ("spend.JP.search", 5),
        ("spend.FR.serch", 5),
        ("facts.lead_time.dubb", 5),
    ):
        text = plan_file.read_text(encoding="utf-8")
        plan_file.write_text(f"{text}overrides:\n  - {{at: {at}, value: {value}}}\n", "utf-8")
        assert at.split(".", 1)[1].split(".date")[0] in refused("suggest", plan_file, "--save")
        plan_file.write_text(text, encoding="utf-8")


def test_a_plan_that_cannot_be_made(refused: Refused, plan_file: Path) -> None:
    edited(plan_file, "total: 400000", "total: 10000")
    assert "raise goals.budget.total" in refused("suggest", plan_file, "--save")
    edited(plan_file, "total: 10000", "total: 400000")
    edited(plan_file, "    GB:\n", "    GB:\n      minimum_spend: 900000\n")
    assert "minimum_spend" in refused("suggest", plan_file, "--save")


def test_comments_are_not_lost_by_a_save(refused: Refused, plan_file: Path) -> None:
    with plan_file.open("a", encoding="utf-8") as file:
        file.write("# ask Keti about France\n")
    assert "ask Keti about France" in refused("suggest", plan_file, "--save")
