"""A chart for Typst: the picture without its words, and the words with their places.

Typst shapes every script and keeps text as text; an SVG renderer does neither.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

NAMESPACE = "http://www.w3.org/2000/svg"
TEXT = f"{{{NAMESPACE}}}text"
STEP = re.compile(r"(translate|rotate)\(([^)]*)\)")
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
ET.register_namespace("", NAMESPACE)


@dataclass(frozen=True, slots=True)
class Word:
    """A text on a chart: its anchor point in the picture's units, and which part lies on it.

    `anchor` is 0 where the text starts at the point, 1 where it ends there; `angle` is in degrees,
    clockwise.
    """

    text: str
    x: float
    y: float
    angle: float
    anchor: float
    size: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG without text, its width and height, and the words that belong on it."""

    svg: str
    width: float
    height: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    x: float
    y: float
    angle: float

    def moved(self, transform: str) -> _Place:
        """Return where an element lies after its own translations and rotations."""
        place = self
        for name, numbers in STEP.findall(transform):
            values = [float(number) for number in re.split(r"[ ,]+", numbers.strip())]
            place = place.turned(values[0]) if name == "rotate" else place.shifted(*values)
        return place

    def shifted(self, dx: float, dy: float = 0.0) -> _Place:
        turn = math.radians(self.angle)
        x = self.x + dx * math.cos(turn) - dy * math.sin(turn)
        y = self.y + dx * math.sin(turn) + dy * math.cos(turn)
        return _Place(x, y, self.angle)

    def turned(self, angle: float) -> _Place:
        return _Place(self.x, self.y, self.angle + angle)


def split(svg: str) -> Picture:
    """Take the words out of an SVG that Vega drew."""
    root = ET.fromstring(svg)  # noqa: S314  # drawn by our own chart a moment ago
    left, top, width, height = (float(part) for part in root.attrib["viewBox"].split())
    words = tuple(_take(root, _Place(-left, -top, 0.0)))
    return Picture(ET.tostring(root, encoding="unicode"), width, height, words)


def _take(element: ET.Element, place: _Place) -> Iterator[Word]:
    """Remove the words below an element and yield them."""
    here = place.moved(element.get("transform", ""))
    for child in list(element):
        if child.tag != TEXT:
            yield from _take(child, here)
            continue
        element.remove(child)
        if float(child.get("opacity", "1")) > 0 and "".join(child.itertext()).strip():
            yield _word(child, here.moved(child.get("transform", "")))


def _word(element: ET.Element, place: _Place) -> Word:
    return Word(
        text="".join(element.itertext()),
        x=round(place.x, 3),
        y=round(place.y, 3),
        angle=place.angle,
        anchor=ANCHORS[element.get("text-anchor", "start")],
        size=float(element.get("font-size", "10px").removesuffix("px")),
        bold=element.get("font-weight") in ("bold", "600", "700"),
        colour=element.get("fill", "#000000"),
    )
