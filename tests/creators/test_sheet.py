from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.creators.sheet import SheetCreator, read_sheet, write_sheet
from planner.errors import InputError, Problem
from planner.plan.exports import harmless
from tests.plans import make_plan

GOALS = make_plan({"FR": {}, "GB": {}}).goals
HEADER = "creator,platform,region,language,price,people_reached,link,evidence\n"
ANNA = "Anna,YouTube,FR,fr,3000.50,400000,https://example.org/anna,media kit\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "creators.csv"


def faults(path: Path, text: str) -> tuple[Problem, ...]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_sheet(path, GOALS)
    assert all(problem.file == str(path) for problem in told.value.problems)
    return told.value.problems


def test_a_sheet_is_read(sheet: Path) -> None:
    sheet.write_text(HEADER + ANNA, encoding="utf-8")
    assert read_sheet(sheet, GOALS) == [
        SheetCreator(
            creator="Anna",
            platform="YouTube",
            region="FR",
            language="fr",
            price=Decimal("3000.50"),
            people_reached=400_000,
            link="https://example.org/anna",
            evidence="media kit",
        )
    ]


def test_no_sheet_is_no_creators(sheet: Path) -> None:
    assert read_sheet(sheet, GOALS) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("creator", ""),
        ("platform", ""),
        ("region", ""),
        ("region", "ZZ"),
        ("region", "France"),
        ("language", "frrr"),
        ("price", "-1"),
        ("price", "three"),
        ("price", "nan"),
        ("price", "inf"),
        ("price", "1e30"),
        ("price", ""),
        ("people_reached", "-5"),
        ("people_reached", "many"),
    ],
)
def test_a_bad_cell_is_told_with_line_and_column(sheet: Path, column: str, value: str) -> None:
    good = dict(zip(HEADER.strip().split(","), ANNA.strip().split(","), strict=True))
    bad = ",".join((good | {"creator": "Bruno", column: value}).values())
    problem, *more = faults(sheet, HEADER + ANNA + bad + "\n")
    assert not more
    assert (problem.line, problem.field, problem.value) == (3, column, value)


def test_every_fault_is_told_at_once(sheet: Path) -> None:
    bad = "Bruno,,FR,xx-yy,free,-1,,\n"
    fields = [problem.field for problem in faults(sheet, HEADER + bad + ANNA + ANNA)]
    assert fields == ["platform", "language", "price", "people_reached", "creator"]


def test_missing_columns_are_named(sheet: Path) -> None:
    fields = {problem.field for problem in faults(sheet, "creator,platform,link\n")}
    assert fields == {"region", "language", "price", "people_reached"}


def test_an_empty_file_is_no_sheet(sheet: Path) -> None:
    assert faults(sheet, "")


def test_a_comma_in_a_number_is_not_read_as_two_cells(sheet: Path) -> None:
    problem, *_ = faults(sheet, HEADER + "Bruno,TikTok,FR,fr,3,000,400000,,media kit\n")
    assert problem.line == 2
    assert "9 values" in problem.what


@pytest.mark.parametrize("content", [b"\xff\xfe", b"creator\n\x80", b'"' + b"x" * 200_000])
def test_what_is_no_csv_text_is_told(sheet: Path, content: bytes) -> None:
    sheet.write_bytes(content)
    with pytest.raises(InputError, match=r"creators\.csv"):
        read_sheet(sheet, GOALS)


def test_a_folder_in_its_place_is_told(sheet: Path) -> None:
    sheet.mkdir()
    with pytest.raises(InputError, match=r"creators\.csv"):
        read_sheet(sheet, GOALS)


names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
people = st.builds(
    SheetCreator,
    creator=names,
    platform=st.sampled_from(["YouTube", "TikTok"]),
    region=st.sampled_from(["FR", "MX"]),
    language=st.sampled_from(["fr", "es", "pt-BR"]),
    price=st.decimals(0, 10**9, places=2),
    people_reached=st.integers(0, 10**9),
    link=st.sampled_from(["", "https://example.org"]),
    evidence=st.sampled_from(["", 'said "yes", twice', "two\nlines"]),
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(people, max_size=4, unique_by=lambda one: one.creator))
def test_what_is_written_is_read_back_with_formulas_made_harmless(
    sheet: Path, creators: list[SheetCreator]
) -> None:
    write_sheet(sheet, creators)
    found = read_sheet(sheet, GOALS)
    assert [one.price for one in found] == [one.price for one in creators]
    assert [one.evidence for one in found] == [one.evidence for one in creators]
    assert [one.creator for one in found] == [harmless(one.creator) for one in creators]
    assert not any(one.creator.startswith(("=", "+", "-", "@")) for one in found)


def test_a_region_that_the_campaign_does_not_open_in_may_stay(sheet: Path) -> None:
    sheet.write_text(HEADER + ANNA.replace(",FR,", ",ZA,"), encoding="utf-8")
    assert [one.region for one in read_sheet(sheet, GOALS)] == ["ZA"]
