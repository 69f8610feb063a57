"""Exports of YouTube Studio and Google Trends, recognised by their columns."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest

from planner.audience.preview import Understood, understand

FIRST = date(2026, 1, 5)


def read(content: str | bytes, name: str = "export.bin") -> Understood:
    return understand(content.encode() if isinstance(content, str) else content, name)


def weeks(found: Understood) -> dict[tuple[str, str], float]:
    assert found.problems == ()
    seen = found.table.dropna()
    keys = zip(seen["region"], seen["week"].dt.strftime("%Y-%m-%d"), strict=True)
    return dict(zip(keys, seen["value"], strict=True))


def refused(content: str | bytes) -> str:
    found = read(content)
    assert found.table.empty
    return "\n".join(map(str, found.problems))


def zipped(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(f"{name.replace('_', ' ')}.csv", text.encode("utf-8-sig"))
    return content.getvalue()


def chart(header: str, countries: list[str], days: int = 14) -> str:
    rows = [
        f"{FIRST + timedelta(days=day)},{country},{10 * at}"
        for at, country in enumerate(countries, start=1)
        for day in range(days)
    ]
    return "\n".join([header, *rows, ""])


TABLE = "Geography,Views,Watch time (hours)\nTotal,900,5.1\nFR,140,0.5\nMX,280,0.7\n"
EXPECTED = {
    ("FR", "2026-01-05"): 70,
    ("FR", "2026-01-12"): 70,
    ("MX", "2026-01-05"): 140,
    ("MX", "2026-01-12"): 140,
}


def test_youtubes_geography_export_is_read_from_its_chart() -> None:
    totals = "Date,Views\n2026-01-05,64\n"
    found = read(
        zipped(
            Table_data=TABLE,
            Chart_data=chart("Date,Geography,Views", ["FR", "MX"]),
            Totals=totals,
        )
    )
    assert weeks(found) == EXPECTED
    assert (found.kind, found.signals) == ("YouTube Studio export", ("trailer_views",))
    assert found.step == "daily"
    assert "unknown, not zero" in " ".join(found.notes)


@pytest.mark.parametrize(
    "text",
    [
        chart("Date,Geography,Views", ["France", "Mexico"]),
        chart("Datum,Geografie,Aufrufe", ["Frankreich", "Mexiko"]),
        chart("Date,Zone géographique,Vues", ["France", "Mexique"]),
        chart("Fecha,Ubicación geográfica,Visualizaciones", ["Francia", "México"]),
        chart("日付,地域,視聴回数", ["フランス", "メキシコ"]),
    ],
)
def test_a_chart_alone_in_another_language_is_recognised(text: str) -> None:
    found = read(text)
    assert found.kind == "YouTube Studio export"
    assert weeks(found) == EXPECTED


def test_a_table_without_days_is_refused_with_the_way_to_the_right_one() -> None:
    for content in (TABLE, zipped(Table_data=TABLE, Totals="Date,Views\n2026-01-05,64\n")):
        assert "views by country but not by day" in refused(content)
        assert "Advanced mode > Geography" in refused(content)


def trends(header: str, values: list[str], *, category: str = "Category: All categories") -> str:
    """A weekly export: Google dates weeks by the Sunday on which they begin."""
    sunday = FIRST - timedelta(days=1)
    rows = [f"{sunday + timedelta(weeks=at)},{value}" for at, value in enumerate(values)]
    return "\n".join([category, "", header, *rows, ""])


def test_search_interest_of_several_regions() -> None:
    found = read(trends("Week,film: (France),película: (Mexico)", ["100,<1", "0,37"]))
    assert weeks(found) == {
        ("FR", "2026-01-05"): 100,
        ("FR", "2026-01-12"): 0,
        ("MX", "2026-01-05"): 0.5,
        ("MX", "2026-01-12"): 37,
    }
    assert (found.kind, found.signals) == ("Google Trends export", ("search_interest",))
    said = " ".join(found.notes)
    assert "1 cell with <1 is read as 0.5" in said
    assert "relative to the highest value" in said


@pytest.mark.parametrize(
    ("header", "category"),
    [
        ("Semaine,film: (France)", "Catégorie: Toutes les catégories"),
        ("Woche,film: (Frankreich)", "Kategorie: Alle Kategorien"),
        ("Semana,film: (Francia)", "Categoría: Todas las categorías"),
        ("Time,film: (France)", "Category: All categories"),
        ("週,film: (フランス)", "カテゴリ: すべてのカテゴリ"),
    ],
)
def test_search_interest_in_other_languages(header: str, category: str) -> None:
    assert weeks(read(trends(header, ["5", "6"], category=category))) == {
        ("FR", "2026-01-05"): 5,
        ("FR", "2026-01-12"): 6,
    }


def test_an_export_that_names_no_region_asks_for_it() -> None:
    text = "Kategorie: Alle Kategorien\n\nZeit,laufschuhe\n2026-01-04,5\n2026-01-11,6\n"
    assert "Say which region the file is about" in refused(text)
    found = understand(text.encode(), "export.csv", region="Germany")
    assert weeks(found) == {("DE", "2026-01-05"): 5, ("DE", "2026-01-12"): 6}
    assert found.signals == ("search_interest",)


def test_several_terms_for_one_region_are_signals_of_their_own() -> None:
    found = read(trends("Week,Film night: (France),映画: (France)", ["5,6"]))
    assert found.signals == ("search_interest_2", "search_interest_film_night")


def test_daily_search_interest_is_summed_to_whole_weeks() -> None:
    rows = "\n".join(f"{FIRST + timedelta(days=at)},{at}" for at in range(7))
    assert weeks(read(f"Category: All categories\n\nDay,film: (France)\n{rows}\n")) == {
        ("FR", "2026-01-05"): 21
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Category: x\n\nCountry,film: (1/1/25 - 12/31/25)\nFrance,100\n", "map of regions"),
        ("Category: x\n\nRegion,film: (1/1/25 - 12/31/25)\nTexas,100\n", "Interest over time"),
        ("Category: x\n\nMonth,film: (France)\n2025-01,5\n2025-02,6\n", "holds months"),
        ("Monat,film: (Frankreich)\n2025-01,5\n2025-02,6\n", "between 3 months and 5 years"),
        ("Time,film: (France)\n2026-01-05T01,5\n2026-01-05T02,6\n", "holds hours"),
        (trends("Week,film: (Worldwide)", ["1"]), "is the whole world"),
        (trends("Week,film: (Narnia)", ["1"]), "is no known region"),
        (trends("Week,film: (France)", ["1", "lots"]), "export.bin:5:2: film: (France): is no"),
    ],
)
def test_what_google_trends_gives_besides_weeks_is_refused(text: str, said: str) -> None:
    assert said in refused(text)
