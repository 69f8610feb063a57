"""What holds of every merge: it is symmetric, and nothing that only one side changed is lost."""

from collections.abc import Iterator
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from planner.model.plan import Plan
from planner.plan import tree
from planner.plan.merge import Merged, inputs, merge
from planner.plan.merge_tree import Conflict, Side, Table, merge_trees, same, value_at
from planner.plan.text import dump
from planner.plan.tree import Path, Tree
from tests.plan.edits import edited
from tests.plan.samples import PLANS, golden

OTHER: dict[Side, Side] = {"ours": "theirs", "theirs": "ours"}
FEWER = settings(
    max_examples=40,  # each makes three plans and merges them several times
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # plans take minutes to shrink
)
RANDOMS = st.randoms(use_true_random=False)
Three = tuple[Plan, Plan, Plan]


@st.composite
def three(draw: st.DrawFn) -> Three:
    """A plan and two edits of it; both may take from the same donor, and so agree at times."""
    base = draw(PLANS | st.just(golden()))
    donor, other = draw(PLANS), draw(PLANS)
    random = draw(RANDOMS)
    return (
        base,
        edited(base, donor, random),
        edited(base, random.choice([donor, other]), random),
    )


def leaves(value: Tree, path: Path = ()) -> Iterator[tuple[Path, Tree]]:
    """Every value that is no table, with where it stands."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    else:
        yield path, value


def changed(base: Table, side: Table) -> dict[Path, Tree]:
    """What one side made of every value that it changed; None where it took it out."""
    before, after = dict(leaves(base)), dict(leaves(side))
    return {path: after.get(path) for path in before | after if before.get(path) != after.get(path)}


def mirrored(conflict: Conflict) -> tuple[str, object, object, object]:
    return conflict.at, conflict.base, conflict.theirs, conflict.ours


def settled(plans: Three, random: Random) -> tuple[Merged, dict[str, Side]]:
    """Merge, choosing a side for every conflict until none is open."""
    choices: dict[str, Side] = {}
    while True:
        merged = merge(*plans, choices)
        if not merged.conflicts:
            return merged, choices
        assert not {conflict.at for conflict in merged.conflicts} & choices.keys()
        choices |= {conflict.at: random.choice(["ours", "theirs"]) for conflict in merged.conflicts}


@FEWER
@given(three())
def test_both_sides_may_be_called_ours(plans: Three) -> None:
    base, ours, theirs = plans
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert [(c.at, c.base, c.ours, c.theirs) for c in one.conflicts] == list(
        map(mirrored, other.conflicts)
    )
    assert (one.plan is None) == (other.plan is None)
    if one.plan and other.plan:
        assert dump(one.plan) == dump(other.plan)
    assert (one.told, one.stale) == (other.told, other.stale)


@FEWER
@given(three(), RANDOMS)
def test_both_sides_may_be_called_ours_whatever_is_chosen(plans: Three, random: Random) -> None:
    base, ours, theirs = plans
    one, choices = settled(plans, random)
    other = merge(base, theirs, ours, {at: OTHER[side] for at, side in choices.items()})
    assert one.plan is not None or one.problems
    assert (one.plan and dump(one.plan)) == (other.plan and dump(other.plan))


@FEWER
@given(three())
def test_nothing_that_one_side_alone_changed_is_lost(plans: Three) -> None:
    base, ours, theirs = map(inputs, plans)
    merged, conflicts = merge_trees(base, ours, theirs)
    found = dict(leaves(merged))
    open_at = [tree.parsed(conflict.at) for conflict in conflicts]
    for side, other in ((ours, theirs), (theirs, ours)):
        untouched = changed(base, other)
        for path, value in changed(base, side).items():
            if path in untouched or any(path[: len(at)] == at for at in open_at):
                continue
            assert found.get(path) == value


@FEWER
@given(three())
def test_nothing_is_made_up(plans: Three) -> None:
    base, ours, theirs = map(inputs, plans)
    merged, _ = merge_trees(base, ours, theirs)
    known = {path for side in (base, ours, theirs) for path, _ in leaves(side)}
    assert {path for path, _ in leaves(merged)} <= known


@FEWER
@given(three())
def test_where_one_side_did_nothing_the_other_holds_to_the_byte(plans: Three) -> None:
    base, ours, theirs = plans
    for found, wanted in (
        (merge(base, base, theirs), theirs),
        (merge(base, ours, base), ours),
        (merge(base, ours, ours), ours),
    ):
        assert found.plan is not None
        assert dump(found.plan) == dump(wanted)


@FEWER
@given(three(), RANDOMS)
def test_every_choice_gives_the_chosen_values(plans: Three, random: Random) -> None:
    merged, choices = settled(plans, random)
    if merged.plan is None:
        assert merged.problems
        return
    sides: dict[Side, Table] = {"ours": inputs(plans[1]), "theirs": inputs(plans[2])}
    made = inputs(merged.plan)
    chosen = {tree.parsed(at): side for at, side in choices.items()}
    for path, side in chosen.items():
        if not any(path != other and path[: len(other)] == other for other in chosen):
            whole = _with_its_namesakes(path, plans)
            assert whole or same(value_at(made, path), value_at(sides[side], path))


def _with_its_namesakes(path: Path, plans: Three) -> bool:
    """Whether things of one name are told apart by number, which changes as one is taken out."""
    tables = [value_at(inputs(plan), path[:end]) for plan in plans for end in range(len(path))]
    return any(
        f"{key} (2)" in table for table in tables if isinstance(table, dict) for key in table
    )
