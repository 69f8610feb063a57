import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.spend.files import read_curves
from tests.cli.conftest import Run

HERE = Path(__file__).parents[1] / "spend" / "imports"
ROBYN = HERE / "RobynModel-geometric.json"
MERIDIAN = HERE / "meridian.csv"
NAMES = ("--channel", "tv_S=ctv_tv", "--channel", "facebook_S=paid_social")
ASKED = ("curves", "import", ROBYN, "--region", "MX", *NAMES, "-o", "curves.csv")
Refused = Callable[..., str]


def test_curves_are_imported_and_split(home: Path, run: Run) -> None:
    result = run(*ASKED, "--weeks", 6)
    assert result.exit_code == 0, result.stderr
    assert "From Robyn, for 6 weeks: 2 cells" in result.stdout
    curves = read_curves(home / "curves.csv")
    assert [curve.cell for curve in curves] == ["MX.ctv_tv", "MX.paid_social"]
    assert {(curve.region, curve.form) for curve in curves} == {("MX", "hill")}
    split = run("allocate", "curves.csv", "--budget", 50_000, "-o", "split.csv")
    assert split.exit_code == 0, split.stderr
    rows = csv.DictReader((home / "split.csv").read_text(encoding="utf-8").splitlines())
    assert sum(float(row["spend"]) for row in rows) == pytest.approx(50_000)


def test_what_was_read_is_there_for_scripts(run: Run) -> None:
    found = json.loads(run(*ASKED, "--json").stdout)
    assert (found["package"], found["curves"]) == ("robyn", ["MX.ctv_tv", "MX.paid_social"])
    assert any("steady money counts" in line for line in found["report"])


def test_a_second_region_is_added(home: Path, run: Run) -> None:
    run(*ASKED)
    more = ("--region", "ES", "--channel", "tv=ctv_tv", "--channel", "social=", "--add")
    words = ("curves", "import", MERIDIAN, "--model-weeks", 52, *more, "-o", "curves.csv")
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    assert "Kept from before: 2 cells" in result.stdout
    cells = [curve.cell for curve in read_curves(home / "curves.csv")]
    assert cells == ["ES.ctv_tv", "MX.ctv_tv", "MX.paid_social"]
    assert run(*words).exit_code == 0
    assert [curve.cell for curve in read_curves(home / "curves.csv")] == cells


def test_tables_of_points_are_written_and_read_back(home: Path, run: Run) -> None:
    path = home / "made.csv"
    rows = [f"{part},tv,mean,{100 * part},{min(part, 3)}" for part in range(6)]
    header = "spend_multiplier,channel,metric,spend,incremental_outcome"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    given = ("--region", "MX", "--channel", "tv=search", "--model-weeks", 18, "-o", "curves.csv")
    result = run("curves", "import", path, *given)
    assert result.exit_code == 0, result.stderr
    (curve,) = read_curves(home / "curves.csv")
    assert curve.form == "table"
    assert curve.value([50, 150, 200]) == pytest.approx([0.5, 1.5, 1.5])


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--region", "MX"), "tv_S=ID, or tv_S= to leave it out; IDs are cinema_trailers, ctv_tv"),
        (NAMES, "the model names no region. Give --region CODE"),
        (("--region", "mexico", *NAMES), "the model names no region"),
        (("--region", "MX", *NAMES, "--from", "pymc"), "written by Robyn, not by PyMC-Marketing"),
        (("--region", "MX", *NAMES, "--channel", "tv_S=search"), "is given twice for tv_S"),
        (("--region", "MX", "--channel", "tv_S"), "is not NAME=ID (got 'tv_S')"),
        (("--region", "MX", *NAMES, "--channel", "radio=search"), "The file has tv_S, facebook_S"),
        (("--region", "Peru=PE", *NAMES), "is not in the file (got 'Peru')"),
    ],
)
def test_a_bad_request_writes_nothing(refused: Refused, words: tuple[str, ...], what: str) -> None:
    assert what in refused("curves", "import", ROBYN, *words, "-o", "curves.csv")


def test_a_file_of_others_is_not_overwritten(home: Path, refused: Refused) -> None:
    (home / "curves.csv").write_text("cell,form\n", encoding="utf-8")
    assert "column is missing" in refused(*ASKED, "--add")


def test_unknown_formats_are_told_with_what_to_export(home: Path, refused: Refused) -> None:
    path = home / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    text = refused("curves", "import", path, "--region", "MX", "-o", "curves.csv")
    assert "no export that Microhit knows" in text
    assert "robyn_write" in text
