from dataclasses import replace

import pytest

from planner.errors import PlanError
from planner.facts.sound import at_least, positive, share
from planner.facts.table import Fact, load


def fact(value: float) -> Fact:
    return replace(load().number("on_target.search"), value=value, source="your override: a test")


def test_what_makes_sense_is_returned() -> None:
    assert positive(fact(1e-9)) == 1e-9
    assert [share(fact(value)) for value in (0, 0.4, 1)] == [0, 0.4, 1]
    assert at_least(1, fact(1)) == 1


@pytest.mark.parametrize("value", [0.0, -1.0, float("inf"), float("nan")])
def test_nothing_less_and_no_number_are_not_positive(value: float) -> None:
    with pytest.raises(PlanError, match=r"on_target\.search must be above 0; it is"):
        positive(fact(value))


@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan")])
def test_a_share_lies_between_nothing_and_all(value: float) -> None:
    with pytest.raises(PlanError, match="must lie between 0 and 1"):
        share(fact(value))


@pytest.mark.parametrize("value", [0.99, float("inf"), float("nan")])
def test_a_value_below_its_least_is_told_with_who_set_it(value: float) -> None:
    with pytest.raises(PlanError, match=r"at least 1; it is .* \(your override: a test\)"):
        at_least(1, fact(value))
