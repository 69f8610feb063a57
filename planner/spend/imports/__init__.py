"""Response curves from what other packages export: Google Meridian, PyMC-Marketing and Robyn.

`read_export` tells the package by the file's content and returns our curves: response over a flight
of so many weeks for the money of the whole flight, with what was done to get there in words.
"""

from planner.spend.imports.detect import read_export
from planner.spend.imports.wanted import PACKAGES, Imported, Package, Wanted

__all__ = ["PACKAGES", "Imported", "Package", "Wanted", "read_export"]
