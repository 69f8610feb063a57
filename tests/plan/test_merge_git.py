"""git merges plans by meaning: in real repositories, with real branches."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.errors import InputError
from planner.model.plan import Plan
from planner.plan.edit import replace
from planner.plan.parse import parse
from planner.plan.renumber import renumber
from planner.plan.text import dump
from tests.plan.gitrepo import PLAN, Repo, repo_at
from tests.plans import make_plan

BASE = make_plan({"FR": {"cap": 50_000, "note": "Wednesdays"}, "MX": {}, "JP": {}})
TOTAL, CAP = "goals.budget.total", "goals.regions.FR.cap"


def changed(author: str, changes: dict[str, object], plan: Plan = BASE) -> Plan:
    return replace(plan, {"author": author, **changes})


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with the base on main, in a folder whose name holds a space."""
    made = repo_at(tmp_path / "two words")
    made.commit(BASE)
    return made


def branched(repo: Repo, ours: Plan | str, theirs: Plan | str) -> None:
    """Commit `theirs` on the branch jonas and `ours` on main, which stays checked out."""
    repo.git("switch", "-q", "-c", "jonas")
    repo.commit(theirs)
    repo.git("switch", "-q", "main")
    repo.commit(ours)


def merged(repo: Repo) -> Plan:
    return parse(repo.read(), PLAN)


def both_hold(repo: Repo) -> bool:
    """Whether Nino's total and Jonas's cap are in."""
    goals = merged(repo).goals
    return goals.budget.total == 420_000 and goals.regions["FR"].cap == 40_000


def test_independent_edits_of_two_branches_merge(repo: Repo) -> None:
    branched(
        repo,
        changed("Nino", {TOTAL: 420_000, "goals.regions.FR.note": None}),
        changed("Jonas", {CAP: 40_000, "film.genres": ["Drama", "Comedy"]}),
    )
    repo.git("merge", "-q", "--no-edit", "jonas")
    plan = merged(repo)
    assert plan.goals.budget.total == 420_000
    assert plan.goals.regions["FR"].cap == 40_000
    assert plan.goals.regions["FR"].note is None
    assert plan.film.genres == ["Drama", "Comedy"]
    assert plan.author == "Jonas and Nino"


def test_a_conflict_marks_the_lines_of_its_field_alone(repo: Repo) -> None:
    ours = changed("Nino", {TOTAL: 420_000, "film.director": "Keti"})
    branched(repo, ours, changed("Jonas", {TOTAL: 380_000, CAP: 40_000}))
    said = repo.git("merge", "jonas", code=1)
    assert "Total budget: EUR 400,000 before; EUR 420,000 by Nino (ours); EUR 380,000 by" in said
    text = repo.read()
    block = text[text.index("<<<<<<<") : text.index(">>>>>>>")]
    assert [line.strip() for line in block.splitlines()] == [
        "<<<<<<< Nino (ours)",
        "total: 420000",
        "=======",
        "total: 380000",
    ]
    assert text.count("<<<<<<<") == 1
    with pytest.raises(InputError, match="unfinished git merge"):
        parse(text, PLAN)
    lines = text.splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith(("<<<", "===", ">>>")))
    plan = parse(kept.replace("    total: 380000\n", ""), PLAN)
    assert plan.goals.regions["FR"].cap == 40_000
    assert plan.film.director == "Keti"


def test_what_does_not_fit_together_is_a_conflict(repo: Repo) -> None:
    branched(
        repo,
        changed("Nino", {"goals.regions.FR.minimum_spend": 45_000}),
        changed("Jonas", {CAP: 40_000}),
    )
    said = repo.git("merge", "jonas", code=1)
    assert "Nino (ours) changed France, least spend" in said
    assert "above the cap" in said
    assert repo.read().count("<<<<<<<") >= 1


