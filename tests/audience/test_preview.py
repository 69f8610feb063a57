"""What was understood of a file: shown beside its faults instead of raised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.audience.preview import HEAD_ROWS, understand

GERMAN = (
    "Kinobesuche\n\nWoche;Frankreich;DACH;Summe\n05.01.2026;1.234,5;1;1235,5\n"
    "12.01.2026;n/a;2;2\n26.01.2026;3,5;4;7,5\nGesamt;1238;7;1245\n"
).encode("cp1252")


def test_everything_that_was_assumed_is_told() -> None:
    found = understand(GERMAN, "besuche.csv", ["DACH"])
    assert found.problems == ()
    assert (found.name, found.kind, found.encoding) == ("besuche.csv", "wide table", "UTF-8")
    assert (found.delimiter, found.decimal, found.dates) == ("semicolon", "comma", "day first")
    assert found.step == "weekly, dated by Monday"
    assert (found.regions, found.signals) == (("DACH", "FR"), ("demand",))
    assert (found.first, found.last) == (date(2026, 1, 5), date(2026, 1, 26))
    assert (found.rows, found.gaps) == (5, 3)
    assert found.notes == (
        "1 line above the header left out.",
        "1 row of totals left out.",
        "The column Summe is a total and was left out.",
        "Frankreich is read as FR.",
        "Numbers such as 1.234,5 have a decimal comma.",
        "1 cell with n/a is read as not observed.",
    )
    assert len(found.head) == 5


def test_faults_stand_beside_what_was_understood() -> None:
    found = understand(GERMAN.replace(b"3,5", b"drei"), "besuche.csv", ["DACH"])
    assert str(found.problems[0]).startswith("besuche.csv:6:2: Frankreich: is no number")
    assert (found.kind, found.delimiter) == ("wide table", "semicolon")
    assert found.table.empty
    assert found.head.empty


def test_a_file_that_is_no_table_or_is_not_there_has_only_problems(tmp_path: Path) -> None:
    for given in (b"\x89PNG\r\n\x1a\n\0", tmp_path / "none.csv"):
        found = understand(given, "x.csv")
        assert len(found.problems) == 1
        assert found.kind == ""


def test_an_order_of_dates_that_had_to_be_found_is_explained() -> None:
    found = understand(b"week,FR\n05/01/2026,1\n12/01/2026,2\n19/01/2026,3\n", "a.csv")
    assert "05/01/2026 are read with the day first: other dates" in found.notes[0]
    assert found.dates == "day first"


def test_the_head_is_short() -> None:
    rows = "".join(f"2026-W{week:02},{week}\n" for week in range(1, 40))
    found = understand(f"week,FR\n{rows}".encode(), "a.csv")
    assert len(found.head) == HEAD_ROWS
    assert found.dates == "ISO weeks"


def test_netflix_alone_says_what_is_missing() -> None:
    header = "country_name\tcountry_iso2\tweek\tcategory\tweekly_rank\tshow_title\n"
    row = "Namibia\tNA\t2022-04-24\tFilms\t1\tRoma\n"
    found = understand((header + row).encode(), "netflix.tsv")
    assert (found.kind, found.regions, found.rows) == ("Netflix Top 10", ("NA",), 1)
    assert found.first == date(2022, 4, 18)
    [problem] = found.problems
    assert "--titles" in str(problem)
    [problem] = understand((header + row.replace("NA", "ZZ")).encode(), "netflix.tsv").problems
    assert "netflix.tsv:2: country_iso2: is no known region" in str(problem)
