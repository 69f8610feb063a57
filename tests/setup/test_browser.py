import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import browser


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "candidates", lambda: iter([]))
    monkeypatch.setattr(browser, "from_playwright", lambda: None)
    monkeypatch.setattr(browser, "from_debian", lambda: None)


def program(folder: Path, name: str, code: int) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {code}\n")
    path.chmod(0o755)
    return path


def test_a_stub_on_the_path_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "chromium-browser", 1)
    chrome = program(tmp_path, "google-chrome", 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert next(browser.candidates()).name == "chromium-browser"
    assert browser.installed() == chrome


def test_windows_places_are_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edge = tmp_path / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert edge in browser.candidates()


@pytest.mark.usefixtures("nothing_installed")
def test_playwright_comes_before_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "from_debian", lambda: Path("/debian"))
    assert browser.find().path == Path("/debian")
    monkeypatch.setattr(browser, "from_playwright", lambda: Path("/playwright"))
    assert browser.find().path == Path("/playwright")
    monkeypatch.setattr(browser, "installed", lambda: Path("/installed"))
    assert browser.environment(browser.find()) == {"MICROHIT_BROWSER": "/installed"}


@pytest.mark.usefixtures("nothing_installed")
def test_without_any_browser_the_reason_says_what_to_install() -> None:
    told = browser.environment(browser.find())
    assert "install one of them" in told["MICROHIT_NO_BROWSER"]


def test_debian_is_left_to_root(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def remember(command: list[str], _limit: float) -> bool:
        ran.append(command[0])
        return True

    monkeypatch.setattr(browser, "run_for", remember)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert browser.from_debian() is None
    assert not ran


def test_a_command_over_its_limit_ends_with_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "child-lived-on"
    child = f"import time, pathlib; time.sleep(1.5); pathlib.Path({str(mark)!r}).touch()"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    began = time.monotonic()
    assert not browser.run_for([sys.executable, "-c", parent], limit=0.5)
    assert time.monotonic() - began < 1.4
    time.sleep(1.5)
    assert not mark.exists()


def test_a_command_that_is_not_there_has_not_succeeded(tmp_path: Path) -> None:
    assert not browser.run_for([str(tmp_path / "none")], limit=1)


def test_journeys_fail_instead_of_skipping_where_a_browser_is_required(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = tmp_path / "test_journey.py"
    journey.write_text("def test_it(browser_path): pass\n")
    conftest = Path(browser.__file__).with_name("conftest.py")
    (tmp_path / "conftest.py").write_text(conftest.read_text())
    monkeypatch.setenv("MICROHIT_NO_BROWSER", "none is here")
    monkeypatch.delenv("MICROHIT_BROWSER", raising=False)
    monkeypatch.delenv("MICROHIT_REQUIRE_BROWSER", raising=False)
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider"]
    command += ["--rootdir", str(tmp_path), str(journey)]
    root = conftest.parent.parent

    def outcome() -> str:
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout

    assert "1 skipped" in (skipped := outcome())
    assert "none is here" in skipped
    monkeypatch.setenv("MICROHIT_REQUIRE_BROWSER", "1")
    assert "must run here, but none is here" in outcome()
