"""Makes planner/facts/travel.json from Netflix's lists and a table of titles.

    PYTHONPATH=. python tests/tools/make_travel.py CHARTS.tsv.gz TITLES.csv

What is shipped are rates and affinities of groups of titles, no list and no title.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from planner.audience.netflix_charts import read_charts
from planner.audience.netflix_titles import read_titles
from planner.travel.fit import fit
from planner.travel.model import SHIPPED, write

AS_OF = date(2026, 11, 24)
"""The day on which it was made."""


def main() -> None:
    """Write the shipped model."""
    charts, titles = (Path(name) for name in sys.argv[1:3])
    lists = read_charts(charts.read_bytes(), charts.name)
    model = fit(lists, read_titles(titles.read_bytes(), titles.name), AS_OF)
    write(SHIPPED, model)
    print(f"{SHIPPED}: {model.titles:,} titles, {SHIPPED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
