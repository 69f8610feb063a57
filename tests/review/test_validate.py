from pathlib import Path

import pytest

from planner.plan import edit, store
from planner.review.validate import validate
from tests.plans import make_plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = store.create(tmp_path, "quince-spring", make_plan({"FR": {}})).parent
    (path / "audience" / "a.csv").write_text("region,date,value\nFR,2026-05-04,1\n", "utf-8")
    return path


def test_a_folder_stands_for_its_plans_versions_and_tables(folder: Path) -> None:
    report = validate([folder.parent])
    names = [str(Path(name).relative_to(folder)) for name in report.checked]
    assert sorted(names) == ["audience/a.csv", "plan.yaml", "v001.yaml"]
    assert not report.problems


def test_faults_of_every_file_come_in_one_report(folder: Path) -> None:
    (folder / "v001.yaml").write_text("schema: 2\n", encoding="utf-8")
    (folder / "audience" / "a.csv").write_text("region,date,value\nFR,2026-05-04,x\n", "utf-8")
    (folder / "creators.csv").write_text("creator\nAnna\n", encoding="utf-8")
    files = {Path(problem.file or "").name for problem in validate([folder]).problems}
    assert files == {"v001.yaml", "a.csv", "creators.csv"}


def test_tables_stand_beside_the_working_plan_alone(folder: Path) -> None:
    (folder / "audience" / "a.csv").write_text("", encoding="utf-8")
    assert not validate([folder / "v001.yaml"]).problems
    assert validate([folder / "plan.yaml"]).problems


def test_a_path_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    assert "no.yaml" in str(validate([tmp_path / "no.yaml"]).problems[0])
    assert "holds no plan.yaml" in str(validate([tmp_path]).problems[0])


def test_a_table_that_is_named_but_not_there_is_a_fault(folder: Path) -> None:
    snapshot = store.load(folder / "plan.yaml")
    named = edit.replace(snapshot.plan, {"goals.audience": ["audience/none.csv"]})
    store.save(folder, named, read=snapshot.digest)
    (problem,) = validate([folder / "plan.yaml"]).problems
    assert "audience/none.csv: does not exist" in str(problem)
