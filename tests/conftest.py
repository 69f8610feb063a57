"""Fixtures of the journeys: a browser, and the dashboard running on copies of the campaigns."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

import run
from tests import browser as finder

settings.register_profile("house", deadline=None)  # a slow computer is no failure
settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent
SERVER_LOG = pytest.StashKey[Path]()
READY_LIMIT = 60.0  # seconds until the dashboard must answer
SCREEN_LIMIT = 20_000  # milliseconds for a page to show what a journey waits for
CHROMIUM = [
    "--no-sandbox",  # root in a container has no other way
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser_path() -> Path:
    """The browser that tests/checks.py found; run by hand, pytest takes an installed one."""
    named = os.environ.get("MICROHIT_BROWSER")
    reason = os.environ.get("MICROHIT_NO_BROWSER")
    path = Path(named) if named else None if reason else finder.installed()
    if path is None:
        no_browser(reason or "no Chromium, Chrome or Edge is installed")
    return path


def no_browser(reason: str) -> NoReturn:
    """Skip the journey, or fail it where MICROHIT_REQUIRE_BROWSER says that it must run."""
    if os.environ.get("MICROHIT_REQUIRE_BROWSER"):
        pytest.fail(f"The journeys must run here, but {reason}.", pytrace=False)
    pytest.skip(f"No journey without a browser: {reason}")


@pytest.fixture(scope="module")
def browser(browser_path: Path) -> Iterator[Browser]:
    """One browser per file: Playwright's event loop must not outlive it into other tests."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser_path, args=CHROMIUM)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of 1440 x 900, as on a laptop."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(SCREEN_LIMIT)
    expect.set_options(timeout=SCREEN_LIMIT)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def server(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of a dashboard on copies that the journeys may change."""
    folder = tmp_path_factory.mktemp("dashboard")
    shutil.copytree(ROOT / "campaigns", folder / "campaigns")
    request.config.stash[SERVER_LOG] = folder / "server.log"
    with dashboard(folder) as address:
        yield address


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[str]:
    """A dashboard of its own: what is changed there must not be found by other journeys."""
    shutil.copytree(ROOT / "campaigns", tmp_path / "campaigns")
    with dashboard(tmp_path) as address:
        yield address


@contextmanager
def dashboard(folder: Path, app: Path = ROOT / "app.py") -> Iterator[str]:
    """Run an app on what is in the folder, logging there, until the block ends."""
    port = free_port()
    options = [f"--server.port={port}", "--server.headless=true", "--server.fileWatcherType=none"]
    command = [sys.executable, "-m", "streamlit", "run", app.name, *options]
    homes = {"MICROHIT_HOME": folder / "home", "MICROHIT_CAMPAIGNS": folder / "campaigns"}
    environment = {**os.environ, **{name: str(path) for name, path in homes.items()}}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=app.parent, env=environment, stdout=log, stderr=log)
        try:
            wait_for(process, port, folder / "server.log")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """A port that the system says is free."""
    with closing(socket.create_server(("127.0.0.1", 0))) as trial:
        return int(trial.getsockname()[1])


def wait_for(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Return when the dashboard answers; fail with its log if it ends or takes too long."""
    deadline = time.monotonic() + READY_LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        if run.is_healthy(port):
            return
        time.sleep(0.1)
    pytest.fail(f"The dashboard did not start:\n{log.read_text()}", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what the dashboard logged to the report of a journey that failed."""
    report = yield
    log = item.config.stash.get(SERVER_LOG, None)
    if report.failed and log and log.is_file() and "server" in getattr(item, "fixturenames", ()):
        report.sections.append(("What the dashboard logged", log.read_text()[-8000:]))
    return report
