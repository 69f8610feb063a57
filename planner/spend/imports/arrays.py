"""Named arrays from netCDF files: netCDF-4 is HDF5, netCDF-3 is not."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h5py  # type: ignore[import-untyped]  # it brings no types
import numpy as np
import numpy.typing as npt
from scipy.io import netcdf_file

from planner.spend.imports.wanted import refuse

Values = npt.NDArray[Any]
"""Numbers, or text as objects of `str`."""
BROKEN = "cannot be read as a netCDF file"


@dataclass(frozen=True, slots=True)
class Array:
    """Values with the names of their dimensions."""

    dims: tuple[str, ...]
    values: Values
    units: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Arrays and attributes of a file or of a part of it."""

    arrays: dict[str, Array] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)


def read_netcdf4(path: Path) -> dict[str, Group]:
    """Return the groups of a netCDF-4 file; "" is the file itself."""
    try:
        with h5py.File(path, "r") as file:
            groups = {name: part for name, part in file.items() if isinstance(part, h5py.Group)}
            return {name: _group(part, h5py.Dataset) for name, part in {"": file, **groups}.items()}
    except (OSError, KeyError, ValueError) as error:
        refuse(path, f"{BROKEN}: {error}", "Export it again")


def _group(part: Any, dataset: type) -> Group:  # noqa: ANN401  # h5py has no types
    arrays = {name: _array(name, item) for name, item in part.items() if isinstance(item, dataset)}
    return Group(arrays, {key: _text(value) for key, value in part.attrs.items()})


def _array(name: str, item: Any) -> Array:  # noqa: ANN401  # h5py has no types
    dims = tuple(next(iter(dim.keys()), name) for dim in item.dims)
    values = item.asstr()[()] if item.dtype == object else item[()]
    return Array(dims, np.asarray(values), _text(item.attrs.get("units", "")))


def read_netcdf3(path: Path) -> Group:
    """Return the arrays and attributes of a netCDF-3 file, as xarray writes it with scipy."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of files that are not closed where reading fails
            with netcdf_file(path, mmap=False) as file:
                arrays = {name: _array3(item) for name, item in file.variables.items()}
                attributes = vars(file).get("_attributes", {})
                return Group(arrays, {key: _text(value) for key, value in attributes.items()})
    except (OSError, KeyError, ValueError, TypeError, IndexError) as error:
        refuse(path, f"{BROKEN}: {error}", "Export it again")


def _array3(item: Any) -> Array:  # noqa: ANN401  # scipy has no types
    values, dims = item.data, tuple(item.dimensions)
    if values.dtype.kind == "S":  # text is stored letter by letter, along one more dimension
        letters = np.ascontiguousarray(values)
        joined = letters.view(f"S{letters.shape[-1]}")[..., 0]
        return Array(dims[:-1], np.char.decode(joined, "utf-8").astype(object))
    return Array(dims, values.astype(np.float64))


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
