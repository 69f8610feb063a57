"""The YouTube key stands nowhere: in no log, error, file, plan, export or brief, in no form."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.creators.declaration import declare
from planner.creators.kept import Kept
from planner.creators.offers import Offer
from planner.creators.quota import Ledger
from planner.creators.sheet import write_sheet
from planner.creators.sheet_files import sheet_xlsx
from planner.creators.youtube import Found, recall
from planner.creators.youtube_export import write_found
from planner.errors import NetError
from planner.model.plan import Plan
from planner.net.google_key import key_login
from planner.partners.pdf import brief_pdf
from planner.plan import store
from tests.partners.conftest import data
from tests.servers.base import Fault
from tests.servers.leaks import Traces, holds
from tests.servers.youtube import FakeYouTube
from tests.servers.youtube_faults import LASTING, PASSING, told_back
from tests.servers.youtube_rig import QUERY, Rig, rig, small_world

FEW = replace(QUERY, most=2, videos=2)
STAGES = ("search", "playlistItems", "videos:batchGetStats")


@pytest.fixture
def here(key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path, FakeYouTube(small_world(), keys={key}), key) as made:
        yield made


def _search(here: Rig, key: str, traces: Traces, name: str) -> Found | None:
    """Search, and add whatever comes of it."""
    try:
        found = here.find(FEW, key=key, renew=True, tries=2)
    except NetError as error:
        traces.error(f"the error of {name}", error)
        return None
    traces.show(f"what was found at {name}", repr(found))
    return found


def _faults(key: str) -> dict[str, Fault]:
    lasting = {f"lasting {name}": fault for name, fault in LASTING.items() if not fault.delay}
    return lasting | PASSING | told_back(key)


def test_no_log_error_or_file_holds_the_key_whatever_youtube_answers(
    here: Rig, key: str, traces: Traces, capfd: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings(record=True) as warned:
        good = _search(here, key, traces, "a good search")
        for name, fault in _faults(key).items():
            for path in STAGES[:1] if fault.delay else STAGES:
                here.fail(fault, path, times=1 if name in PASSING else None)
                _search(here, key, traces, f"{name}, {path}")
                here.heal()
            here.next_day()
    traces.show("warnings", [str(one.message) for one in warned])
    traces.show("output", capfd.readouterr())
    assert good
    assert good.channels
    assert traces.folder(here.home) > 4
    assert len([where for where, _ in traces.texts if where.startswith("the error")]) > 15
    assert any(where.startswith("log of googleapiclient") for where, _ in traces.texts)
    assert traces.holding(key) == []


def test_the_key_travels_in_a_header_alone(here: Rig, key: str) -> None:
    here.find(key=key)
    for request in here.sent():
        assert request.headers["x-goog-api-key"] == key
        others = {name: text for name, text in request.headers.items() if name != "x-goog-api-key"}
        assert not holds(repr((request.path, request.raw, others, request.body)).encode(), key)


def test_a_refused_key_is_not_told_back(here: Rig, key: str, traces: Traces) -> None:
    here.youtube.keys = {"another"}
    assert _search(here, key, traces, "a wrong key") is None
    traces.show("the login", repr(key_login(key)))
    traces.show("the count", repr(Ledger(key).left()))
    traces.folder(here.home)
    assert traces.holding(key) == []


def test_a_key_that_cannot_be_one_is_not_told_back(key: str, traces: Traces) -> None:
    broken = f"{key[:9]}\u200b{key[9:]}"
    with pytest.raises(NetError) as told:
        key_login(broken)
    traces.error("the error", told.value)
    assert traces.holding(broken) == traces.holding(key[9:]) == []


def test_no_plan_sheet_export_or_brief_holds_the_key(
    here: Rig, key: str, traces: Traces, tmp_path: Path
) -> None:
    found = here.find(key=key)
    out = tmp_path / "campaigns"
    content = data()
    plan = Plan.model_validate(content | {"creators": _chosen(found)})
    path = store.create(out, plan.campaign, plan)
    write_sheet(path.parent / "creators.csv", _offers(found))
    (path.parent / "creators.xlsx").write_bytes(sheet_xlsx(_offers(found), plan))
    for name in ("found.csv", "found.json"):
        write_found(path.parent / name, found)
    for region in ("FR", "JP"):
        (path.parent / f"{region}.pdf").write_bytes(brief_pdf(plan, region))
    declare("123456789012", date(2026, 11, 1), "Elene Dolidze")
    traces.show("what is recalled", repr(recall(QUERY, now=here.now)))
    traces.show("what is kept", repr(Kept(here.now).pieces()))
    assert traces.folder(tmp_path) > 12
    assert traces.holding(key) == []
    assert traces.holding(found.channels[0].id), "what is there is found"
    assert any(where.endswith(".xlsx") for where in traces.holding("media kit"))


def test_no_command_tells_the_key(here: Rig, key: str, traces: Traces, tmp_path: Path) -> None:
    out = tmp_path / "found.json"
    asked = ["--topic", QUERY.topic, "--most", "3", "--videos", "2", "--yes", "--out", str(out)]
    _run(traces, 0, "find", *asked)
    _run(traces, 0, "quota", "--json")
    _run(
        traces, 0, "declare", "--project", "123456789012", "--accepted", "2026-11-01", "--by", "Ana"
    )
    here.fail(told_back(key)["suspended"], times=None)
    _run(traces, 2, "find", *asked, "--renew")
    here.youtube.keys = {"another"}
    _run(traces, 2, "find", *asked, "--renew")
    _run(traces, 0, "forget")
    assert traces.folder(tmp_path) > 2
    assert traces.holding(key) == []


def _run(traces: Traces, code: int, *words: str) -> None:
    result = CliRunner().invoke(main, ["creators", *words])
    traces.show(f"creators {words[0]}", result.output + result.stderr)
    if result.exception:
        traces.error(f"creators {words[0]}", result.exception)
    assert result.exit_code == code, result.output


def _offers(found: Found) -> list[Offer]:
    return [
        Offer(
            f"Creator {number}",
            "youtube",
            channel_id=channel.id,
            link=channel.link,
            region="FR",
            language="fr",
            evidence="media kit",
        )
        for number, channel in enumerate(found.channels)
    ]


def _chosen(found: Found) -> dict[str, object]:
    chosen = {
        f"Creator {number}": {
            "platform": "youtube",
            "region": "FR",
            "language": "fr",
            "price": 500,
            "added_reach": 1000,
            "channel_id": channel.id,
            "link": channel.link,
        }
        for number, channel in enumerate(found.channels[:3])
    }
    return {"budget": 9000, "spent": 1500, "chosen": chosen}
