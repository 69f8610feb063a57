"""Inputs become tables by name and come back as they were, and no list of parts is forgotten."""

from typing import Any, TypeGuard, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from planner.model.plan import SUGGESTED, Plan
from planner.plan import edit, tree
from tests.plan.samples import PLANS, golden, small

HEADER = {"schema", "campaign", "version", "based_on", "saved", "author", "note"}


def again(plan: Plan) -> Plan:
    header = plan.model_dump(by_alias=True, include=HEADER - {"schema"})
    return Plan.model_validate(header | tree.plain_inputs(tree.inputs(plan)))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_any_plan_comes_back_as_it_was(plan: Plan) -> None:
    assert again(plan) == plan.model_copy(update=dict.fromkeys(SUGGESTED))


def test_the_plan_that_holds_every_field_comes_back() -> None:
    assert again(golden()) == golden().model_copy(update=dict.fromkeys(SUGGESTED))


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (("film", "comps"), ["2 Autumns, 3 Winters in FR"]),
        (("film", "language_versions"), ["fr subtitles", "de dub"]),
        (("goals", "limits"), ["channel:short_video", "FR.search"]),
        (("goals", "hiatus"), ["2027-03-22 to 2027-03-28"]),
        (("goals", "decisions"), ["week_two_drop release", "opening_to_plan hold"]),
        (("goals", "rules", "order"), ["DACH after FR"]),
        (("goals", "rules", "apart"), ["FR and NO"]),
        (("goals", "embargoes"), ["reviews"]),
        (("goals", "groups"), ["DACH"]),
        (("goals", "regions"), ["FR", "DACH", "NO"]),
    ],
)
def test_things_are_found_by_what_they_are_called(path: tree.Path, keys: list[str]) -> None:
    found: Any = tree.inputs(golden())
    for key in path:
        found = found[key]
    assert list(found) == keys


def test_lists_of_plain_values_stay_lists() -> None:
    found: Any = tree.inputs(golden())
    assert found["film"]["genres"] == ["Drama", "12:30"]
    assert found["goals"]["groups"] == {"DACH": ["DE", "AT", "CH"]}


def test_equal_names_are_told_apart_in_their_order() -> None:
    trailers = [{"name": name, "seconds": 60} for name in ("main", "main (2)", "main", "main")]
    plan = edit.replace(small(), {"film.trailers": trailers})
    found: Any = tree.inputs(plan)
    assert list(found["film"]["trailers"]) == ["main", "main (2)", "main (3)", "main (4)"]
    assert again(plan) == plan


def lists_of_parts(model: object, path: tree.Path = ()) -> set[tree.Path]:
    """Where an annotation holds a list of parts; `*` stands for any key of a table."""
    if get_origin(model) is list and any(map(is_part, get_args(model))):
        return {path}
    if is_part(model):
        fields = model.model_fields.items()
        inner = [lists_of_parts(info.annotation, (*path, name)) for name, info in fields]
    elif get_origin(model) is dict:
        inner = [lists_of_parts(get_args(model)[1], (*path, "*"))]
    else:
        inner = [lists_of_parts(item, path) for item in get_args(model)]
    return set().union(*inner)


def is_part(model: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(model, type) and issubclass(model, BaseModel)


def test_every_list_of_parts_among_the_inputs_has_names() -> None:
    found = {path for path in lists_of_parts(Plan) if path[0] not in SUGGESTED}
    assert found == set(tree.NAMES)


def test_no_list_of_parts_stands_inside_another() -> None:
    items = [lists_of_parts(get_args(list_at(path))[0]) for path in tree.NAMES]
    assert set().union(*items) == set()


def list_at(path: tree.Path) -> object:
    model: object = Plan
    for key in path:
        parts = [model, *get_args(model)]
        model = next(item for item in parts if is_part(item)).model_fields[key].annotation
    return model


@given(st.lists(st.text(min_size=1), min_size=1).map(tuple))
def test_printed_paths_are_read_back(path: tree.Path) -> None:
    assert tree.parsed(tree.printed(path)) == path


def test_a_key_with_dots_is_printed_in_quotes() -> None:
    path = ("overrides", "creators.Dr. K.chosen", "why")
    assert tree.printed(path) == 'overrides."creators.Dr. K.chosen".why'
    assert tree.printed(("goals", "regions", "MX", "cap")) == "goals.regions.MX.cap"
