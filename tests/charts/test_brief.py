"""The weekly chart of a brief: its bars, its release week, its mirror image."""

from __future__ import annotations

from planner.charts.brief import ACCENT, PALE, Channel, brief_flight_chart
from planner.charts.svg import to_svg

CHANNELS = [
    Channel("Search", (100.0, 0.0, 50.0), ("100", "", "50")),
    Channel("Press", (0.0, 200.0, 0.0), ("", "200", "")),
]
WEEKS = ("1 Mar", "8 Mar", "15 Mar")


def svg(*, release: int | None = None, mirrored: bool = False) -> str:
    return to_svg(brief_flight_chart(CHANNELS, WEEKS, release=release, mirrored=mirrored))


def test_names_weeks_and_amounts_stand_in_order() -> None:
    text = svg()
    assert all(f">{word}<" in text for word in ("Search", "Press", *WEEKS, "100", "50", "200"))
    assert text.index(">1 Mar<") < text.index(">8 Mar<") < text.index(">15 Mar<")


def test_a_mirrored_chart_starts_with_the_first_week_on_the_right() -> None:
    text = svg(mirrored=True)
    assert text.index(">15 Mar<") < text.index(">8 Mar<") < text.index(">1 Mar<")


def test_the_release_week_alone_has_the_accent() -> None:
    assert ACCENT not in svg()
    bars = svg(release=1).split("<path")
    assert sum(f'fill="{ACCENT}"' in bar.split(">")[0] for bar in bars) == len(CHANNELS)
    assert sum(f'fill="{PALE}"' in bar.split(">")[0] for bar in bars) == 2 * len(CHANNELS)


def test_many_weeks_are_named_sparsely_but_the_release_always_is() -> None:
    weeks = [f"week {i}" for i in range(40)]
    channel = Channel("Search", [1.0] * 40, ["one"] * 40)
    text = to_svg(brief_flight_chart([channel], weeks, release=17, mirrored=False))
    assert text.count(">week ") <= 16
    assert ">week 17<" in text
    assert ">one<" not in text
