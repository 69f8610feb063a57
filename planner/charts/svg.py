"""Charts as SVG text, the same bytes each time."""

from __future__ import annotations

import altair as alt
import vl_convert

from planner.charts.theme import NAME, register


def to_svg(chart: alt.TopLevelMixin) -> str:
    """Return `chart` in Microhit's look as SVG; needs neither a browser nor the network."""
    return str(vl_convert.vegalite_to_svg(_spec(chart)))


def to_png(chart: alt.TopLevelMixin, *, scale: float = 2.0) -> bytes:
    """Return `chart` in Microhit's look as PNG, `scale` pixels for each of its units."""
    return bytes(vl_convert.vegalite_to_png(_spec(chart), scale=scale))


def _spec(chart: alt.TopLevelMixin) -> dict[str, object]:
    register()
    with alt.theme.enable(NAME):
        return dict(chart.to_dict())
