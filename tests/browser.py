"""Finds a Chromium for the journeys: an installed one, else Playwright's, else Debian's.

What it finds reaches pytest as MICROHIT_BROWSER (a path) or MICROHIT_NO_BROWSER (the reason).
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
PLAYWRIGHT_LIMIT = 60.0  # seconds; a download that is not done by then is blocked or too slow
DEBIAN_LIMIT = 300.0  # seconds for the package lists and about 100 MB
VERSION_LIMIT = 20.0  # seconds; the first start from a cold disk is slow


@dataclass(frozen=True)
class Found:
    """A browser, or the reason why there is none."""

    path: Path | None
    reason: str = ""


def find() -> Found:
    """Return the first browser that works, installing one only if none is there."""
    ways: tuple[Callable[[], Path | None], ...] = (installed, from_playwright, from_debian)
    for way in ways:
        if path := way():
            return Found(path)
    return Found(
        None,
        "no Chromium, Chrome or Edge is installed, and neither Playwright nor Debian's packages "
        "could bring one; install one of them",
    )


def environment(found: Found) -> dict[str, str]:
    """Return the variables that tell pytest about the browser."""
    if found.path:
        return {"MICROHIT_BROWSER": str(found.path)}
    return {"MICROHIT_NO_BROWSER": found.reason}


def installed() -> Path | None:
    """Return a working browser from the PATH or the usual places."""
    return next((path for path in candidates() if works(path)), None)


def candidates() -> Iterator[Path]:
    """Yield where browsers are on this computer, the PATH first."""
    named = (shutil.which(name) for name in NAMES)
    yield from (Path(path) for path in named if path)
    roots = (os.environ.get(root) for root in WINDOWS_ROOTS)
    usual = [*MAC, *(f"{root}/{place}" for root in roots if root for place in WINDOWS)]
    yield from (Path(path) for path in usual if Path(path).is_file())


def works(path: Path) -> bool:
    """Tell whether the browser starts: Ubuntu's chromium-browser is a note about snaps."""
    if os.name == "nt":
        return True  # there --version opens a window, and there are no such notes
    return run_for([str(path), "--version"], VERSION_LIMIT)


def from_playwright() -> Path | None:
    """Return Playwright's own Chromium, downloaded if need be."""
    run_for([sys.executable, "-m", "playwright", "install", "chromium"], PLAYWRIGHT_LIMIT)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # slow, and rarely needed

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() and works(path) else None


def from_debian() -> Path | None:
    """Return Debian's Chromium, which only root can install."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    if run_for(["apt-get", "-qq", "update"], DEBIAN_LIMIT):
        run_for(["apt-get", "-qq", "install", "-y", "chromium"], DEBIAN_LIMIT)
    return installed()


def run_for(command: list[str], limit: float) -> bool:
    """Run a command quietly; tell whether it succeeded within the limit in seconds.

    On timeout the whole process group ends: Playwright's downloader is a child of a child.
    """
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        process = subprocess.Popen(
            command,
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(timeout=limit) == 0
    except subprocess.TimeoutExpired:
        end_group(process)
        return False


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and, where there are process groups, its children."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
