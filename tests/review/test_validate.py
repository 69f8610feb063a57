import json
from pathlib import Path

import pytest

from planner.errors import Problem
from planner.plan import edit, store
from planner.review import report
from planner.review.check import Check
from planner.review.validate import Judged, validate, validate_text
from tests.plans import make_plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = store.create(tmp_path, "quince-spring", make_plan({"FR": {}})).parent
    (path / "audience" / "a.csv").write_text("region,date,value\nFR,2026-05-04,1\n", "utf-8")
    return path


def judged(path: Path) -> Judged:
    (found,) = validate([path])
    return found


def test_a_folder_stands_for_its_plans_versions_and_tables(folder: Path) -> None:
    found = judged(folder.parent)
    names = [str(Path(name).relative_to(folder)) for name in found.files]
    assert sorted(names) == ["audience/a.csv", "plan.yaml", "v001.yaml"]
    assert not found.problems
    assert found.counts == {"FAIL": 0, "REVIEW": 1, "PASS": len(found.checks) - 1}


def test_the_sample_campaign_has_no_fault_and_no_failed_check() -> None:
    found = judged(Path(__file__).parents[2] / "campaigns" / "walnut-winter")
    assert found.problems == ()
    assert found.having("FAIL") == []
    assert found.counts["REVIEW"] < found.counts["PASS"]


def test_each_campaign_of_a_folder_is_judged_by_itself(folder: Path) -> None:
    store.create(folder.parent, "plum-autumn", make_plan({"GB": {}}))
    paths = [Path(one.path).parent.name for one in validate([folder.parent])]
    assert paths == ["plum-autumn", "quince-spring"]


def test_faults_of_every_file_come_in_one_report(folder: Path) -> None:
    (folder / "v001.yaml").write_text("schema: 2\n", encoding="utf-8")
    (folder / "audience" / "a.csv").write_text("region,date,value\nFR,2026-05-04,x\n", "utf-8")
    (folder / "creators.csv").write_text("creator\nAnna\n", encoding="utf-8")
    (folder / "records").mkdir()
    (folder / "records" / "r.yaml").write_text("kind: x\n", encoding="utf-8")
    found = judged(folder)
    names = {Path(problem.file or "").name for problem in found.problems}
    assert names == {"v001.yaml", "a.csv", "creators.csv", "r.yaml"}
    assert "Files beside the plan" in {one.title for one in found.having("FAIL")}


def test_tables_stand_beside_the_working_plan_alone(folder: Path) -> None:
    (folder / "audience" / "a.csv").write_text("", encoding="utf-8")
    assert not judged(folder / "v001.yaml").problems
    assert judged(folder / "plan.yaml").problems


def test_a_path_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    assert "no.yaml" in str(judged(tmp_path / "no.yaml").problems[0])
    assert "holds no plan.yaml" in str(judged(tmp_path).problems[0])


def test_a_table_that_is_named_but_not_there_is_a_fault(folder: Path) -> None:
    snapshot = store.load(folder / "plan.yaml")
    named = edit.replace(snapshot.plan, {"goals.audience": ["audience/none.csv"]})
    store.save(folder, named, read=snapshot.digest)
    (problem,) = judged(folder / "plan.yaml").problems
    assert "audience/none.csv: does not exist" in str(problem)


def test_a_text_that_lies_nowhere_is_judged_with_what_lies_beside(folder: Path) -> None:
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    staged = text.replace("  title: Quince Spring\n", "  title: call +33 6 12 34 56 78\n")
    found = validate_text(staged, "staged/plan.yaml", folder)
    assert [one.title for one in found.having("FAIL")] == ["No contact data in files"]
    assert not judged(folder).having("FAIL")  # the file itself is another
    assert validate_text("schema: 9\n", "x", None).problems


def test_secrets_are_told_also_where_a_plan_cannot_be_read(folder: Path) -> None:
    path = folder / "plan.yaml"
    path.write_text("schema: 2\nfilm: [\nkey AIza" + "B" * 35 + "\n", encoding="utf-8")
    found = judged(path)
    assert found.problems
    assert "plan.yaml:3:5: a Google API key (AIza…)" in found.having("FAIL")[0].message


def test_the_report_escapes_what_somebody_typed() -> None:
    nasty = "[click](https://x.org) <b>@all</b> | `x`\n# big"
    one = Judged(nasty, (Problem(nasty),), (Check("FAIL", nasty, nasty, nasty),))
    told = report.as_markdown([one])
    assert "[click](" not in told
    assert "<b>" not in told
    assert "\n# big" not in told
    assert "@all" not in told
    assert "\\<b\\>" in told


def test_a_fault_repeats_no_secret_that_its_value_or_field_holds(folder: Path) -> None:
    key, path = "AIza" + "Sy1-" * 9, folder / "plan.yaml"
    text = path.read_text("utf-8").replace("film:\n", f"film:\n  {key}: 3\n", 1)
    path.write_text(text.replace("total: 400000", f"total: {key}", 1), "utf-8")
    (folder / "audience" / "a.csv").write_text(f"region,{key}\nFR,1\n", "utf-8")
    found = judged(path.parent)
    assert len(found.problems) == 2
    assert found.having("FAIL")
    for form in (report.as_text, report.as_markdown, report.as_json, report.as_faults):
        assert key not in form([found])
        assert "AIza…" in form([found])


def test_the_forms_of_the_report_tell_the_same() -> None:
    checks = (Check("FAIL", "A", "bad.", "Mend it."), Check("REVIEW", "B", "hm."),
        Check("PASS", "C", "fine."))  # fmt: skip
    one = Judged("x/plan.yaml", (Problem("is broken", "x/a.csv", 2),), checks, ("x/plan.yaml",))
    text = report.as_text([one]).splitlines()
    assert text[0] == "x/plan.yaml: 1 fault in files, 1 FAIL, 1 REVIEW, 1 PASS"
    assert text[1:] == ["  FAIL    A: bad. Mend it.", "  REVIEW  B: hm."]
    assert report.as_faults([one]) == "x/a.csv:2: is broken\nx/plan.yaml: A: bad. Mend it."
    brief = report.as_faults([one], briefly=True)
    assert brief == "x/a.csv:2: is broken\nx/plan.yaml: FAIL: A"
    data = json.loads(report.as_json([one]))
    assert data["campaigns"] == [
        {"path": "x/plan.yaml", "counts": {"FAIL": 1, "REVIEW": 1, "PASS": 1}}
    ]
    assert [check["title"] for check in data["checks"]] == ["A", "B"]
    assert data["faults"][0]["line"] == 2
    assert "- **A**: bad. *Mend it.*" in report.as_markdown([one])
