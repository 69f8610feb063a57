from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from planner.facts.table import load
from planner.model.plan import Plan
from planner.plan import edit, store
from planner.plan.fingerprint import file_inputs, plan_inputs
from planner.review import upkeep
from planner.review.beside import read_beside
from planner.review.decisions import Decided, confirmed, states
from tests.plans import make_plan
from tests.review.parts import only

DAY = date(2026, 6, 1)
START = make_plan({"FR": {"cap": 9000}, "MX": {}})
Change = dict[str, object]


def decided(at: str, value: object, plan: Plan = START) -> Plan:
    """The plan with one decision of 1 June 2026, suggested from what lies in its folder."""
    return edit.replace(plan, {"overrides": [{"at": at, "value": value, "on": DAY, "by": "Anna"}]})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign's folder with an audience table and a creator sheet."""
    home = tmp_path / "quince-spring"
    (home / "audience").mkdir(parents=True)
    (home / "audience" / "cinema.csv").write_text("region,date,value\nFR,2026-05-04,1\n")
    (home / "creators.csv").write_text("creator,platform\nAna,tiktok\n")
    return home


def saved(folder: Path, plan: Plan, now: datetime | None = None) -> Plan:
    """The plan as it is after a save, with the fingerprints of what it was suggested from."""
    files = [folder / "audience" / "cinema.csv", folder / "creators.csv"]
    inputs = plan_inputs(plan) | file_inputs(files, folder)
    whole = plan.model_dump(by_alias=True) | {"provenance": {"inputs": inputs}}
    path = folder / "plan.yaml"
    read = store.load(path).digest if path.exists() else None
    return store.save(folder, Plan.model_validate(whole), read=read, now=now).plan


def state(folder: Path, plan: Plan) -> Decided:
    (found,) = states(plan, read_beside(plan, folder))
    return found


DECISIONS: list[tuple[str, object]] = [
    ("timing.FR.date", "2027-05-05"),
    ("spend.FR.search", 500),
    ("creators.Ana.chosen", True),
    ("languages.fr dub.chosen", True),
]


@pytest.mark.parametrize(("at", "value"), DECISIONS)
def test_a_decision_holds_while_nothing_under_it_changes(
    folder: Path, at: str, value: object
) -> None:
    plan = saved(folder, decided(at, value))
    changes: Change = {
        "film.note": "new",
        "goals.regions.MX.cap": 5,
        "goals.regions.FR.certificate": {"status": "granted"},
        "goals.regions.FR.note": "new",
        "as_of": "2026-07-01",
    }
    other = edit.replace(plan, changes)
    assert state(folder, other).state == "holds"


@pytest.mark.parametrize(
    ("at", "value", "changes", "words"),
    [
        (*DECISIONS[0], {"goals.regions.FR.cap": 8000}, "what the goals say of France"),
        (*DECISIONS[0], {"goals.window.to": "2027-10-01"}, "the window"),
        (*DECISIONS[0], {"film.language_versions": [{"language": "fr"}]}, "language versions"),
        (*DECISIONS[0], {"film.comps": []}, "comparable titles in France"),
        (
            *DECISIONS[0],
            {"goals.competitors": [{"title": "T", "region": "FR", "date": "2027-05-05"}]},
            "competing titles",
        ),
        (*DECISIONS[1], {"goals.budget.total": 5}, "the budget"),
        (*DECISIONS[1], {"goals.limits": [{"at": "region:FR", "most": 3}]}, "limits on spending"),
        (
            *DECISIONS[3],
            {"film.language_versions": [{"language": "fr", "kind": "dub", "cost": 1}]},
            "the film's French dub",
        ),
        (*DECISIONS[3], {"goals.regions.MX.languages": ["fr"]}, "languages of the regions"),
    ],
)
def test_a_changed_input_under_a_decision_is_named(
    folder: Path, at: str, value: object, changes: Change, words: str
) -> None:
    plan = edit.replace(saved(folder, decided(at, value)), changes)
    found = state(folder, plan)
    assert found.state == "data changed"
    assert found.text == (
        f"Made on 1 June 2026 on the data of then; changed since: {words}. "
        "Look at it again, or confirm it."
    )


@pytest.mark.parametrize(
    ("at", "value", "file"),
    [(*DECISIONS[0], "audience/cinema.csv"), (*DECISIONS[2], "creators.csv")],
)
def test_a_changed_file_under_a_decision_is_named(
    folder: Path, at: str, value: object, file: str
) -> None:
    plan = saved(folder, decided(at, value))
    (folder / file).write_text((folder / file).read_text() + "\n")
    found = state(folder, plan)
    assert found.state == "data changed"
    assert f"changed since: {file}." in found.text
    untouched = {"audience/cinema.csv": DECISIONS[2], "creators.csv": DECISIONS[0]}[file]
    other = saved(folder, decided(*untouched))
    assert state(folder, other).state == "holds"


