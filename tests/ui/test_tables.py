"""What pages show as tables, and what an edited table changes."""

from datetime import timedelta
from decimal import Decimal

import pandas as pd

from planner.model.sections import RegionTiming, Timing
from planner.plan import edit
from planner.ui import editors, regions, tables
from tests.ui.conftest import first_plan


def rows(**changed: object) -> list[editors.Row]:
    """The partners' table of the test campaign, its first row (France) changed."""
    first: editors.Row = {"partner.name": "Les Films du Coing", "partner.language": "fr"}
    given = {key.replace("__", "."): value for key, value in changed.items()}
    japan: editors.Row = {"partner.name": "Karin", "partner.language": "ja"}
    return [first | given, {}, japan]


SHOWN = ["partner.name", "partner.language"]


def test_an_untouched_table_changes_nothing() -> None:
    assert regions.changes(first_plan(), rows(), SHOWN) == {}


def test_a_changed_cell_changes_its_field_alone() -> None:
    found = regions.changes(first_plan(), rows(partner__name="Autre"), SHOWN)
    assert found == {"goals.regions.FR.partner.name": "Autre"}


def test_without_its_name_a_partner_is_gone_as_a_whole() -> None:
    found = regions.changes(first_plan(), rows(partner__name=None, partner__language=None), SHOWN)
    plan = edit.replace(first_plan(), found)
    assert plan.goals.regions["FR"].partner is None


def test_a_first_holder_of_rights_takes_the_place_of_unsold() -> None:
    found = regions.changes(
        first_plan(), [{"rights.holder": "Coing SA"}, {}, {}], ["rights.holder"]
    )
    plan = edit.replace(first_plan(), found)
    assert plan.goals.regions["FR"].rights != "unsold"


def test_cells_leave_an_editor_as_the_model_takes_them() -> None:
    frame = pd.DataFrame(
        {
            "text": [" a ", None],
            "whole": [3.0, float("nan")],
            "part": [0.1, None],
            "day": [pd.Timestamp("2027-03-01"), pd.NaT],
        }
    )
    found = editors._rows(frame)
    assert found == [
        {"text": "a", "whole": 3, "part": Decimal("0.1"), "day": pd.Timestamp("2027-03-01").date()}
    ]


def test_what_a_region_waits_for_is_what_sets_its_earliest_day() -> None:
    plan = first_plan()
    window = plan.goals.window.from_
    later = window + timedelta(days=30)
    regions = {
        "FR": RegionTiming(
            set_by="nobody", earliest=window, latest=later, gates={"booking": window}
        ),
        "GB": RegionTiming(set_by="nobody", earliest=window, latest=later),
        "MX": RegionTiming(
            set_by="nobody", earliest=later, latest=later, gates={"booking": window}
        ),
    }
    found = tables.timing(Timing(regions=regions), plan).set_index("Region")["Waits for"]
    assert found["France"] == "Cinema bookings"
    assert found["United Kingdom"] == "The campaign's window"
    assert found["Mexico"] == "Rights"
