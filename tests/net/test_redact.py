from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import NetError
from planner.net.cache import Cache
from planner.net.http import Web
from planner.net.redact import HIDDEN, SECRET_FIELDS, RedactFilter, guard_logs, has_secret, redact
from planner.net.routes import MIRROR
from tests.net.conftest import HOST, URL, Clock
from tests.servers.base import EMPTY_PAGE, SIGN_IN_PAGE, FakeWeb, Fault

KEY = "s3cret-Value_42"
NAMES = sorted(SECRET_FIELDS)


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_hidden_in_addresses_and_forms(name: str) -> None:
    for text in (
        f"https://x.org/a?{name}={KEY}&part=id",
        f"GET /a?part=id&{name.upper()}={KEY} HTTP/1.1",
        f"{name}={KEY}",
        f'<HttpError 403 when requesting https://x.org/a?b&{name}={KEY} returned "no">',
    ):
        hidden = redact(text)
        assert KEY not in hidden
        assert HIDDEN in hidden
    assert "part=id" in redact(f"https://x.org/a?{name}={KEY}&part=id")


@pytest.mark.parametrize(
    "text",
    [
        f'{{"access_token": "{KEY}", "expires_in": 3599}}',
        f"{{'refresh_token': '{KEY}'}}",
        f'{{"client_secret":"{KEY}"}}',
        f"Authorization: Bearer {KEY}",
        f"{{'Authorization': 'Bearer {KEY}'}}",
        f"sent Bearer {KEY} to it",
        f"X-Goog-Api-Key: {KEY}",
        f"https://me:{KEY}@x.org/a",
        "AIza" + KEY + "0" * 20,
        "ya29." + KEY,
        "GOCSPX-" + KEY,
        "1//" + KEY + "0" * 10,
    ],
)
def test_tokens_are_hidden(text: str) -> None:
    hidden = redact(text)
    assert KEY not in hidden
    assert HIDDEN in hidden


@pytest.mark.parametrize(
    "text",
    [
        "https://de.wikipedia.org/wiki/Roma_(2018)?action=raw&monkey=1&keyboard=2",
        "The code: 404, and the key: none",
        "https://x.org/v1//videos?part=id",
        "basic words",
        "",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert redact(text) == text


@given(st.text(min_size=6), st.text(), st.text())
def test_a_named_secret_is_hidden_in_every_form(secret: str, before: str, after: str) -> None:
    for form in (secret, quote(secret, safe=""), quote_plus(secret)):
        if form not in before + after and form not in HIDDEN:
            text = redact(f"{before}|{form}|{after}", secret)
            assert form not in text.replace(HIDDEN, "\0")


PIECES = st.sampled_from(
    [*NAMES, *"=:&?#'\"{}[]()/@ ,;\\", "%3D", "Bearer ", "https://", KEY, HIDDEN, "1//", "\n"]
)


@given(st.lists(PIECES | st.text(max_size=3)))
def test_hiding_never_fails_and_is_done_once(pieces: list[str]) -> None:
    hidden = redact("".join(pieces))
    assert redact(hidden) == hidden


def test_an_address_with_a_secret_is_known() -> None:
    assert has_secret(f"https://x.org/a?part=id&KEY={KEY}")
    assert has_secret(f"https://x.org/a?key={KEY}#f")
    assert has_secret(f"https://me:{KEY}@x.org/")
    assert not has_secret("https://x.org/a?part=id")


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """What all loggers write at their most talkative."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield text
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(),
        Fault(status=400, body=b'{"error": {"message": "bad key s3cret: key=s3cret-Value_42"}}'),
        Fault(status=404),
        Fault(status=429, retry_after="9999"),
        Fault(status=500),
        Fault(status=302, headers={"Location": f"https://elsewhere.example.org/?key={KEY}"}),
        Fault(cut=True),
        Fault(drop=True),
        EMPTY_PAGE,
        SIGN_IN_PAGE,
    ],
    ids=repr,
)
def test_no_error_log_or_file_holds_the_key(
    server: FakeWeb, clock: Clock, tmp_path: Path, fault: Fault
) -> None:
    server.fail(HOST, fault, times=None)
    cache = Cache(tmp_path / "cache")
    with (
        everything_logged() as log,
        Web(sleep=clock.sleep, cache=cache, retries=1) as client,
    ):
        error = failure(client)
    assert error is None or error.__context__ is None
    told = "".join(traceback.format_exception(error)) + repr(error)
    if not fault.drop:
        assert "part=id" in log.getvalue()
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert KEY not in told + log.getvalue()
    assert KEY.encode() not in files
    assert not list(tmp_path.rglob("*.answer"))


def failure(client: Web) -> NetError | None:
    try:
        client.json(URL, {"part": "id", "key": KEY}, keep=timedelta(days=1))
    except NetError as error:
        return error
    return None


def test_nor_does_an_error_of_the_line(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    with FakeWeb({}) as gone:
        monkeypatch.setenv(MIRROR, gone.address)
    with everything_logged() as log, Web(sleep=clock.sleep, retries=1) as client:
        with pytest.raises(NetError) as caught:
            client.get(URL, {"key": KEY})
        told = "".join(traceback.format_exception(caught.value))
    assert KEY not in told + log.getvalue()


def test_the_filter_hides_arguments_and_tracebacks_and_never_fails() -> None:
    logger = logging.getLogger("tests.redact")
    guard_logs("tests.redact")
    guard_logs("tests.redact")
    assert [type(one) for one in logger.filters] == [RedactFilter]
    with everything_logged() as log:
        logger.warning("asked %s", f"https://x.org/?key={KEY}")
        try:
            raise ValueError(f"access_token={KEY}")  # noqa: TRY301  # to have a traceback
        except ValueError:
            logger.exception("failed")
        record = logging.LogRecord("a", logging.INFO, "", 0, "%d things", ("no",), None)
        assert RedactFilter().filter(record)
    assert KEY not in log.getvalue()
    assert "ValueError" in log.getvalue()
