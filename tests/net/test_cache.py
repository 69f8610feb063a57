from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import NetError
from planner.net.cache import LONGEST, SUFFIX, Cache, Entry, cache_dir
from planner.net.http import NotFound, Web
from tests.net.conftest import GOOD, HOST, URL, Clock
from tests.servers.base import EMPTY_PAGE, FakeWeb, Fault

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ENTRY = Entry(200, {"content-type": "text/plain", "set-cookie": "a=b"}, b"content \x00\n\xff", NOW)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_an_answer_is_kept_for_as_long_as_is_said(cache: Cache) -> None:
    assert cache.put(URL, ENTRY)
    found = cache.find(URL, DAY, NOW + DAY)
    assert found is not None
    assert (found.content, found.status, found.fetched) == (ENTRY.content, 200, NOW)
    assert dict(found.headers) == {"content-type": "text/plain"}
    assert cache.find(URL, DAY, NOW + DAY + timedelta(seconds=1)) is None
    assert cache.find(URL, DAY, NOW - timedelta(seconds=1)) is None, "it comes from the future"
    assert cache.find(URL + "?", DAY, NOW) is None


def test_answers_are_forgotten_one_by_one_or_all(cache: Cache) -> None:
    assert cache.forget() == 0
    for url in (URL, URL + "/2", URL + "/3"):
        cache.put(url, ENTRY)
    assert cache.forget(URL) == 1
    assert cache.forget(URL) == 0
    assert cache.find(URL + "/2", DAY, NOW)
    assert cache.forget() == 2
    assert cache.find(URL + "/2", DAY, NOW) is None


@pytest.mark.parametrize("name", ["key", "access_token", "code"])
def test_an_address_with_a_secret_is_never_kept(cache: Cache, name: str) -> None:
    assert not cache.put(f"{URL}?{name}=abc", ENTRY)
    assert not cache.folder.exists()


@given(st.binary(max_size=400), st.integers(0, 300))
def test_a_damaged_file_counts_as_absent(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, at: int
) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.put(URL, ENTRY)
    (path,) = cache.folder.glob(f"*{SUFFIX}")
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + damage)
    found = cache.find(URL, DAY, NOW)
    assert found is None or found.content == ENTRY.content
    cache.put(URL, ENTRY)
    assert cache.find(URL, DAY, NOW)


def test_a_folder_that_cannot_be_used_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    assert not cache.put(URL, ENTRY)
    assert cache.find(URL, DAY, NOW) is None
    assert cache.forget() == 0


def test_old_files_go(cache: Cache) -> None:
    cache.put(URL, ENTRY)
    left = cache.folder / ".saving-left"
    left.write_bytes(b"")
    old = (NOW - LONGEST - DAY).timestamp()
    for path in cache.folder.iterdir():
        os.utime(path, (old, old))
    Cache(cache.folder).put(URL + "/2", ENTRY)
    assert len(list(cache.folder.iterdir())) == 1


def test_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MICROHIT_HOME", str(tmp_path))
    assert cache_dir() == tmp_path / "cache" / "web"
    monkeypatch.delenv("MICROHIT_HOME")
    assert "microhit" in str(cache_dir())


WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from planner.net.cache import Cache, Entry
cache, mark = Cache(Path(sys.argv[1])), sys.argv[2].encode()
now = datetime(2026, 3, 2, 12, tzinfo=UTC)
for turn in range(150):
    url = f"https://x.org/{turn % 3}"
    assert cache.put(url, Entry(200, {}, mark * 5000, now))
    found = cache.find(url, timedelta(days=1), now)
    assert found is not None, turn
    assert found.content in (b"a" * 5000, b"b" * 5000), turn
"""


def test_two_processes_share_it(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", WRITER, str(tmp_path)]

    def run(mark: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, mark], cwd=root, capture_output=True, text=True, check=False
        )

    with ThreadPoolExecutor(2) as pool:
        for done in pool.map(run, "ab"):
            assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.iterdir())) == 3


def client(cache: Cache, clock: Clock) -> Web:
    return Web(cache=cache, sleep=clock.sleep, clock=clock, now=clock.now, retries=1)


def test_a_kept_answer_is_not_asked_again(server: FakeWeb, cache: Cache, clock: Clock) -> None:
    with client(cache, clock) as web:
        assert web.json(URL, keep=DAY) == GOOD
        assert web.json(URL, keep=DAY) == GOOD
        kept = web.get(URL, keep=DAY)
        assert kept.from_cache
        assert kept.fetched == clock.start
        assert len(server.requests) == 1
        web.json(URL)
        clock.at += 2 * 86_400
        assert not web.get(URL, keep=DAY).from_cache
    assert len(server.requests) == 3


def test_what_failed_is_not_kept(server: FakeWeb, cache: Cache, clock: Clock) -> None:
    with client(cache, clock) as web:
        for fault in (EMPTY_PAGE, Fault(half=True), Fault(status=500), Fault(status=403)):
            server.fail(HOST, fault, times=2)
            with pytest.raises(NetError):
                web.json(URL, keep=DAY)
            server.heal()
        server.fail(HOST, Fault(body=b'"busy"'), times=2)
        with pytest.raises(NetError):
            web.json(URL, keep=DAY, busy=lambda content: content == "busy")
        assert cache.forget() == 0


def test_nothing_there_is_kept_for_a_day(server: FakeWeb, cache: Cache, clock: Clock) -> None:
    server.fail(HOST, Fault(status=404))
    with client(cache, clock) as web:
        for _ in range(2):
            with pytest.raises(NotFound):
                web.json(URL, keep=30 * DAY)
        assert len(server.requests) == 1
        clock.at += 86_401
        assert web.json(URL, keep=30 * DAY) == GOOD


def test_a_kept_page_is_no_json_and_asked_again(
    server: FakeWeb, cache: Cache, clock: Clock
) -> None:
    server.fail(HOST, Fault(body=b"<!doctype html>", headers={"Content-Type": "text/html"}))
    with client(cache, clock) as web:
        assert web.get(URL, keep=DAY).looks_like_a_page
        assert web.json(URL, keep=DAY) == GOOD


def test_a_damaged_file_is_fetched_again(server: FakeWeb, cache: Cache, clock: Clock) -> None:
    with client(cache, clock) as web:
        web.json(URL, keep=DAY)
        (path,) = cache.folder.iterdir()
        path.write_bytes(path.read_bytes()[:-3])
        assert web.json(URL, keep=DAY) == GOOD
    assert len(server.requests) == 2


@pytest.mark.usefixtures("server")
def test_rehearsals_do_not_fill_the_real_cache(cache: Cache, clock: Clock) -> None:
    with client(cache, clock) as web:
        web.json(URL, keep=DAY)
    assert cache.find(URL, DAY, clock.now()) is None
