import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.facts.table import load
from planner.spend.curves import Curve
from planner.spend.forms import Floats
from planner.spend.imports import Imported, Wanted, read_export, robyn
from planner.spend.imports.wanted import Found

HERE = Path(__file__).parent / "imports"
CHANNELS = {"tv_S": "ctv_tv", "facebook_S": "paid_social"}
MEXICO = Wanted(regions={"": "MX"}, channels=CHANNELS)
ADSTOCKS = ["geometric", "weibull_cdf", "weibull_pdf"]
WEEKS = 9


def content(adstock: str = "geometric") -> dict[str, Any]:
    text = (HERE / f"RobynModel-{adstock}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def put(folder: Path, model: object) -> Path:
    path = folder / "RobynModel-1_1_1.json"
    path.write_text(json.dumps(model), encoding="utf-8")
    return path


def read(path: Path, wanted: Wanted = MEXICO) -> Imported:
    return read_export(path, wanted, load())


def curves_of(adstock: str) -> dict[str, Curve]:
    found = read(HERE / f"RobynModel-{adstock}.json")
    return dict(zip(CHANNELS, found.curves, strict=True))


def weights(adstock: str, hyper: dict[str, list[float]], name: str, count: int) -> Floats:
    """Robyn's carry-over, from the formulas of its manual: Weibull's with their logarithms."""
    lag = np.arange(count)
    if adstock == "geometric":
        return np.asarray(hyper[f"{name}_thetas"][0] ** lag)
    shape, scale = hyper[f"{name}_shapes"][0], hyper[f"{name}_scales"][0]
    middle = round(1 + scale * (count - 1))
    survived = np.exp(-((np.arange(1, count + 1) / middle) ** shape))
    if adstock == "weibull_cdf":
        return np.asarray(np.cumprod(np.append(1, survived[:-1])))
    bins = np.arange(1, count + 1) / middle
    density = bins ** (shape - 1) * survived
    return np.asarray((density - density.min()) / (density.max() - density.min()))


@pytest.mark.parametrize("adstock", ADSTOCKS)
@pytest.mark.parametrize("name", list(CHANNELS))
def test_the_curve_adds_up_to_what_the_model_says_the_channel_brought(
    adstock: str, name: str
) -> None:
    model, curve = content(adstock), curves_of(adstock)[name]
    data = np.array([row[name] for row in model["Extras"]["raw_data"]])
    carried = weights(adstock, model["ExportedModel"]["hyper_values"], name, len(data))
    counted = np.convolve(data, carried)[: len(data)]
    inputs = model["InputCollect"]
    first, last = inputs["rollingWindowStartWhich"][0], inputs["rollingWindowEndWhich"][0]
    steady = counted[first - 1 : last] / carried.sum()  # the steady money that counts the same
    brought = float(curve.value(WEEKS * steady).sum()) / WEEKS
    rows = {row["variable"]: row for row in model["ExportedModel"]["summary"]}
    assert brought == pytest.approx(rows[name]["decompAgg"], rel=1e-9)


@pytest.mark.parametrize("adstock", ADSTOCKS)
def test_older_files_without_data_are_read_from_the_mean_response(
    adstock: str, tmp_path: Path
) -> None:
    model = content(adstock)
    del model["Extras"]
    found = read(put(tmp_path, model))
    assert "holds no data" in " ".join(found.report)
    for curve, exact in zip(found.curves, curves_of(adstock).values(), strict=True):
        assert (curve.scale, curve.s) == (exact.scale, exact.s)
        assert curve.k == pytest.approx(exact.k, rel=0.15)


def test_the_report_names_what_was_left_out_and_the_carry_over() -> None:
    report = " ".join(read(HERE / "RobynModel-geometric.json").report)
    assert "left out: newsletter" in report
    assert "admissions (conversion)" in report
    assert "steady money counts 2.22 times" in report  # 1 / (1 - 0.55)
    assert "(-23% to +25%, Robyn's bootstrap)" in report  # a cost of 0.8 to 1.3 each


def test_days_and_months_are_turned_into_weeks(tmp_path: Path) -> None:
    model = content()
    model["InputCollect"]["dayInterval"] = [1]
    for daily, weekly in zip(
        read(put(tmp_path, model)).curves, curves_of("geometric").values(), strict=True
    ):
        assert daily.value(7 * 900) == pytest.approx(7 * weekly.value(900))


def test_a_channel_without_effect_brings_nothing(tmp_path: Path) -> None:
    model = content()
    for row in model["ExportedModel"]["summary"]:
        row["coef"] = 0.0
    curves = read(put(tmp_path, model)).curves
    assert [float(curve.value(curve.hi)) for curve in curves] == [0, 0]


def test_every_missing_parameter_is_told(tmp_path: Path) -> None:
    model = content()
    hyper = model["ExportedModel"]["hyper_values"]
    del hyper["tv_S_thetas"], hyper["tv_S_gammas"]
    hyper["facebook_S_alphas"] = [None]
    with pytest.raises(InputError) as caught:
        read(put(tmp_path, model))
    told = [(fault.field, fault.what) for fault in caught.value.problems]
    assert told == [
        ("tv_S", "has no sensible tv_S_gammas, tv_S_thetas in hyper_values"),
        ("facebook_S", "has no sensible facebook_S_alphas in hyper_values"),
    ]


def test_a_channel_fitted_on_impressions_is_refused_and_can_be_left_out(tmp_path: Path) -> None:
    model = content()
    hyper = model["ExportedModel"]["hyper_values"]
    for key in [key for key in hyper if key.startswith("facebook_S")]:
        hyper[key.replace("_S_", "_I_")] = hyper.pop(key)
    path = put(tmp_path, model)
    with pytest.raises(InputError, match="impressions or clicks"):
        read(path)
    wanted = Wanted(regions={"": "MX"}, channels=CHANNELS | {"facebook_S": ""})
    assert [curve.cell for curve in read(path, wanted).curves] == ["MX.ctv_tv"]


@pytest.mark.parametrize("lost", ["ExportedModel", "InputCollect"])
def test_a_file_of_inputs_alone(tmp_path: Path, lost: str) -> None:
    model = content()
    del model[lost]
    with pytest.raises(InputError, match=r"only what went into it.*robyn_write"):
        read(put(tmp_path, model))


def test_unknown_adstocks_and_broken_files(tmp_path: Path) -> None:
    model = copy.deepcopy(content())
    model["InputCollect"]["adstock"] = ["spline"]
    with pytest.raises(InputError, match="'spline' is not known"):
        read(put(tmp_path, model))
    model = content()
    model["ExportedModel"]["summary"] = [{"coef": 1}]
    with pytest.raises(InputError, match="not as Robyn writes it"):
        read(put(tmp_path, model))
    path = tmp_path / "broken.json"
    path.write_text('{"InputCollect": ', encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read as JSON"):
        read(path)
    path.write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(InputError, match="no export"):
        read(path)


def places(node: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all parts of the file, a few rows of its data among them."""
    if isinstance(node, dict):
        below = [places(part, (*path, key)) for key, part in node.items()]
    elif isinstance(node, list):
        below = [places(part, (*path, at)) for at, part in enumerate(node[:3])]
    else:
        below = []
    return [path, *(one for part in below for one in part)][0 if path else 1 :]


@given(
    st.sampled_from(places(content("weibull_cdf"))),
    st.sampled_from([None, "", "x", -1, 0, 1e308, [], {}, [[]], True, [None], {"a": 1}]),
)
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(
    place: tuple[str | int, ...], value: object
) -> None:
    model: Any = content("weibull_cdf")
    part = model
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = value
    found = outcome_of(model)
    if isinstance(found, InputError):
        assert all(problem.file == "RobynModel-1_1_1.json" for problem in found.problems)
    else:
        assert all(0 <= fit.seen < 1e300 for fit in found.fits)


def outcome_of(model: Any) -> Found | InputError:  # noqa: ANN401  # JSON has no types
    try:
        with np.errstate(all="ignore"):
            return robyn.from_json(model, Path("RobynModel-1_1_1.json"), MEXICO)
    except InputError as error:
        return error
