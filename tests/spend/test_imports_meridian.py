import csv
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.facts.table import load
from planner.spend.imports import Imported, Wanted, read_export

HERE = Path(__file__).parent / "imports"
CHANNELS = {"tv": "ctv_tv", "social": "paid_social"}
MEXICO = Wanted(regions={"": "MX"}, channels=CHANNELS, model_weeks=52)
HEAD = "spend_multiplier,channel,metric,spend,incremental_outcome\n"


def read(name: str | Path, wanted: Wanted = MEXICO) -> Imported:
    return read_export(HERE / name, wanted, load())


def exported() -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / "meridian.csv").read_text(encoding="utf-8").splitlines()))


def test_a_flight_of_the_whole_window_is_what_meridian_told() -> None:
    wanted = Wanted(weeks=52, regions={"": "MX"}, channels=CHANNELS, model_weeks=52)
    curves = {curve.channel: curve for curve in read("meridian.csv", wanted).curves}
    for row in exported():
        if row["metric"] == "mean":
            curve = curves[CHANNELS[row["channel"]]]
            top = float(curve.value(curve.hi))
            found = float(curve.value(float(row["spend"])))
            assert found == pytest.approx(float(row["incremental_outcome"]), abs=0.005 * top)


def test_a_quarter_of_the_weeks_brings_a_quarter_for_a_quarter_of_the_money() -> None:
    whole = read("meridian.csv", Wanted(52, {"": "MX"}, CHANNELS, model_weeks=52)).curves
    part = read("meridian.csv", Wanted(13, {"": "MX"}, CHANNELS, model_weeks=52)).curves
    for long, short in zip(whole, part, strict=True):
        assert short.hi == pytest.approx(long.hi / 4)
        assert short.value(1000) == pytest.approx(long.value(4000) / 4, rel=1e-5)


def test_all_files_of_one_model_say_the_same() -> None:
    assert read("meridian_netcdf4.nc") == read("meridian.csv")


def test_netcdf_3_needs_no_other_package() -> None:
    assert read("meridian_netcdf3.nc") == read("meridian.csv")


def test_the_report_says_what_was_read_and_how_sure_it_is() -> None:
    found = read("meridian.csv")
    assert found.package == "meridian"
    assert "52 weeks count as 9 weeks" in found.report[0]
    assert found.report[1].startswith("MX.ctv_tv (tv): ")
    assert "Meridian's credible interval" in found.report[1]


def test_regions_in_a_column_of_the_users(tmp_path: Path) -> None:
    rows = [
        f"{part},tv,mean,{100 * part},{gain * part / (1 + part)},{geo}"
        for geo, gain in (("Mexico", 90), ("Spain", 50))
        for part in range(6)
    ]
    path = tmp_path / "all.csv"
    path.write_text(HEAD.strip() + ",geo\n" + "\n".join(rows), encoding="utf-8")
    wanted = Wanted(9, {"Mexico": "MX", "Spain": "ES"}, {"tv": "ctv_tv"}, model_weeks=9)
    curves = {curve.cell: curve for curve in read(path, wanted).curves}
    assert list(curves) == ["MX.ctv_tv", "ES.ctv_tv"]
    assert curves["MX.ctv_tv"].form == "hill"
    assert curves["MX.ctv_tv"].s == 1
    assert curves["MX.ctv_tv"].k == pytest.approx(100, rel=1e-4)
    assert curves["ES.ctv_tv"].value(300) == pytest.approx(37.5, rel=1e-4)


def test_box_office_becomes_admissions() -> None:
    wanted = Wanted(9, {"": "MX"}, CHANNELS, per_admission=8, model_weeks=52)
    for money, people in zip(
        read("meridian.csv", wanted).curves, read("meridian.csv").curves, strict=True
    ):
        assert money.value(5000) == pytest.approx(people.value(5000) / 8)


@pytest.mark.parametrize(
    ("rows", "line", "word"),
    [
        ("0.2,tv,mean,100,x", 2, "is not a number"),
        ("0.2,tv,mean,-5,3", 2, "is negative"),
        ("0.2,tv,mean,5,3\n", 2, "has 1 points"),
        ("0,tv,median,0,0\n1,tv,median,5,3\n2,tv,median,9,4\n3,tv,median,19,5", 2, "has 0 points"),
        ("0,tv,mean,0,0\n1,tv,mean,5,3\n2,tv,mean,9,2\n3,tv,mean,19,1", None, "falls"),
        ("0,,mean,0,0\n1,,mean,5,3\n2,,mean,9,4\n3,,mean,19,5", 2, "is empty"),
    ],
)
def test_curves_that_cannot_be_used(tmp_path: Path, rows: str, line: int | None, word: str) -> None:
    path = tmp_path / "curve.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(InputError, match=word) as caught:
        read(path)
    assert caught.value.problems[0].file == str(path)
    assert caught.value.problems[0].line == line


def test_a_channel_that_cannot_be_used_may_be_left_out(tmp_path: Path) -> None:
    falls = "0,tv,mean,0,0\n1,tv,mean,5,3\n2,tv,mean,9,2\n3,tv,mean,19,1\n"
    good = "0,so,mean,0,0\n1,so,mean,5,3\n2,so,mean,9,4\n3,so,mean,19,5\n"
    path = tmp_path / "curve.csv"
    path.write_text(HEAD + falls + good, encoding="utf-8")
    wanted = Wanted(9, {"": "MX"}, {"tv": "", "so": "paid_social"}, model_weeks=9)
    assert [curve.cell for curve in read(path, wanted).curves] == ["MX.paid_social"]


def test_the_weeks_of_the_model_are_asked_for() -> None:
    with pytest.raises(InputError, match="--model-weeks"):
        read("meridian.csv", Wanted(regions={"": "MX"}, channels=CHANNELS))


def test_other_tables_of_these_packages_say_what_to_export_instead() -> None:
    for name, word in (
        ("meridian_hill_curves.csv", "scaled media units"),
        ("pymc_summary.csv", "scales"),
        ("pymc_saturation_curves.csv", "scaled spend"),
    ):
        with pytest.raises(InputError, match=word) as caught:
            read(name)
        assert "response_curves" in str(caught.value)


@pytest.mark.parametrize("start", [b"\x80\x04", b"PK\x03\x04", b"CDF\x01rest", b"hello", b""])
def test_files_of_other_kinds_are_refused(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(start)
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.problems[0].hint


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.csv")
