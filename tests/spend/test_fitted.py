from pathlib import Path

import pytest

from planner.errors import InputError
from planner.spend.curves import Curve
from planner.spend.fitted import read_fitted
from tests.plans import make_plan

HEAD = "cell,form,scale,k,s,lo,hi,region,channel\n"
PLAN = make_plan({"FR": {}, "MX": {}})


def put(folder: Path, text: str) -> Path:
    path = folder / "curves.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_curves_are_found_by_region_and_channel(tmp_path: Path) -> None:
    text = "a,hill,900,5000,1.2,0,40000,MX,ctv_tv\nb,log,90,500,,0,40000,FR,search\n"
    assert read_fitted(put(tmp_path, text), PLAN) == {
        ("MX", "ctv_tv"): Curve("MX.ctv_tv", "hill", 900, 5000, 1.2, 0, 40000, "MX", "ctv_tv"),
        ("FR", "search"): Curve("FR.search", "log", 90, 500, 1, 0, 40000, "FR", "search"),
    }


def test_every_cell_that_the_plan_has_not_is_told_with_its_line(tmp_path: Path) -> None:
    rows = ["a,log,9,5,,0,4,DE,search", "b,log,9,5,,0,4,FR,tv", "c,log,9,5,,0,4,,search"]
    with pytest.raises(InputError) as caught:
        read_fitted(put(tmp_path, "\n".join(rows)), PLAN)
    found = [(fault.line, fault.field, fault.value) for fault in caught.value.problems]
    assert found == [(2, "region", "DE"), (3, "channel", "tv"), (4, "region", "")]
    assert "Use one of FR, MX" in str(caught.value)
    assert "ctv_tv" in str(caught.value)


def test_one_curve_for_a_cell(tmp_path: Path) -> None:
    text = "a,log,9,5,,0,4,FR,search\nb,log,8,5,,0,4,FR,search\n"
    with pytest.raises(InputError, match="FR on line 2 already") as caught:
        read_fitted(put(tmp_path, text), PLAN)
    assert [fault.line for fault in caught.value.problems] == [3]


def test_missing_parameters_and_columns(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="k: is missing") as caught:
        read_fitted(put(tmp_path, "a,hill,900,,1.2,0,40000,MX,ctv_tv\n"), PLAN)
    assert caught.value.problems[0].line == 2
    path = tmp_path / "bare.csv"
    path.write_text("cell,form,scale,k,s,lo,hi\na,log,9,5,,0,4\n", encoding="utf-8")
    with pytest.raises(InputError, match="region: column is missing"):
        read_fitted(path, PLAN)
