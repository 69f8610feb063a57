"""How long the dashboard takes in a real browser, on the sample campaign.

    .venv/bin/python -m tests.bench.dashboard

From starting the server to a healthy answer, from there to the first paint of Start with all its
figures, and from a click in the menu to the next page's figures with everything warm (goal 0.4 s).
The peer is a Streamlit app of one line with the same two pages, in the same browser.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import browser
from tests.conftest import CHROMIUM, dashboard

ROOT = Path(__file__).resolve().parents[2]
GOAL = 0.4
ROUNDS = 3
STEPS = ["Film", "Audience", "Timing", "Spend", "Creators", "Plan", "Partners"]
SETTLED = """title => {
    const all = name => [...document.querySelectorAll(name)].filter(one => one.checkVisibility());
    const drawn = one => one.querySelector("canvas, svg");
    return all("h1").some(one => one.innerText.trim() === title)
        && document.querySelector("[data-test-script-state=notRunning]")
        && !document.querySelector("[data-stale=true]")
        && all("[data-testid=stVegaLiteChart]").every(drawn)
        && all("[data-testid=stDataFrame]").every(drawn);
}"""
"""In the browser: Streamlit's own marks of a run, and something in each chart and table."""
PEER_APP = """import streamlit as st
st.set_page_config(page_title="Start")
st.title("Start")
st.page_link("pages/1_Next.py", label="Next")
"""
PEER_PAGE = """import streamlit as st
st.set_page_config(page_title="Next")
st.title("Next")
st.page_link("app.py", label="Start")
"""


@contextmanager
def serving(folder: Path, app: Path) -> Iterator[tuple[str, float]]:
    """Run a Streamlit app; yield its address and the seconds until it was healthy."""
    began = time.perf_counter()
    with dashboard(folder, app) as address:
        yield address, time.perf_counter() - began


def settle(page: Page, title: str) -> None:
    """Wait until the run that drew the page's title has ended and all that it drew is there."""
    page.wait_for_function(SETTLED, arg=title)


def timed(page: Page, title: str, *, click: str) -> float:
    """Return the seconds from a click on a link in the menu to the settled page."""
    began = time.perf_counter()
    page.get_by_role("link", name=click, exact=True).first.click()
    settle(page, title)
    return time.perf_counter() - began


def peer(folder: Path, page: Page) -> tuple[float, float, float]:
    """Return health, first paint and page switch of the smallest app there is."""
    (folder / "pages").mkdir(parents=True)
    (folder / "app.py").write_text(PEER_APP)
    (folder / "pages" / "1_Next.py").write_text(PEER_PAGE)
    with serving(folder, folder / "app.py") as (address, health):
        began = time.perf_counter()
        page.goto(address)
        settle(page, "Start")
        paint = time.perf_counter() - began
        times = []
        for _ in range(ROUNDS):
            times.append(timed(page, "Next", click="Next"))
            times.append(timed(page, "Start", click="Start"))
    return health, paint, statistics.median(times)


def ours(folder: Path, page: Page) -> tuple[float, float, dict[str, float]]:
    """Return health, first paint, and the median warm switch to each page."""
    shutil.copytree(ROOT / "campaigns", folder / "campaigns")
    with serving(folder, ROOT / "app.py") as (address, health):
        began = time.perf_counter()
        page.goto(address)
        settle(page, "Microhit")
        paint = time.perf_counter() - began
        page.get_by_role("link", name="Open").first.click()
        settle(page, STEPS[0])
        times: dict[str, list[float]] = {step: [] for step in STEPS}
        for _ in range(1 + ROUNDS):
            for step in [*STEPS[1:], STEPS[0]]:
                times[step].append(timed(page, step, click=step))
    warm = {step: statistics.median(values[1:]) for step, values in times.items()}
    return health, paint, warm  # the first round was cold: forecasts are computed and kept


def main() -> None:
    """Print a table: ours, and the peer beside it."""
    found = browser.find()
    if found.path is None:
        sys.exit(found.reason)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(executable_path=found.path, args=CHROMIUM)
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(90_000)
        health, paint, switches = ours(Path(folder), page)
        their_health, their_paint, their_switch = peer(Path(folder) / "peer", page)
        chromium.close()
    print(f"Dashboard on the sample, {os.cpu_count()} cores{'':<12}ours   smallest app")
    print(f"{'server start to healthy':<40}{health:>6.2f} s {their_health:>8.2f} s")
    print(f"{'healthy to first paint':<40}{paint:>6.2f} s {their_paint:>8.2f} s")
    for step, seconds in switches.items():
        print(f"{'warm switch to ' + step:<40}{seconds:>6.2f} s {their_switch:>8.2f} s")
    worst = max(switches.values())
    print(
        f"\ngoal for a warm switch {GOAL} s: {'met' if worst <= GOAL else 'MISSED'} ({worst:.2f} s)"
    )


if __name__ == "__main__":
    main()
