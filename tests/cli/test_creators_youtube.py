"""The commands about creators on YouTube, against a local one."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.creators.quota import Ledger
from planner.net.google_key import KEY as VARIABLE
from planner.net.routes import MIRROR
from tests.cli.conftest import Run
from tests.servers.base import FakeWeb, as_fault
from tests.servers.google import YOUTUBE, used_up
from tests.servers.youtube import KEY, FakeYouTube
from tests.servers.youtube_rig import small_world

FIND = ("creators", "find", "--topic", "street food", "--most", "3", "--videos", "2")


@dataclass(slots=True)
class Here:
    """A YouTube with three channels, and the folder that commands work in."""

    youtube: FakeYouTube
    web: FakeWeb
    home: Path


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[Here]:
    youtube = FakeYouTube(small_world(3, 4))
    monkeypatch.setenv(VARIABLE, KEY)
    with FakeWeb(youtube.services()) as web:
        monkeypatch.setenv(MIRROR, web.address)
        yield Here(youtube, web, home)


def answered(answer: str, *words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=answer)


def test_creators_are_found_after_a_yes_and_written_as_csv(here: Here) -> None:
    out = here.home / "found.csv"
    result = answered("y\n", *FIND, "-o", out)
    assert result.exit_code == 0, result.output
    assert "Costs at most 1 search and 5 units; 100 and 10,000 are left today." in result.stderr
    assert "3 creators, written to" in result.stdout
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert {row["channel_id"] for row in rows} == set(here.youtube.world.channels)
    assert all(row["link"].endswith(row["channel_id"]) and row["fetched"] for row in rows)
    assert {row["videos_counted"] for row in rows} == {"2"}


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_without_a_yes_nothing_is_asked(here: Here, answer: str) -> None:
    result = answered(answer, *FIND, "-o", here.home / "found.csv")
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert ("--yes" in result.stderr) is (answer == "")
    assert here.web.requests == []
    assert not (here.home / "found.csv").exists()


def test_a_second_time_costs_nothing_and_asks_nobody(run: Run, here: Here) -> None:
    run(*FIND, "--yes", "-o", here.home / "found.csv")
    asked = len(here.web.requests)
    result = run(*FIND, "--json", "-o", here.home / "found.json")
    assert result.exit_code == 0, result.output
    assert "Costs nothing" in result.stderr
    summary = json.loads(result.stdout)
    assert (summary["channels"], summary["complete"], summary["left"]) == (3, True, None)
    content = json.loads((here.home / "found.json").read_text("utf-8"))
    assert len(content["channels"][0]["recent"]) == 2
    assert len(here.web.requests) == asked
    run(*FIND, "--renew", "--yes", "-o", here.home / "found.csv")
    assert len(here.web.requests) > asked


def test_a_search_that_ended_says_what_going_on_costs(run: Run, here: Here) -> None:
    here.web.fail(YOUTUBE, as_fault(used_up()), path="batchGetStats")
    result = run(*FIND, "--yes", "-o", here.home / "found.csv")
    assert result.exit_code == 0, result.output
    assert "used up" in result.stdout
    assert "Not complete: going on costs at most 1 unit." in result.stdout
    assert "0 of 10,000 units" in run("creators", "quota").stdout


def test_the_quota_is_told(run: Run, here: Here) -> None:
    Ledger(KEY).reserve("units", 61)
    result = run("creators", "quota", "--json")
    summary = json.loads(result.stdout)
    assert (summary["searches"], summary["units"]) == (100, 9_939)
    assert summary["resets"]
    assert here.web.requests == []


@pytest.mark.parametrize("command", [(*FIND, "--yes", "-o", "found.csv"), ("creators", "quota")])
def test_without_a_key_it_is_said_where_to_get_one(
    run: Run, here: Here, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.delenv(VARIABLE)
    result = run(*command)
    assert result.exit_code == 2
    assert "Make an API key" in result.stderr
    assert here.web.requests == []


def test_bad_options_are_told_before_anything_is_spent(run: Run, here: Here) -> None:
    for words, what in (
        (("--yes", "-o", "found.xlsx"), ".csv or .json"),
        (("--yes", "-o", "found.csv", "--region", "Mexico"), "region: is no region"),
        (("--yes", "-o", "found.csv", "--videos", "99"), "between 1 and 50"),
    ):
        result = run(*FIND, *words)
        assert result.exit_code == 2
        assert what in result.stderr
    assert here.web.requests == []


def test_what_is_kept_is_forgotten_on_request(run: Run, here: Here) -> None:
    run(*FIND, "--yes", "-o", here.home / "found.csv")
    name = next(iter(here.youtube.world.channels))
    assert "2 kept answers" in run("creators", "forget", "--channel", name).stdout
    assert json.loads(run("creators", "forget", "--expired", "--json").stdout) == {"forgotten": 0}
    assert "3 kept answers" in run("creators", "forget").stdout
    assert run("creators", "forget", "--expired", "--channel", name).exit_code == 2


def test_a_declaration_is_made_and_taken_back(run: Run) -> None:
    words = ("--project", "123456789012", "--accepted", "2026-01-15", "--by", "Ana")
    result = run("creators", "declare", *words)
    assert result.exit_code == 0, result.output
    assert "Ana declared" in result.stdout
    assert json.loads(run("creators", "declare", "--withdraw", "--json").stdout)["withdrawn"]
    assert "no declaration" in run("creators", "declare", "--withdraw").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), ["--project: is missing", "--accepted: is missing", "--by: is missing"]),
        (("--project", "x", "--accepted", "2090-01-01", "--by", ""), ["project", "accepted", "by"]),
    ],
)
def test_a_declaration_that_cannot_be_right_is_refused(
    run: Run, words: tuple[str, ...], told: list[str]
) -> None:
    result = run("creators", "declare", *words)
    assert result.exit_code == 2
    assert all(text in result.stderr for text in told)
