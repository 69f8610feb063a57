from io import BytesIO

from hypothesis import given, settings
from openpyxl import load_workbook

from planner.creators.lists import read_list
from planner.creators.offers import COLUMNS, Offer
from planner.creators.sheet import read_sheet, sheet_text
from planner.creators.sheet_files import EXPLAINED, sheet_xlsx
from tests.creators.test_sheet import GOLDEN, sheets
from tests.plans import make_plan

PLAN = make_plan({"FR": {}, "GB": {}})
GOALS = PLAN.goals


@settings(max_examples=25)
@given(sheets)
def test_csv_to_excel_and_back_is_the_same_csv(offers: list[Offer]) -> None:
    found = read_list(sheet_xlsx(offers, PLAN), "a.xlsx", GOALS) if offers else None
    if found is not None:
        assert list(found.offers) == offers
        assert not found.cleaned
        assert sheet_text(found.offers) == sheet_text(offers)


def test_excel_explains_the_columns_and_offers_lists() -> None:
    offers = read_sheet(GOLDEN, GOALS)
    book = load_workbook(BytesIO(sheet_xlsx(offers, PLAN)))
    page, columns = book["Creators"], book["Columns"]
    assert [cell.value for cell in page[1]] == list(COLUMNS)
    assert page.freeze_panes == "B2"
    assert {str(rule.sqref)[0]: rule.formula1 for rule in page.data_validations.dataValidation} == {
        "Q": '"idea,contacted,agreed,contracted"',
        "O": '"media kit,screenshot,estimate"',
        "E": '"FR,GB,GR,MX"',
        "R": '"yes,no"',
    }
    assert [row[0].value for row in columns.iter_rows(min_row=2)] == list(COLUMNS)
    assert set(EXPLAINED) == set(COLUMNS)


def test_excel_runs_nothing_that_somebody_wrote() -> None:
    page = load_workbook(BytesIO(sheet_xlsx(read_sheet(GOLDEN, GOALS), PLAN)))["Creators"]
    assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)


def test_the_same_offers_give_the_same_bytes() -> None:
    offers = read_sheet(GOLDEN, GOALS)
    assert sheet_xlsx(offers, PLAN) == sheet_xlsx(offers, PLAN)
