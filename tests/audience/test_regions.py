"""What people call a region."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.regions import code_of
from planner.model.base import territories
from planner.model.goals import is_iso


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("FR", "FR"), ("fr", "FR"), ("FRA", "FR"), ("France", "FR"), ("FRANCE ", "FR"),
        ("NA", "NA"), ("Namibia", "NA"), ("UK", "GB"), ("United Kingdom", "GB"), ("USA", "US"),
        ("United States", "US"), ("EL", "GR"), ("Deutschland", "DE"), ("Allemagne", "DE"),
        ("日本", "JP"), ("Россия", "RU"), ("Türkiye", "TR"), ("Turkey", "TR"), ("turkiye", "TR"),
        ("Côte d'Ivoire", "CI"), ("Cote d’Ivoire", "CI"), ("South Korea", "KR"), ("ca-qc", "CA-QC"),
        ("CA_QC", "CA-QC"), ("Georgia", "GE"), ("Czech Republic", "CZ"),
        ("Bosnia & Herzegovina", "BA"),
        ("dach", "DACH"), ("Benelux", "Benelux"),
    ],
)  # fmt: skip
def test_a_name_is_one_region(name: str, code: str) -> None:
    assert code_of(name, ("Benelux", "DACH")) == code


@pytest.mark.parametrize(
    "name", ["", "Kongo", "Europe", "ZZ", "Frankenreich", "250", "World", "SU"]
)
def test_what_is_unknown_or_could_be_several_is_none(name: str) -> None:
    assert code_of(name) is None


def test_every_country_is_understood_by_its_english_name() -> None:
    lost = {code: name for code, name in territories().items() if code_of(name) != code}
    assert lost == {}


@given(st.text(max_size=20))
def test_any_text_is_an_iso_code_or_none(name: str) -> None:
    code = code_of(name)
    assert code is None or is_iso(code)
