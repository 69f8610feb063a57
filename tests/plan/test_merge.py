"""Two people's edits of one plan: what merges, what is asked, and in which words."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.errors import Overtaken
from planner.model.base import spoken
from planner.model.plan import SUGGESTED, Plan
from planner.plan import store, tree
from planner.plan.edit import replace, with_override
from planner.plan.fingerprint import plan_inputs
from planner.plan.merge import Merged, inputs, merge
from planner.plan.merge_base import common_base
from planner.plan.merge_lists import merged_order, merged_sequence, merged_set
from planner.plan.merge_tree import TABLES, Choices, value_at
from planner.plan.text import plain
from planner.plan.tree import parsed
from tests.plan.samples import golden
from tests.plans import make_plan

COMPS = [
    {"title": title, "region": "FR", "admissions": 40_000, "source": "a test"}
    for title in ("Plum", "Pear")
]
BASE = make_plan(
    {"FR": {"note": "Wednesdays"}, "MX": {}, "JP": {}, "DACH": {}},
    film={
        "genres": ["Drama"],
        "comps": COMPS,
        "messages": {"en": ["Warm", "Dry", "For all"]},
        "note": "One\nTwo\nThree\nFour",
    },
    goals={
        "groups": {"DACH": ["DE", "AT"]},
        "rules": {"order": [{"first": "FR", "then": "MX", "at_least": 2}]},
    },
)
FR = "goals.regions.FR"


def nino(changes: Mapping[str, object], base: Plan = BASE) -> Plan:
    return replace(base, {"author": "Nino", **changes})


def jonas(changes: Mapping[str, object], base: Plan = BASE) -> Plan:
    return replace(base, {"author": "Jonas", **changes})


def both(
    ours: Mapping[str, object], theirs: Mapping[str, object], choices: Choices | None = None
) -> Merged:
    return merge(BASE, nino(ours), jonas(theirs), choices)


def plan_of(merged: Merged) -> Plan:
    assert merged.plan is not None, [item.text for item in merged.conflicts]
    return merged.plan


def values(merged: Merged, *paths: str) -> tuple[object, ...]:
    tree = inputs(plan_of(merged))
    return tuple(value_at(tree, parsed(path)) for path in paths)


def texts(merged: Merged) -> list[str]:
    assert merged.plan is None
    return [item.text for item in merged.conflicts]


def test_a_value_that_both_changed_alike_is_no_conflict() -> None:
    merged = both({"goals.budget.total": 1}, {"goals.budget.total": 1, "film.runtime": 104})
    assert values(merged, "goals.budget.total", "film.runtime") == (1, 104)


def test_a_conflict_says_what_it_was_and_who_made_what_of_it() -> None:
    merged = both({"goals.budget.total": 420_000}, {"goals.budget.total": 380_000})
    said = "EUR 400,000 before; EUR 420,000 by Nino (ours); EUR 380,000 by Jonas (theirs)"
    assert texts(merged) == [f"Total budget: {said}"]
    assert merged.conflicts[0].texts == ("EUR 400,000", "EUR 420,000", "EUR 380,000")


def test_what_was_deleted_here_and_changed_there_is_asked_at_the_deleted_thing() -> None:
    ours = {"film.comps": COMPS[1:]}
    theirs = {"film.comps": [COMPS[0] | {"admissions": 50_000}, COMPS[1]]}
    merged = both(ours, theirs)
    assert [item.at for item in merged.conflicts] == ["film.comps.Plum in FR"]
    assert "removed by Nino (ours)" in texts(merged)[0]
    gone = plan_of(both(ours, theirs, {"film.comps.Plum in FR": "ours"}))
    kept = plan_of(both(ours, theirs, {"film.comps.Plum in FR": "theirs"}))
    assert [comp.title for comp in gone.film.comps] == ["Pear"]
    assert [comp.admissions for comp in kept.film.comps] == [50_000, 40_000]


def test_things_that_both_added_stand_behind_their_neighbours() -> None:
    quince, fig = (COMPS[0] | {"title": title} for title in ("Quince", "Fig"))
    merged = both({"film.comps": [COMPS[0], quince, COMPS[1]]}, {"film.comps": [*COMPS, fig]})
    assert [comp.title for comp in plan_of(merged).film.comps] == ["Plum", "Quince", "Pear", "Fig"]


def test_a_region_that_both_added_merges_field_by_field() -> None:
    merged = both({"goals.regions.GB": {"cap": 9}}, {"goals.regions.GB": {"note": "Fridays"}})
    assert values(merged, "goals.regions.GB.cap", "goals.regions.GB.note") == (9, "Fridays")


def test_plain_lists_are_sets_with_an_order() -> None:
    merged = both(
        {"film.genres": ["Drama", "Comedy"], "goals.groups.DACH": ["DE", "AT", "CH"]},
        {"film.genres": ["Family", "Drama"], "goals.groups.DACH": ["AT", "LI"]},
    )
    assert plan_of(merged).film.genres == ["Family", "Drama", "Comedy"]
    assert plan_of(merged).goals.groups["DACH"] == ["AT", "CH", "LI"]


def test_messages_merge_one_by_one_and_texts_line_by_line() -> None:
    merged = both(
        {"film.messages.en": ["Warm", "Very dry", "For all"], "film.note": "1\nTwo\nThree\nFour"},
        {"film.messages.en": ["Dry", "For all"], "film.note": "One\nTwo\nThree\nFour\nFive"},
    )
    assert [item.at for item in merged.conflicts] == ["film.messages.en"]
    merged = both(
        {"film.messages.en": ["Warm", "Dry", "For all of us"]},
        {"film.messages.en": ["Cold", "Dry", "For all"], "film.note": "One\nTwo\nThree"},
    )
    assert plan_of(merged).film.messages["en"] == ["Cold", "Dry", "For all of us"]
    merged = both({"film.note": "1\nTwo\nThree\nFour"}, {"film.note": "One\nTwo\nThree\n4"})
    assert plan_of(merged).film.note == "1\nTwo\nThree\n4"


def test_a_decision_is_chosen_whole_with_its_reason() -> None:
    ours = with_override(nino({}), "timing.MX.date", date(2027, 3, 4), by="Nino", why="Carnival")
    theirs = with_override(jonas({}), "timing.MX.date", date(2027, 3, 11), by="Jonas")
    merged = merge(BASE, ours, theirs)
    assert [item.at for item in merged.conflicts] == ['overrides."timing.MX.date"']
    chosen = plan_of(merge(BASE, ours, theirs, {'overrides."timing.MX.date"': "theirs"}))
    assert chosen.overrides == theirs.overrides


def test_long_texts_are_told_from_where_they_differ() -> None:
    start = "A long text that begins alike on both sides and goes on for a good while, " * 2
    merged = both(
        {"film.director": "x", "film.note": start + "here"}, {"film.note": start + "there"}
    )
    assert "here”" in texts(merged)[0]
    assert "there”" in texts(merged)[0]


def test_two_edits_that_do_not_fit_together_are_asked_as_one() -> None:
    ours, theirs = {f"{FR}.minimum_spend": 50_000}, {f"{FR}.cap": 40_000}
    merged = both(ours, theirs)
    assert "Nino (ours) changed France, least spend." in texts(merged)[0]
    assert "Jonas (theirs) changed France, most spend." in texts(merged)[0]
    chosen = both(ours, theirs, {FR: "theirs"})
    assert values(chosen, f"{FR}.minimum_spend", f"{FR}.cap") == (None, 40_000)


def test_a_window_that_would_end_before_it_starts_is_asked() -> None:
    merged = both({"goals.window.from": "2027-09-01"}, {"goals.window.to": "2027-05-31"})
    assert [item.at for item in merged.conflicts] == ["goals.window"]


def test_a_region_removed_here_of_which_something_new_is_said_there_is_asked() -> None:
    theirs = with_override(jonas({}), "timing.JP.date", date(2027, 4, 2))
    theirs = replace(theirs, {"goals.limits": [{"at": "region:JP", "most": 900}]})
    ours = nino({"goals.regions.JP": None})
    merged = merge(BASE, ours, theirs)
    assert [item.at for item in merged.conflicts] == ["goals.regions.JP"]
    assert "Japan: removed by Nino (ours), but Jonas (theirs) has since set" in texts(merged)[0]
    gone = plan_of(merge(BASE, ours, theirs, {"goals.regions.JP": "ours"}))
    assert "JP" not in gone.goals.regions
    assert (gone.overrides, gone.goals.limits) == ([], [])
    kept = plan_of(merge(BASE, ours, theirs, {"goals.regions.JP": "theirs"}))
    assert "JP" in kept.goals.regions
    assert len(kept.overrides) == len(kept.goals.limits) == 1


def test_what_its_remover_leaves_of_a_region_is_no_conflict() -> None:
    assert "MX" not in plan_of(both({"goals.regions.MX": None}, {"film.runtime": 9})).goals.regions


def test_a_group_removed_here_and_in_use_there_is_asked() -> None:
    base = replace(BASE, {"goals.regions.DACH": None})
    sides = base, nino({"goals.groups": {}}, base), jonas({"goals.regions.DACH": {}}, base)
    merged = merge(*sides)
    assert [item.at for item in merged.conflicts] == ["goals.groups.DACH"]
    kept = plan_of(merge(*sides, {"goals.groups.DACH": "theirs"})).goals
    gone = plan_of(merge(*sides, {"goals.groups.DACH": "ours"})).goals
    assert ("DACH" in kept.groups, "DACH" in kept.regions) == (True, True)
    assert ("DACH" in gone.groups, "DACH" in gone.regions) == (False, False)


def test_the_later_as_of_holds_and_is_told() -> None:
    days = [BASE.as_of + timedelta(days=number) for number in (1, 2)]
    merged = both({"as_of": days[1]}, {"as_of": days[0]})
    assert plan_of(merged).as_of == days[1]
    assert spoken(days[1]) in merged.told[0]
    assert (
        plan_of(both({"as_of": days[1]}, {"as_of": days[0]}, {"as_of": "theirs"})).as_of == days[0]
    )


def test_any_field_may_be_chosen_not_those_in_conflict_alone() -> None:
    plan = plan_of(both({"film.runtime": 9, FR + ".cap": 5}, {}, {f"{FR}.cap": "theirs"}))
    assert (plan.film.runtime, plan.goals.regions["FR"].cap) == (9, None)


def test_the_header_tells_of_both() -> None:
    ours = {"version": 4, "based_on": 3, "saved": "2026-11-23T10:00:00Z", "note": "More money"}
    theirs = {"version": 5, "based_on": 2, "saved": "2026-11-22T10:00:00Z", "note": "Merged: a; b"}
    plan = plan_of(both(ours | {"film.runtime": 9}, theirs | {"goals.budget.total": 1}))
    assert (plan.version, plan.based_on, plan.author) == (5, 2, "Jonas and Nino")
    assert plan.note == "Merged: a; b; More money"
    again = merge(BASE, nino({"film.runtime": 9}), replace(plan, {"film.runtime": None}))
    assert plan_of(again).author == "Jonas and Nino"
    assert plan.saved is not None
    assert plan.saved.day == 23


def suggested(plan: Plan, note: str) -> Plan:
    """The plan with results that stem from its inputs."""
    results = {name: getattr(golden(), name) for name in SUGGESTED}
    made = plan.model_copy(update=results)
    return replace(made, {"timing.note": note, "provenance.inputs": plan_inputs(plan)})


def test_results_are_taken_from_the_side_whose_inputs_hold() -> None:
    base = suggested(BASE, "first")
    ours = suggested(nino({"film.runtime": 9}), "Nino's")
    merged = merge(base, ours, replace(base, {"note": "no input changed"}))
    assert not merged.stale
    assert plan_of(merged).timing == ours.timing


def test_results_of_the_later_save_stay_as_a_picture_of_before() -> None:
    base = suggested(BASE, "first")
    ours = suggested(nino({"film.runtime": 9, "saved": "2026-11-24T10:00:00Z"}), "Nino's")
    theirs = suggested(jonas({f"{FR}.cap": 9, "saved": "2026-11-23T10:00:00Z"}), "Jonas's")
    merged = merge(base, ours, theirs)
    assert merged.stale
    assert plan_of(merged).timing == ours.timing
    assert not merge(BASE, nino({"film.runtime": 9}), jonas({f"{FR}.cap": 9})).stale


def test_without_an_ancestor_nothing_is_lost_and_what_differs_is_asked() -> None:
    merged = merge(None, nino({"film.runtime": 9}), jonas({"film.runtime": 8, f"{FR}.cap": 5}))
    assert [item.at for item in merged.conflicts] == ["film.runtime"]
    assert "not there before" in texts(merged)[0]
    plan = plan_of(merge(None, nino({}), jonas({f"{FR}.cap": 5})))
    assert plan.goals.regions["FR"].cap == 5


def test_every_table_of_the_model_is_known_as_one() -> None:
    """Every field that is an empty table by default holds things that people add one by one."""
    found = {path for path, value in _tables(golden()) if value}
    assert found <= TABLES


def _tables(plan: Plan) -> list[tuple[tuple[str, ...], object]]:
    rows = []
    for top in ("film", "goals"):
        part = getattr(plan, top)
        for name, info in type(part).model_fields.items():
            if info.default == {}:
                rows.append(((top, name), plain(getattr(part, name))))
    return [*rows, *((path, True) for path in tree.NAMES)]


def test_common_base_follows_based_on(tmp_path: Path) -> None:
    path = store.create(tmp_path, BASE.campaign, BASE)
    first = store.load(path)
    ours = store.save(path.parent, nino({"film.runtime": 9}, first.plan), read=first.digest).plan
    aside = jonas({"goals.budget.total": 1}, first.plan)
    with pytest.raises(Overtaken):
        store.save(path.parent, aside, read=first.digest)
    theirs = store.load(store.version_path(path.parent, 3)).plan
    base = common_base(path.parent, ours, theirs)
    assert base == store.load(store.version_path(path.parent, 1)).plan
    edited = nino({"film.runtime": 10}, ours)
    assert common_base(path.parent, edited, theirs) == base
    assert common_base(path.parent, ours, ours) == ours


def test_two_saves_of_one_number_do_not_stem_from_each_other(tmp_path: Path) -> None:
    path = store.create(tmp_path, BASE.campaign, BASE)
    mine = replace(BASE, {"author": "Nino", "saved": "2020-01-01T00:00:00Z"})
    assert common_base(path.parent, mine, store.load(path).plan) is None


def test_order_keeps_who_moved_something_and_both_additions() -> None:
    assert merged_order("abc", "cab", "abxc") == ["c", "a", "b", "x"]
    assert merged_order("abc", "axbc", "aybc") == merged_order("abc", "aybc", "axbc")
    assert merged_order("abc", "bca", "cab") == ["a", "b", "c"]
    assert merged_set("abc", "bc", "abcd") == ["b", "c", "d"]


def test_sequences_merge_unless_the_same_place_is_touched() -> None:
    assert merged_sequence("abcd", "xbcd", "abcy") == list("xbcy")
    assert merged_sequence("abcd", "axcd", "abyd") == list("axyd")
    assert merged_sequence("abcd", "abxcd", "abycd") is None
    assert merged_sequence("abcd", "acd", "axcd") is None
    assert merged_sequence("abcd", "acd", "acd") == list("acd")


def test_inputs_hold_the_campaigns_name() -> None:
    assert list(inputs(BASE)) == ["campaign", "as_of", "film", "goals", "overrides"]
    assert inputs(None) == {}
