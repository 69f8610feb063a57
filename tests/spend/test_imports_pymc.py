import json
import shutil
from pathlib import Path
from typing import Any

import h5py  # type: ignore[import-untyped]  # it brings no types
import numpy as np
import pytest

from planner.errors import InputError
from planner.facts.table import load
from planner.spend.imports import Imported, Wanted, arrays, read_export
from planner.spend.imports.carry import PARAMETERS, flight, pymc_weights

HERE = Path(__file__).parent / "imports"
CHANNELS = {"tv": "ctv_tv", "social": "paid_social"}
REGIONS = {"Mexico": "MX", "Spain": "ES"}
ONE = Wanted(regions={"": "MX"}, channels=CHANNELS)
TWO = Wanted(regions=REGIONS, channels=CHANNELS)
MODELS = {"hill": ONE, "logistic": ONE, "tanh": ONE, "michaelis_menten_geo": TWO}
WEEKS = 9


def read(name: str | Path, wanted: Wanted) -> Imported:
    return read_export(HERE / name, wanted, load())


def told(name: str) -> dict[str, Any]:
    """What the package itself said of the model: see README.md."""
    text = (HERE / f"pymc_{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def by_place(found: dict[str, Any]) -> dict[tuple[str, str], Any]:
    """An array of the package by (region, channel): money or outcome along the part of the most."""
    order = [found["dims"].index(dim) for dim in ("geo", "channel", "part") if dim in found["dims"]]
    values = np.transpose(np.array(found["data"]), order)
    names = {key: part["data"] for key, part in found["coords"].items()}
    if "geo" not in found["dims"]:
        return {("", channel): values[at] for at, channel in enumerate(names["channel"])}
    return {
        (geo, channel): values[row, at]
        for row, geo in enumerate(names["geo"])
        for at, channel in enumerate(names["channel"])
    }


@pytest.mark.parametrize("name", list(MODELS))
def test_the_curve_is_the_packages_own(name: str) -> None:
    found, steady = read(f"pymc_{name}.nc", MODELS[name]), told(name)["steady"]
    money, outcome = by_place(steady["money"]), by_place(steady["outcome"])
    ours = {(curve.region, curve.channel): curve for curve in found.curves}
    assert len(ours) == len(outcome)
    for (geo, channel), values in outcome.items():
        curve = ours[REGIONS.get(geo, "MX"), CHANNELS[channel]]
        spend = WEEKS * np.asarray(money.get((geo, channel), money["", channel]))
        seen = spend <= curve.hi * (1 + 1e-9)
        assert seen.sum() > 4
        close = 0.006 * WEEKS * float(values.max())
        assert curve.value(spend[seen]) == pytest.approx(WEEKS * values[seen], abs=close)


def test_forms_that_are_not_ours_become_points_of_known_error() -> None:
    found = read("pymc_logistic.nc", ONE)
    assert [curve.form for curve in found.curves] == ["table", "table"]
    assert all("straight lines between points, at most 0." in line for line in found.report[1:])


@pytest.mark.parametrize("name", list(MODELS))
def test_carry_over_is_the_packages_own(name: str) -> None:
    found, expected = HERE / f"pymc_{name}.nc", told(name)["adstock"]
    groups = arrays.read_netcdf4(found)
    adstock = json.loads(groups[""].attributes["adstock"])
    kind, posterior = adstock["lookup_name"], groups["posterior"].arrays
    values = {
        part: posterior[f"adstock_{part}"].values.reshape(50, -1)[:, 0] for part in PARAMETERS[kind]
    }
    ours = pymc_weights(kind, values, adstock["l_max"], normalise=adstock["normalize"]).mean(axis=0)
    order = [expected["dims"].index("time since exposure")]
    theirs = np.moveaxis(np.array(expected["data"]), order, [0])
    theirs = theirs.reshape(len(theirs), -1)[:, 0]
    assert ours[: len(theirs)] == pytest.approx(theirs)


def test_a_flight_loses_no_carry_over() -> None:
    weights = pymc_weights("geometric", {"alpha": np.array([0.5, 0.2])}, 6, normalise=True)
    assert flight(weights, 9).sum(axis=1) == pytest.approx([9, 9])
    assert flight(weights, 9)[0, 8] == pytest.approx(1)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    path = tmp_path / "model.nc"
    shutil.copy(HERE / "pymc_hill.nc", path)
    return path


def edit(path: Path, key: str, **values: object) -> None:
    with h5py.File(path, "a") as file:
        old = json.loads(file.attrs[key])
        file.attrs[key] = json.dumps(old | values)


def test_a_posterior_without_a_parameter(changed: Path) -> None:
    with h5py.File(changed, "a") as file:
        del file["posterior/saturation_kappa"], file["posterior/adstock_alpha"]
        del file["constant_data/target_scale"]
    with pytest.raises(InputError) as caught:
        read(changed, ONE)
    assert [(fault.field, fault.what) for fault in caught.value.problems] == [
        ("adstock", "the posterior has no adstock_alpha"),
        ("saturation", "the posterior has no saturation_kappa"),
        ("constant_data", "has no target_scale"),
    ]


def test_transformations_of_ones_own_are_refused(changed: Path) -> None:
    edit(changed, "saturation", lookup_name="mine")
    edit(changed, "adstock", mode="Before")
    with pytest.raises(InputError) as caught:
        read(changed, ONE)
    assert [fault.field for fault in caught.value.problems] == ["saturation", "adstock"]
    assert "michaelis_menten" in str(caught.value)


def test_a_model_that_is_not_fitted_or_another_file(changed: Path) -> None:
    with h5py.File(changed, "a") as file:
        del file["posterior"]
    with pytest.raises(InputError, match="not fitted"):
        read(changed, ONE)
    with h5py.File(changed, "w") as file:
        file["x"] = [1, 2]
    with pytest.raises(InputError, match="adstock and saturation"):
        read(changed, ONE)
    changed.write_bytes(b"\x89HDF\r\n\x1a\n" + b"\0" * 40)
    with pytest.raises(InputError, match="cannot be read"):
        read(changed, ONE)


def test_a_model_on_impressions_and_one_that_changes_over_time(changed: Path) -> None:
    with h5py.File(changed, "a") as file:
        file.attrs["time_varying_media"] = "true"
    assert "changes over time" in read(changed, ONE).report[1]
    with h5py.File(changed, "a") as file:
        file.attrs["cost_per_unit"] = '{"columns": []}'
    with pytest.raises(InputError, match="not on money"):
        read(changed, ONE)


def test_names_must_lead_to_channels_and_regions() -> None:
    with pytest.raises(InputError) as caught:
        read(
            "pymc_michaelis_menten_geo.nc", Wanted(regions={"": "MX"}, channels={"radio": "search"})
        )
    told_ = [(fault.field, fault.what, fault.value) for fault in caught.value.problems]
    assert told_ == [
        ("channel", "is no channel", "tv"),
        ("channel", "is no channel", "social"),
        ("region", "is no region code", "Mexico"),
        ("region", "is no region code", "Spain"),
        ("channel", "is not in the file", "radio"),
        ("region", "several regions are in the file", None),
    ]
    assert "The file has tv, social" in str(caught.value)
    assert "IDs are cinema_trailers, ctv_tv" in str(caught.value)


def test_two_channels_cannot_be_one() -> None:
    with pytest.raises(InputError, match=r"both tv and social would be ctv_tv in MX.*social="):
        read("pymc_hill.nc", Wanted(regions={"": "MX"}, channels=dict.fromkeys(CHANNELS, "ctv_tv")))
