import pytest

from tests import browser, checks


@pytest.fixture(autouse=True)
def no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find", lambda: browser.Found(None, "none is here"))


def python(code: str) -> list[str]:
    return ["-c", f"import os, sys; {code}"]


def test_every_check_runs_although_the_first_finds_a_problem(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    told = "print(sys.argv[1:], os.environ['MICROHIT_NO_BROWSER'])"
    made_up = {"mypy": python("sys.exit(2)"), "pytest": python(told)}
    monkeypatch.setattr(checks, "CHECKS", made_up)
    assert checks.main(["-k", "spend"]) == 1
    lines = capfd.readouterr().out.split("\n")
    assert [line for line in lines if line.startswith("===")] == ["=== mypy ===", "=== pytest ==="]
    assert "['-k', 'spend'] none is here" in lines
    assert lines[-2].startswith("mypy PROBLEMS (")
    assert "| pytest ok (" in lines[-2]


def test_without_problems_the_code_is_zero(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "CHECKS", {"mypy": python("")})
    assert checks.main([]) == 0
    assert "mypy ok" in capfd.readouterr().out


def test_pytest_comes_last_so_that_its_closing_line_stays_in_sight() -> None:
    assert list(checks.CHECKS)[-1] == "pytest"
