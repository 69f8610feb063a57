"""Every field of the inputs has words, and values are told as a marketer says them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeGuard, get_args, get_origin

import pytest
from pydantic import BaseModel

from planner.model.plan import SUGGESTED, Plan
from planner.plan import diff_values as values
from planner.plan.diff_facts import main_facts
from planner.plan.diff_fields import FIELDS
from planner.plan.diff_things import THINGS
from planner.plan.diff_words import pattern, place, told
from planner.plan.fingerprint import PARTS
from planner.plan.tree import Tree, inputs, parsed, printed
from tests.plan.samples import golden


def places(model: object, at: str = "") -> set[str]:
    """The pattern of every value that an annotation allows for."""
    if is_part(model):
        fields = model.model_fields.items()
        inner = [
            places(info.annotation, f"{at}.{info.alias or name}".lstrip("."))
            for name, info in fields
        ]
        return set().union({at} - {""}, *inner)
    if get_origin(model) is dict:
        return {at, *places(get_args(model)[1], f"{at}.*")}
    if get_origin(model) is list and any(map(is_part, get_args(model))):
        return {at, *places(get_args(model)[0], f"{at}.*")}
    inner = [places(item, at) for item in get_args(model) if get_origin(model) is not list]
    return set().union({at}, *inner)


def is_part(model: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(model, type) and issubclass(model, BaseModel)


PLACES = {at for at in places(Plan) if at.split(".")[0] in PARTS and "." in at} | {"as_of"}
SECTIONS = {
    *("goals.budget", "goals.window", "goals.team", "goals.rules", "goals.shortlist"),
    *("film", "goals", "overrides"),
}


def test_every_field_of_the_inputs_has_words() -> None:
    told_by_name = {*THINGS, *(f"{at}.*" for at in THINGS), *SECTIONS}
    assert PLACES - told_by_name == FIELDS.keys() - told_by_name


def test_every_table_by_names_is_one_of_the_model() -> None:
    assert set(THINGS) - {"overrides"} == {
        at.removesuffix(".*") for at in PLACES if at.endswith(".*")
    } - {"overrides"}
    assert not PLACES & set(SUGGESTED)


def values_of(tree: Tree, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Tree]]:
    """Every value of the inputs with its path."""
    if not isinstance(tree, dict):
        return [(path, tree)]
    return [found for key, item in tree.items() for found in values_of(item, (*path, key))]


def test_no_place_of_a_plan_is_told_by_its_key() -> None:
    plan = golden()
    for path, value in values_of(dict(inputs(plan))):
        things = THINGS.get(pattern(path[:-2]))
        if things is None or path[-1] not in things.known_by:  # else the thing's name tells it
            words = f"{place(printed(path))}: {told(path, value, plan)}"
            assert "_" not in words, words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("goals.regions.MX.minimum_spend", "Mexico, least spend"),
        ("goals.budget.total", "Total budget"),
        ("goals.regions.GB", "United Kingdom"),
        ("film.comps.A in GB.admissions", "Comparable title “A” in the United Kingdom, admissions"),
        ("film.comps.A in FR (2)", "Comparable title “A” in France (2)"),
        ("film.comps", "Comparable titles"),
        ('overrides."timing.MX.date"', "Your decision on the date in Mexico"),
        ('overrides."creators.Dr. K.chosen"', "Your decision on the creator Dr. K"),
        ("goals.hiatus.2027-03-22 to 2027-03-28.why", "No media from 22 to 28 March 2027, reason"),
        ('goals.limits."FR.ctv_tv".most', "Limit of CTV and TV in France, most"),
        ("goals.limits.region:FR", "Limit of France"),
        ("goals.budget.fixed.talent_travel", "Budget, travel of cast and director"),
        ("goals.rules.order.DE after FR.at_least", "Germany after France, at least"),
        ("goals.regions.FR.certificate.rating", "France, rating"),
        ("goals.rules", "Rules"),
    ],
)
def test_places_are_told_in_words(at: str, words: str) -> None:
    assert place(at) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("goals.regions.FR.cap", "CHF 90,000"),
        ("goals.regions.FR.our_share", "40%"),
        ("goals.budget.total", "EUR 250,000"),
        ("goals.budget.fixed.NO", "EUR 12.50"),
        ('goals.limits."FR.search".most', "25%"),
        ("goals.limits.channel:short_video.most", "EUR 20,000.50"),
        ("goals.regions.FR.languages", "French"),
        ("goals.rules.order.DACH after FR.at_most", "8 weeks"),
        ("goals.embargoes.reviews.until", "8 March 2027, 20:00 UTC"),
        ("goals.groups.DACH", "Germany, Austria, Switzerland"),
        ("film.runtime", "104 minutes"),
        ("film.comps.2 Autumns, 3 Winters in FR.week_two_drop", "35%"),
    ],
)
def test_values_are_told_with_their_unit(at: str, words: str) -> None:
    value: Tree = dict(inputs(golden()))
    for key in parsed(at):
        assert isinstance(value, dict)
        value = value[key]
    assert told(parsed(at), value, golden()) == words


def test_a_thing_is_told_whole_by_its_main_facts() -> None:
    found = inputs(golden())["goals"]
    assert isinstance(found, dict)
    assert isinstance(found["regions"], dict)
    path = ("goals", "regions", "FR")
    assert pattern(path) == "goals.regions.*"
    assert main_facts(path, found["regions"]["FR"], golden()) == (
        "in cinemas, the partner opens on 10 March 2027, rights: Noix Films, partner: Noix Films, "
        "we share it (40% ours), least spend CHF 20,000, most spend CHF 90,000"
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("12000.50"), "12,000.50"),
        (Decimal("-0"), "0"),
        (Decimal("0.000025"), "0.000025"),
        (Decimal("1E+3"), "1,000"),
        (0.0061, "0.0061"),
        (1e-7, "1e-07"),
        (10**30, "1,000,000,000,000,000,000,000,000,000,000"),
        (True, "yes"),
        (None, "nothing"),
        ([], "none"),
        (["a", "b"], "a, b"),
        ({"name": "x", "day": date(2027, 3, 12)}, "name: x, day: 12 March 2027"),
        (datetime(2027, 3, 8, 20, tzinfo=UTC), "8 March 2027, 20:00 UTC"),
        ("two\nlines\x1b[31m", "two ↵ lines\\x1b[31m"),
    ],
)
def test_any_value_can_be_told(value: object, words: str) -> None:
    assert values.shown(value) == words


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2027, 3, 22), "22 March 2027"),
        (date(2027, 3, 28), "22 to 28 March 2027"),
        (date(2027, 4, 2), "22 March to 2 April 2027"),
        (date(2028, 1, 2), "22 March 2027 to 2 January 2028"),
    ],
)
def test_days_name_month_and_year_once(last: date, words: str) -> None:
    assert values.days(date(2027, 3, 22), last) == words


def test_ids_are_told_by_their_names() -> None:
    assert values.shown(["short_video", "ctv_tv"], "channel") == "short video, CTV and TV"
    assert values.shown(["fr", "pt-BR"], "language") == "French, Brazilian Portuguese"


def test_many_regions_are_not_all_named() -> None:
    codes = ["FR", "GB", "US", *["DE"] * 12]
    assert values.regions(codes[:3]) == "France, the United Kingdom and the United States"
    assert values.regions(codes).endswith("Germany and 3 more")
