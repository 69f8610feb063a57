"""What a misspelt or spelt-out word of a plan stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from planner.model.base import languages, territories
from planner.model.plan import Plan
from planner.plan import near, shape


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ("Mexico", "MX"),
        ("méxico", "MX"),
        ("Deutschland", "DE"),
        ("საქართველო", "GE"),
        ("UK", "GB"),
        ("usa", "US"),
        ("MEX", "MX"),
        ("mx", "MX"),
        ("Farnce", "FR"),
        ("England", "GB"),
        ("Niger", "NE"),
        ("XX", None),
        ("nowhere at all", None),
    ],
)
def test_countries(given_: str, code: str | None) -> None:
    assert near.territory(given_) == code


@pytest.mark.parametrize(
    ("given_", "code"),
    [("dach", "DACH"), ("DAHC", "DACH"), ("ca_qc", "CA-QC"), ("Japan", "JP"), ("qqq", None)],
)
def test_regions(given_: str, code: str | None) -> None:
    assert near.region(given_, ["DACH", "LATAM"]) == code


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ("French", "fr"),
        ("FR", "fr"),
        ("français", "fr"),
        ("kat", "ka"),
        ("frnech", "fr"),
        ("", None),
    ],
)
def test_languages(given_: str, code: str) -> None:
    assert near.language(given_) == code


@pytest.mark.parametrize(
    ("given_", "code"),
    [("euro", "EUR"), ("€", "EUR"), ("US dollars", "USD"), ("gel", "GEL"), ("$", None)],
)
def test_currencies(given_: str, code: str | None) -> None:
    assert near.currency(given_) == code


@pytest.mark.parametrize(
    ("given_", "zone"),
    [
        ("Paris", "Europe/Paris"),
        ("europe/pari", "Europe/Paris"),
        ("New York", "America/New_York"),
        ("Qqqq", None),
    ],
)
def test_time_zones(given_: str, zone: str | None) -> None:
    assert near.zone(given_) == zone


@pytest.mark.parametrize(
    ("at", "meant"),
    [
        ("timing.MX.dat", "timing.MX.date"),
        ("timing.MX", "timing.MX.date"),
        ("timing.Mexico.date", "timing.MX.date"),
        ("creator.Dr. K.choosen", "creators.Dr. K.chosen"),
        ("language.de dub", "languages.de dub.chosen"),
        ("fact.x.y", "facts.x.y"),
        ("timing.MX.date", None),
        ("MX", None),
        ("", None),
    ],
)
def test_places_of_decisions(at: str, meant: str | None) -> None:
    assert near.target(at, ["MX", "DACH"]) == meant


def test_fields_of_the_place_come_before_others() -> None:
    assert near.field("tilte", ("film",), set()) == "title"
    assert near.field("dates", ("goals", "regions", "FR"), {"date"}) == "date_by"
    assert near.field("dates", ("goals", "regions", "FR"), {"date", "date_by"}) == "date"
    assert near.field("As-Of", (), set()) == "as_of"
    assert near.field("title", ("goals", "budget"), set()) == "total"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pays", "`pays` belongs under goals.regions.JP."),
        ("holder", "`holder` belongs under goals.regions.JP.rights."),
        ("hiatuses", "Did you mean `hiatus`? `hiatus` belongs under goals."),
        ("seconds", "`seconds` belongs in the items of film.trailers."),
        ("note", None),
        ("qqqqqq", None),
    ],
)
def test_where_a_field_belongs(name: str, told: str | None) -> None:
    assert near.elsewhere(name, {"goals": {"regions": {"JP": {}}}}) == told


def test_a_region_stands_for_others_where_a_plan_has_none() -> None:
    assert near.elsewhere("pays", None) == "`pays` belongs under goals.regions.MX."


def test_each_field_is_found_in_its_home() -> None:
    def at(path: shape.Path) -> list[type[BaseModel]]:
        return shape.models_at(tuple(0 if key == shape.ANY else key for key in path))

    assert shape.models()[Plan] == ()
    for model, path in shape.models().items():
        assert model in at(path)
        for name in shape.fields(model):
            home = shape.home(name)
            assert home is None or any(name in shape.fields(one) for one in at(home))


@given(st.sampled_from(sorted(territories())))
def test_a_countrys_name_and_code_stand_for_it(code: str) -> None:
    assert near.territory(code.lower()) == code
    assert near.territory(territories()[code]) == code


@given(st.sampled_from(sorted(languages())))
def test_a_language_by_its_name_is_a_language(code: str) -> None:
    meant = near.language(languages()[code])
    assert meant is not None
    assert languages()[meant] == languages()[code] or meant in languages()