def test_a_table_that_came_since_is_named(folder: Path) -> None:
    plan = saved(folder, decided(*DECISIONS[0]))
    (folder / "audience" / "more.csv").write_text("region,date,value\n")
    assert "changed since: audience/more.csv." in state(folder, plan).text


def test_later_versions_do_not_move_what_a_decision_was_made_on(folder: Path) -> None:
    first = saved(folder, decided(*DECISIONS[1]))
    second = saved(folder, edit.replace(first, {"goals.budget.total": 5}))
    assert state(folder, second).state == "data changed"


def test_a_confirmed_decision_holds_again(folder: Path) -> None:
    first = saved(folder, decided(*DECISIONS[1]))
    second = saved(folder, edit.replace(first, {"goals.budget.total": 5}))
    later = edit.replace(second, {"as_of": "2026-07-01"})
    again = confirmed(later.overrides[0], date(2026, 7, 1))
    assert (again.value, again.by) == (Decimal(500), "Anna")
    renewed = later.model_copy(update={"overrides": [again]})
    assert state(folder, renewed).state == "holds"
    assert state(folder, saved(folder, renewed)).state == "holds"


def test_a_decision_that_no_version_holds_is_judged_by_the_last_one_before_it(
    folder: Path,
) -> None:
    old = saved(folder, START, now=datetime(2026, 5, 1, tzinfo=UTC))
    dearer = edit.replace(old, {"goals.budget.total": 5, "as_of": "2026-07-01"})
    by_hand = decided(*DECISIONS[1], plan=dearer)
    assert "changed since: the budget." in state(folder, by_hand).text
    assert states(by_hand, None)[0].state == "not known"


def test_nothing_is_known_of_a_decision_older_than_every_version(folder: Path) -> None:
    plan = saved(folder, START, now=datetime(2026, 8, 1, tzinfo=UTC))
    late = decided(*DECISIONS[1], plan=edit.replace(plan, {"as_of": "2026-09-01"}))
    assert state(folder, late).state == "not known"


FACT = load().number("cost.dub")


@pytest.mark.parametrize(
    ("replaced", "on", "expected"),
    [
        (FACT.value, "2026-06-01", "holds"),
        (FACT.value - 1, "2026-06-01", "data changed"),
        (None, "2026-06-01", "holds"),
        (None, None, "not known"),
    ],
)
def test_a_decision_on_a_fact_is_judged_by_the_facts_own_value(
    replaced: float | None, on: str | None, expected: str
) -> None:
    item = {"at": "facts.cost.dub", "value": 3, "replaced": replaced, "on": on}
    (found,) = states(edit.replace(START, {"overrides": [item]}), None)
    assert found.state == expected
    again = confirmed(found.override, date(2026, 9, 1))
    (found,) = states(START.model_copy(update={"overrides": [again]}), None)
    assert found.state == "holds"


def test_a_fact_that_was_stated_since_is_told() -> None:
    stated = load().number("lead_time.dub").as_of
    assert stated is not None
    item = {"at": "facts.lead_time.dub", "value": 3, "on": date(2026, 1, 1)}
    (found,) = states(edit.replace(START, {"overrides": [item]}), None)
    assert found.state == "data changed"
    assert "stated anew" in found.text


@pytest.mark.parametrize(
    ("change", "status"),
    [(lambda plan: plan, "PASS"), (lambda plan: edit.replace(plan, {"film.comps": []}), "REVIEW")],
)
def test_the_check_lists_what_changed(
    folder: Path, change: Callable[[Plan], Plan], status: str
) -> None:
    plan = change(saved(folder, decided(*DECISIONS[0])))
    check = only(upkeep.checks(plan, read_beside(plan, folder)), "Data under decisions")
    assert check.status == status
    if status == "REVIEW":
        assert "France opens on 5 May 2027: Made on 1 June 2026" in check.message


def test_no_version_from_before_a_decision_is_read(folder: Path) -> None:
    plan = START
    for day in range(1, 6):
        plan = saved(folder, plan, now=datetime(2026, 5, day, tzinfo=UTC))
    plan = saved(folder, decided(*DECISIONS[0], plan), now=datetime(2026, 6, 1, tzinfo=UTC))
    read = []

    def counted(path: Path) -> store.Snapshot:
        read.append(path.name)
        return store.load(path)

    near = read_beside(plan, folder, counted)
    assert states(plan, near)[0].state == "holds"
    assert set(read) == {"plan.yaml", "v006.yaml"}