def test_a_side_of_an_older_schema_merges(repo: Repo) -> None:
    old = Path(__file__).parent.parent / "golden" / "schema1.yaml"
    text = old.read_text(encoding="utf-8")
    repo.commit(text)
    newer = replace(parse(text, "old"), {"film.director": "Keti"})
    older = text.replace("title: Walnut Winter", "title: Walnut Summer", 1)
    branched(repo, older, newer)
    repo.git("merge", "-q", "--no-edit", "jonas")
    assert merged(repo).film.director == "Keti"
    assert merged(repo).film.title == "Walnut Summer"
    assert "schema: 2" in repo.read()
    assert "name: " in repo.read(PLAN.replace("plan.yaml", "contacts.yaml"))  # schema 2 has roles
    assert "contacts" not in repo.git("status", "--short")


def test_a_campaign_that_was_renamed_on_one_side_merges(repo: Repo) -> None:
    repo.git("switch", "-q", "-c", "jonas")
    repo.commit(changed("Jonas", {TOTAL: 380_000}))
    repo.git("switch", "-q", "main")
    repo.git("mv", "campaigns/quince-spring", "campaigns/plum-autumn")
    moved = PLAN.replace("quince-spring", "plum-autumn")
    repo.commit(BASE.model_copy(update={"campaign": "plum-autumn"}), moved)
    repo.git("merge", "-q", "--no-edit", "jonas")
    plan = parse(repo.read(moved), moved)
    assert plan.campaign == "plum-autumn"
    assert plan.goals.budget.total == 380_000


@pytest.mark.parametrize("words", [("rebase", "main"), ("cherry-pick", "main")])
def test_rebase_and_cherry_pick_keep_both_sides(repo: Repo, words: tuple[str, str]) -> None:
    branched(repo, changed("Nino", {TOTAL: 420_000}), changed("Jonas", {CAP: 40_000}))
    repo.git("switch", "-q", "jonas")
    repo.git(*words)
    assert both_hold(repo)


def test_a_conflict_in_a_rebase_names_people_not_sides_alone(repo: Repo) -> None:
    branched(repo, changed("Nino", {TOTAL: 420_000}), changed("Jonas", {TOTAL: 380_000}))
    repo.git("switch", "-q", "jonas")
    repo.git("rebase", "main", code=1)
    assert "<<<<<<< Nino (ours)" in repo.read()
    assert ">>>>>>> Jonas (theirs)" in repo.read()


def test_a_plan_that_both_sides_added_merges_where_it_agrees(repo: Repo) -> None:
    new = "campaigns/plum/plan.yaml"
    base = BASE.model_copy(update={"campaign": "plum"})
    repo.git("switch", "-q", "-c", "jonas")
    repo.commit(replace(base, {CAP: 40_000}), new)
    repo.git("switch", "-q", "main")
    repo.commit(replace(base, {"film.director": "Keti"}), new)
    said = repo.git("merge", "jonas", code=1)
    assert "France, most spend" in said
    assert "director: Keti" in repo.read(new)
    assert repo.read(new).count("<<<<<<<") == 1


def test_a_side_with_faults_is_left_to_git_and_to_a_person(repo: Repo) -> None:
    broken = dump(changed("Jonas", {CAP: 40_000})).replace("currency: EUR", "currency: Euro")
    branched(repo, changed("Nino", {TOTAL: 420_000}), broken)
    said = repo.git("merge", "jonas", code=1)
    assert "merged line by line" in said
    assert "currency" in said
    for line in ("total: 420000", "cap: 40000", "currency: Euro"):
        assert line in repo.read()


def test_comments_are_kept_by_merging_lines(repo: Repo) -> None:
    text = dump(changed("Jonas", {CAP: 40_000})).replace(
        "currency: EUR", "currency: EUR  # for now"
    )
    branched(repo, changed("Nino", {TOTAL: 420_000}), text)
    said = repo.git("merge", "jonas", code=1)
    assert "# for now" in said
    assert "# for now" in repo.read()
    assert "total: 420000" in repo.read()


