from decimal import Decimal

import pandas as pd

from planner.spend.marginal import Flattening
from planner.spend.scenarios import Scenario, compare
from planner.ui import series_compare, series_whatif
from tests.spend.scenes import scene

DUBS = [(f"languages.{language} dub.chosen", False) for language in ("fr", "de")]


def test_money_that_limits_leave_no_place_for_is_told_beside_the_plan() -> None:
    regions = {"FR": {"cap": 100_000}, "DE": {"cap": 100_000}}
    results = compare(
        scene(regions, overrides=DUBS),
        [Scenario("This plan"), Scenario("Plan A", budget=Decimal(900_000))],
    )
    table = series_compare.beside(results).set_index("Figure")
    now, richer = table.loc[series_compare.UNPLACED]
    assert now != richer
    rich = results[1]
    assert rich.case is not None
    assert rich.media == 200_000
    left = rich.case.lines.left - rich.media - rich.case.lines.commission_on(rich.media)
    assert richer == f"€{round(left):,}"


def test_plans_that_place_all_their_money_have_no_line_for_it() -> None:
    results = compare(scene(), [Scenario("This plan"), Scenario("A", budget=Decimal(500_000))])
    assert series_compare.UNPLACED not in set(series_compare.beside(results)["Figure"])


def test_marks_whose_labels_would_meet_are_one() -> None:
    line = pd.DataFrame({"media": [0.0, 1_000_000.0], "value": [0.0, 10.0]})
    near = series_whatif.budget_marks(Flattening(line, 210_000.0, 200_000.0, 0.5), "EUR")
    far = series_whatif.budget_marks(Flattening(line, 700_000.0, 200_000.0, 0.5), "EUR")
    assert list(near["kind"]) == ["now"]
    assert list(far["kind"]) == ["now", "mark"]
