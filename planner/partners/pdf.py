"""The PDF of a partner's brief, by Typst: PDF/A-2a and PDF/UA-1, the same bytes every time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

import typst

from planner.charts.brief import Channel, brief_flight_chart
from planner.charts.svg import to_svg
from planner.errors import RenderError
from planner.model.plan import Plan
from planner.partners import fonts
from planner.partners.brief import content
from planner.partners.overlay import Picture, split
from planner.partners.parts import Brief, Flight
from planner.plan.contacts import NOBODY, Contacts

Made = TypeVar("Made")

TEMPLATE = Path(__file__).with_name("brief.typ")
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""Archivable and accessible; Typst checks both and refuses to write a file that breaks them."""
MOST_PAGES = 2
SCALES = (1.0, 0.92, 0.85)
"""Letters of 9.4 points and, for long texts, smaller ones; 8 points is the least that prints well.
What does not fit then goes on to a third page: nothing is ever cut off."""
PAGE = re.compile(rb"/Type\s*/Page\b")
PICTURE_PPI = 110.0
"""A page of A4 is then 910 pixels wide, sharp where two stand side by side on a wide screen."""
CHARTS_KEPT = 64
"""Drawn charts are kept for a dashboard that renders the same briefs again: a few kB each."""


def brief_pdf(
    plan: Plan, region: str, language: str | None = None, contacts: Contacts = NOBODY
) -> bytes:
    """Return the brief of a region as PDF; raises as `content` and `render` do."""
    return render(content(plan, region, language=language, contacts=contacts))


def render(brief: Brief) -> bytes:
    """Return a brief as PDF.

    Raises:
        RenderError: No font holds some character, or Typst refuses the document.
    """
    return _fit(brief, _pdf, lambda pdf: len(PAGE.findall(pdf)))


def pictures(brief: Brief) -> list[bytes]:
    """Return each page of a brief as PNG, `PICTURE_PPI` pixels an inch; raises as `render`."""
    return _fit(brief, _pngs, len)


def _data(brief: Brief) -> dict[str, object]:
    data: dict[str, object] = asdict(brief)
    data["year"], data["month"], data["day"] = (int(part) for part in brief.as_of.split("-"))
    data["chart"] = asdict(_draw(brief.flight, mirrored=brief.rtl)) if brief.flight else None
    return data


@lru_cache(maxsize=CHARTS_KEPT)
def _draw(flight: Flight, *, mirrored: bool) -> Picture:
    channels = [Channel(bar.name, bar.amounts, bar.labels) for bar in flight.bars]
    chart = brief_flight_chart(channels, flight.weeks, release=flight.release, mirrored=mirrored)
    return split(to_svg(chart))


def _fit(brief: Brief, make: Callable[[str, str], Made], pages: Callable[[Made], int]) -> Made:
    """Return a brief in the largest letters that keep it on `MOST_PAGES`, else in the smallest."""
    data = _data(brief)
    order = (brief.language, *_other_languages(brief))
    data["fonts"] = fonts.choose("".join(_texts(data)), order)
    largest, *smaller = SCALES
    try:
        made = make(_scaled(data, largest), brief.as_of)
        for scale in smaller:
            if pages(made) <= MOST_PAGES:
                break
            made = make(_scaled(data, scale), brief.as_of)
    except typst.TypstError as error:
        raise RenderError(
            f"The PDF cannot be made: {error.message}. Please report this with the plan."
        ) from error
    return made


def _scaled(data: dict[str, object], scale: float) -> str:
    return json.dumps({**data, "scale": scale}, ensure_ascii=False)


def _pdf(data: str, as_of: str) -> bytes:
    compiled = _compiler().compile(
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=STANDARDS,
        timestamp=datetime.fromisoformat(as_of).replace(tzinfo=UTC),
    )
    assert isinstance(compiled, bytes)  # noqa: S101  # one PDF, not a list of pages
    return compiled


def _pngs(data: str, as_of: str) -> list[bytes]:
    compiled = _compiler().compile(
        format="png",
        ppi=PICTURE_PPI,
        sys_inputs={"data": data},
        timestamp=datetime.fromisoformat(as_of).replace(tzinfo=UTC),
    )
    pages = compiled if isinstance(compiled, list) else [compiled]
    return [page for page in pages if page is not None]


def _compiler() -> typst.Compiler:
    return typst.Compiler(input=_template(), font_paths=fonts.library(), ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _other_languages(brief: Brief) -> Iterator[str]:
    yield brief.original_language
    yield "en"


def _texts(value: object) -> Iterator[str]:
    """Yield every text that may be printed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key != "svg":
                yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