def test_two_versions_of_one_number_are_told_and_both_are_kept(repo: Repo) -> None:
    version = PLAN.replace("plan.yaml", "v004.yaml")
    four = {"version": 4, "saved": "2026-11-23T10:00:00Z"}
    nino = changed("Nino", {TOTAL: 420_000, **four})
    jonas = changed("Jonas", {CAP: 40_000, **four, "saved": "2026-11-24T10:00:00Z"})
    repo.git("switch", "-q", "-c", "jonas")
    repo.write(version, jonas)
    repo.commit(jonas)
    repo.git("switch", "-q", "main")
    repo.write(version, nino)
    repo.commit(nino)
    said = repo.git("merge", "jonas", code=1)
    assert "versions renumber campaigns/quince-spring" in said
    assert repo.read(version) == dump(nino)  # not a line of the other is mixed in
    assert both_hold(repo)
    renumber((repo.top / PLAN).parent)
    repo.git("add", "-A")
    repo.git("commit", "-q", "--no-edit")
    kept = [parse(repo.read(version.replace("4", number)), version) for number in ("4", "5")]
    assert [plan.author for plan in kept] == ["Nino", "Jonas"]


def test_without_set_up_git_merges_lines_as_ever(repo: Repo) -> None:
    repo.git("config", "--remove-section", "merge.microhit")
    branched(repo, changed("Nino", {TOTAL: 420_000}, BASE), changed("Nino", {CAP: 40_000}, BASE))
    repo.git("merge", "-q", "--no-edit", "jonas")
    assert both_hold(repo)


def test_histories_that_crossed_merge_without_marks_in_their_base(repo: Repo) -> None:
    branched(repo, changed("Nino", {TOTAL: 420_000}), changed("Jonas", {CAP: 40_000}))
    repo.git("branch", "old-main")
    repo.git("merge", "-q", "--no-edit", "jonas")
    repo.git("switch", "-q", "jonas")
    repo.git("merge", "-q", "--no-edit", "old-main")
    repo.commit(replace(merged(repo), {"film.director": "Keti"}))
    repo.git("switch", "-q", "main")
    repo.commit(replace(merged(repo), {"film.runtime": 104}))
    repo.git("merge", "-q", "--no-edit", "jonas")
    assert (merged(repo).film.director, merged(repo).film.runtime) == ("Keti", 104)


def test_an_open_conflict_is_settled_by_the_command(repo: Repo) -> None:
    branched(repo, changed("Nino", {TOTAL: 420_000}), changed("Jonas", {TOTAL: 1, CAP: 40_000}))
    repo.git("merge", "jonas", code=1)
    words = ["merge", str(repo.top / PLAN), "--choose", f"{TOTAL}=ours"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert "git add" in done.output
    assert both_hold(repo)
    again = CliRunner().invoke(main, words)
    assert again.exit_code == 2
    assert "holds no conflict any more" in again.stderr
    repo.git("add", "-A")
    assert "not open in a git merge" in CliRunner().invoke(main, words).stderr


@pytest.mark.parametrize("branch", ["jonas", "main"])
def test_what_one_side_deleted_is_told_with_both_ways_out(repo: Repo, branch: str) -> None:
    repo.git("switch", "-q", "-c", "jonas")
    repo.commit(replace(merged(repo), {"film.runtime": 104}))
    repo.git("switch", "-q", "main")
    repo.git("rm", "-q", PLAN)
    repo.git("commit", "-q", "-m", "x")
    repo.git("switch", "-q", "main" if branch == "jonas" else "jonas")
    repo.git("merge", "-q", "--no-edit", branch, code=1)
    said = CliRunner().invoke(main, ["merge", str(repo.top / PLAN)])
    assert said.exit_code == 2
    assert "deleted by one side and changed by the other" in said.stderr
    assert f"git rm {repo.top / PLAN}" in said.stderr
