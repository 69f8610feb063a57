"""Charts as SVG text, the same bytes each time."""

from __future__ import annotations

import altair as alt
import vl_convert

from planner.charts.theme import NAME, register


def to_svg(chart: alt.TopLevelMixin) -> str:
    """Return `chart` in Microhit's look as SVG; needs neither a browser nor the network."""
    register()
    with alt.theme.enable(NAME):
        return str(vl_convert.vegalite_to_svg(chart.to_dict()))
