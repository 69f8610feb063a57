"""A campaign without audience tables, so that nothing is fitted, and the command in-process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.plan import store
from tests.plans import make_plan

SHEET = """creator,platform,region,language,price,people_reached,link,evidence
Anna,YouTube,FR,fr,3000,400000,,media kit
Carla,YouTube,GB,en,2000,500000,,media kit
"""
Run = Callable[..., Result]
Files = dict[str, bytes]


def contents(folder: Path) -> Files:
    """Every file below the folder, with its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that all commands of a test work in."""
    monkeypatch.setenv("MICROHIT_CAMPAIGNS", str(tmp_path / "campaigns"))
    monkeypatch.setenv("MICROHIT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def plan_file(home: Path) -> Path:
    """The plan.yaml of a campaign with a creator sheet and one saved version."""
    partner = {"name": "Les Films du Coing", "language": "fr"}
    plan = make_plan({"FR": {"partner": partner}, "GB": {}})
    path = store.create(home / "campaigns", plan.campaign, plan)
    (path.parent / "creators.csv").write_text(SHEET, encoding="utf-8")
    return path


@pytest.fixture
def run(home: Path) -> Run:
    """Runs the command with these words."""
    assert home.is_dir()

    def invoked(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    return invoked


@pytest.fixture
def refused(run: Run, home: Path) -> Callable[..., str]:
    """Runs a command that must be refused with clear lines, and change nothing."""

    def invoked(*words: object) -> str:
        before = contents(home)
        result = run(*words)
        assert result.exit_code == 2, result.output
        assert contents(home) == before
        assert "Traceback" not in result.output
        assert result.stderr.strip()
        return result.stderr

    return invoked


def edited(path: Path, old: str, new: str) -> None:
    """Replace a text that is in the file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
