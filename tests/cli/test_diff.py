"""`diff` compares files, folders, versions and revisions, in three forms."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from planner.plan import edit, store

Run = Callable[..., Result]
BUDGET = "Total budget: EUR 300,000 (was EUR 400,000)"


@pytest.fixture
def second(plan_file: Path) -> Path:
    """The same campaign with a version 2 that has less money."""
    read = store.load(plan_file)
    plan = edit.replace(read.plan, {"goals.budget.total": 300000})
    store.save(plan_file.parent, plan, read=read.digest, author="Nino")
    return plan_file


def test_two_plans_are_compared_in_words(run: Run, second: Path) -> None:
    old = second.parent / "v001.yaml"
    for new in (second, second.parent, second.parent / "v002.yaml"):
        done = run("diff", old, new)
        assert done.exit_code == 0
        assert done.output.splitlines() == [
            "1 change by hand; the results are as before.",
            "",
            "What we changed",
            f"  {BUDGET}",
        ]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--from", 1, "--to", 2), BUDGET),
        (("--from", 1), BUDGET),
        (("--from", "v001", "--to", "v002.yaml"), BUDGET),
        (("--from", 2, "--to", 1), "Total budget: EUR 400,000 (was EUR 300,000)"),
        ((), "No difference."),
    ],
)
def test_versions_are_named_by_number(
    run: Run, second: Path, words: tuple[object, ...], text: str
) -> None:
    done = run("diff", second, *words)
    assert done.exit_code == 0
    assert text in done.output


def test_a_working_plan_is_compared_with_its_version(run: Run, second: Path) -> None:
    second.write_text(second.read_text().replace("total: 300000", "total: 200000"))
    assert "Total budget: EUR 200,000 (was EUR 300,000)" in run("diff", second).output


def test_json_has_a_summary_and_the_changes(run: Run, second: Path) -> None:
    for words in (("--json",), ("--format", "json")):
        assert json.loads(run("diff", second, "--from", 1, *words).output) == {
            "summary": "1 change by hand; the results are as before.",
            "changes": [
                {"kind": "input", "at": "goals.budget.total", "text": BUDGET, "because": ""}
            ],
        }


def test_markdown_goes_to_a_file(run: Run, second: Path, home: Path) -> None:
    out = home / "change.md"
    done = run("diff", second, "--from", 1, "--format", "markdown", "-o", out)
    assert done.output.strip() == str(out)
    assert out.read_text().splitlines() == [
        "## What changed in quince-spring: version 1 to 2",
        "",
        "1 change by hand; the results are as before.",
        "",
        "### What we changed",
        "",
        f"- {BUDGET}",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("v001.yaml", "v002.yaml", "plan.yaml"),
        ("v001.yaml", "v002.yaml", "--from", 1),
        ("v001.yaml", "v002.yaml", "--since", "main"),
        ("plan.yaml", "--from", 1, "--since", "main"),
    ],
)
def test_what_does_not_say_two_plans_is_refused(
    run: Run, second: Path, words: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(second.parent)
    done = run("diff", *words)
    assert done.exit_code == 2
    assert "can't tell which two plans are meant" in done.output


@pytest.mark.parametrize("words", [("--from", 9), ("--to", 9)])
def test_a_version_that_is_not_there_is_told(
    run: Run, second: Path, words: tuple[object, ...]
) -> None:
    done = run("diff", second, *words)
    assert done.exit_code == 2
    assert "v009.yaml" in done.output


def test_since_needs_git(run: Run, second: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(second.parents[2]))
    done = run("diff", second, "--since", "main")
    assert done.exit_code == 2
    assert "lies in no git repository" in done.output


def test_git_gets_text_and_no_failure(run: Run, second: Path) -> None:
    old = second.parent / "v001.yaml"
    done = run("diff", "--git", "plan.yaml", old, "a1", "100644", second, "b2", "100644")
    assert done.exit_code == 0
    assert done.output.startswith("plan plan.yaml: version 2 by Nino\n")
    assert BUDGET in done.output


@pytest.mark.parametrize("number", ["0", "-1", "x", "v", "1.5", "1000000", "٣"])
def test_what_is_no_version_is_told(refused: Callable[..., str], second: Path, number: str) -> None:
    told = refused("diff", second, "--from", number)
    assert f"'{number}' is no version, such as 4 or v004." in told
