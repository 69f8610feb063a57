import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.film import Film
from planner.travel.families import family
from planner.travel.fit import learnt
from planner.travel.model import load
from planner.travel.rank import Score, Title, notes, rank, region_score, title_of
from tests.travel.lists import REGIONS, known

SMALL = learnt(known(), REGIONS)
SPANISH = Title("es", ("MX",), ("Drama",))


def test_regions_are_ranked_by_what_their_language_reached() -> None:
    found = rank(Title("ko", ("KR",), ("Drama",)), SMALL)
    assert set(list(found)[:2]) == {"JP", "KR"}
    assert [one.value for one in found.values()] == sorted(
        (one.value for one in found.values()), reverse=True
    )


def test_the_shipped_table_knows_its_source_and_period_and_ranks_at_once() -> None:
    model = load()
    assert "Netflix Top 10" in model.source
    assert model.period == ("2021-06-28", "2022-04-18")
    assert model.confidence == "measured"
    found = rank(SPANISH)
    assert next(iter(found)) == "MX"
    assert len(found) == 94
    assert {"ES", "AR", "CL"} & set(list(found)[:30])
    assert all(0 < one.value < 1 and one.times > 0 for one in found.values())


def test_a_region_outside_the_lists_is_not_known_rather_than_low() -> None:
    assert "CN" not in rank(SPANISH)
    assert region_score(["CN"], rank(SPANISH), {}) is None


def test_evidence_counts_are_those_of_the_table() -> None:
    model = load()
    text = " ".join(rank(SPANISH)["MX"].evidence)
    group = model.languages["es"]
    assert f"({group.charted['MX']} of {group.titles})" in text
    home = model.origins["es|MX"]
    assert f"({home.charted['MX']} of {home.titles})" in text


def test_regions_where_it_does_well_lead_to_those_they_share_titles_with() -> None:
    plain, seen = rank(SPANISH), rank(Title("es", ("MX",), ("Drama",), ("FR", "BE")))
    assert list(seen).index("CH") < list(plain).index("CH")
    (text,) = [one for one in seen["CH"].evidence if "lead" in one]
    assert text.startswith("2 of the 2 regions where it does well lead here")


def test_what_is_not_known_is_told_and_something_stands_in() -> None:
    told = notes(Title("ka", ("GE",), ("Drama", "Walnuts"), ("CN",)))
    assert [text.split(":")[0] for text in told] == [
        "No title in Georgian entered the lists",
        "Not known as a genre",
        "The lists don't cover China",
    ]
    assert notes(SPANISH) == ()
    assert rank(Title("ka", ("GE",), ("drama",)))


@pytest.mark.parametrize(("one", "same"), [("pt-BR", "pt"), ("ES", "es"), ("zh_Hant", "zh")])
def test_a_language_is_known_under_its_other_codes(one: str, same: str) -> None:
    assert rank(Title(one, ("MX",))) == rank(Title(same, ("MX",)))


def test_a_group_takes_the_mean_of_its_known_members_by_weight() -> None:
    found = {"DE": Score(0.1, 1.0, ()), "AT": Score(0.1, 2.0, ()), "CA": Score(0.1, 4.0, ())}
    assert region_score(["DE", "AT", "CN"], found, {"DE": 3, "AT": 1}) == pytest.approx(1.25)
    assert region_score(["CA-QC"], found, {}) == 4


def test_a_film_is_looked_at_by_language_origin_genres_and_where_it_does_well() -> None:
    film = Film.model_validate(
        {
            "title": "X",
            "origin": ["GE", "FR"],
            "original_language": "ka",
            "genres": ["Drama"],
            "seen": [{"region": "MX", "by": "charts"}, {"region": "MX", "by": "trailer"}],
        }
    )
    assert title_of(film) == Title("ka", ("GE", "FR"), ("Drama",), ("MX",))


LANGUAGES = st.sampled_from(["es", "ko", "xx", "en"])
CODES = st.lists(st.sampled_from([*REGIONS, "CN"]), max_size=4).map(tuple)


@given(LANGUAGES, CODES, st.lists(st.sampled_from(["Drama", "Nothing"])).map(tuple), CODES)
def test_any_title_gets_a_finite_score_everywhere(
    language: str, origin: tuple[str, ...], genres: tuple[str, ...], seen: tuple[str, ...]
) -> None:
    found = rank(Title(language, origin, genres, seen), SMALL)
    assert set(found) == set(REGIONS)
    assert all(0 <= one.value <= 1 and 0 < one.times < 1000 for one in found.values())
    assert all(len(one.evidence) <= 3 for one in found.values())


def test_a_language_of_no_family_is_its_own() -> None:
    assert family("es") == family("fr") != family("ko")
    assert family("xx") == "xx"
