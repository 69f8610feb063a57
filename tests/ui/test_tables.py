"""What pages show as tables, and what an edited table changes."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.creators.sheet import read_sheet
from planner.errors import InputError
from planner.model.sections import RegionSpend, RegionTiming, Spend, Timing
from planner.plan import edit
from planner.ui import creators, editors, regions, tables
from tests.ui.conftest import SHEET, first_plan

GOALS = first_plan().goals

money = st.decimals(0, 10**6, places=2)


@given(money, money, money, money, st.lists(money, min_size=3, max_size=3))
def test_the_budget_table_adds_up_to_the_cent(
    fixed: Decimal, dub: Decimal, creator: Decimal, dcp: Decimal, ours: list[Decimal]
) -> None:
    spend = Spend(
        currency="EUR",
        total=Decimal(0),
        fixed={"publicity": fixed},
        language_versions={"fr dub": dub},
        creators=creator,
        contingency=Decimal("0.01"),
        regions={
            code: RegionSpend(pays="us", fixed={"dcp": dcp}, ours=amount)
            for code, amount in zip(("FR", "MX", "JP"), ours, strict=True)
        },
    )
    lines = tables.budget(spend, first_plan())
    total = fixed + dub + creator + 3 * dcp + sum(ours) + Decimal("0.01")
    assert lines[-1] == ("Total", total, 0)
    assert sum(line.amount for line in lines[:-1] if line.level == 0) == total
    assert sum(line.amount for line in lines if line.level == 1) == total - creator - Decimal(
        "0.01"
    )


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


def test_a_sheet_that_is_written_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "creators.csv"
    path.write_text(SHEET, encoding="utf-8")
    before = read_sheet(path, GOALS)
    creators.write(path, [{"creator": one.creator, "platform": one.platform, "region": one.region,
        "language": one.language, "price": one.price, "people_reached": one.people_reached,
        "evidence": one.evidence} for one in before], GOALS)  # fmt: skip
    assert read_sheet(path, GOALS) == before


def test_a_sheet_with_a_fault_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "creators.csv"
    with pytest.raises(InputError, match="price"):
        creators.write(path, [{"creator": "Anna", "platform": "X", "region": "FR"}], GOALS)
    assert not path.exists()


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
