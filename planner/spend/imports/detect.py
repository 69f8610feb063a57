"""Which package wrote a file, told by its content, and what is read out of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from planner.facts.table import Facts
from planner.model.tables import decode
from planner.spend.imports import meridian, pymc, robyn
from planner.spend.imports.arrays import read_netcdf3, read_netcdf4
from planner.spend.imports.naming import line, named
from planner.spend.imports.wanted import PACKAGES, Found, Imported, Package, Wanted, refuse

HOW = (
    "Export response curves: Meridian Analyzer(mmm).response_curves(use_kpi=True) as CSV, "
    'PyMC-Marketing mmm.save("model.nc"), Robyn robyn_write(...) as RobynModel-ID.json'
)
OTHERS = {
    "media_units": "Meridian's hill_curves are in scaled media units, not in money",
    "time_units": "Meridian's adstock_decay holds no response",
    "r_hat": "a summary of parameters does not tell the model's scales",
    "abs_error_94_lower": "PyMC-Marketing's saturation_curves are in scaled spend, not in money",
}
"""Columns by which tables of these packages are known that hold no curve of money."""
Reader = Callable[[Path, Wanted], tuple[Package, Found]]


def read_export(
    path: Path, wanted: Wanted, facts: Facts, package: Package | None = None
) -> Imported:
    """Return the curves in a file of `package`, or of the one that its content shows.

    Raises `InputError` with every fault, `MissingPackage` for a netCDF-4 file without h5py.
    """
    found_in, found = _reader(path)(path, wanted)
    if package and found_in != package:
        what = f"was written by {PACKAGES[found_in]}, not by {PACKAGES[package]}"
        refuse(path, what, f"Use --from {found_in}, or leave --from out")
    curves = named(found.fits, path, wanted, facts)
    lines = [line(fit, curve) for fit, curve in zip(found.fits, curves, strict=True)]
    return Imported(found_in, curves, (*found.notes, *lines))


def _reader(path: Path) -> Reader:
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError:
        decode(path)  # tells what is wrong with it
        raise
    if start.startswith(b"\x89HDF"):
        return _netcdf4
    if start.startswith(b"CDF"):
        return _netcdf3
    if start.startswith((b"\x80", b"PK")):  # opening a pickle runs what is in it
        refuse(path, "is a pickle or an archive, which is not opened", HOW)
    return _text


def _netcdf4(path: Path, wanted: Wanted) -> tuple[Package, Found]:
    groups = read_netcdf4(path)
    if "incremental_outcome" in groups[""].arrays:
        return "meridian", meridian.from_arrays(groups[""], path, wanted)
    posterior = groups.get("posterior")
    if posterior and "ec_m" in posterior.arrays:
        refuse(path, "Meridian's inference data are in scaled media units, not in money", HOW)
    return "pymc", pymc.from_groups(groups, path, wanted)


def _netcdf3(path: Path, wanted: Wanted) -> tuple[Package, Found]:
    return "meridian", meridian.from_arrays(read_netcdf3(path), path, wanted)


def _text(path: Path, wanted: Wanted) -> tuple[Package, Found]:
    text = decode(path)
    if text.lstrip().startswith("{"):
        return "robyn", robyn.from_json(robyn.parse(text, path), path, wanted)
    if not meridian.is_text(text):
        first = text.split("\n", 1)[0]
        known = [why for column, why in OTHERS.items() if column in first]
        refuse(path, known[0] if known else "is no export that Microhit knows", HOW)
    return "meridian", meridian.from_text(text, path, wanted)
