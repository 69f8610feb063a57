from __future__ import annotations

import json
import logging
import os
import socket
import stat
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from planner.errors import Cancelled, InputError, MicrohitError, NetError, Offline, SignInNeeded
from planner.net import google_tokens
from planner.net.google import SHEETS, YOUTUBE, scope_named, signed_in
from planner.net.google_errors import Asked
from planner.net.google_keys import ANY_ACCOUNT, CLIENT, OUR_ACCOUNT
from planner.net.google_sign_in import sign_in, sign_out
from tests.servers.base import Fault
from tests.servers.google import TOKENS
from tests.servers.google_rig import Browser, Rig, rig

ASKED = Asked(YOUTUBE, "your channel", "Ask its owner.", "Check it.")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path) as made:
        made.google.write_client(made.home / "google-client.json")
        yield made


@pytest.fixture
def browser() -> Iterator[Browser]:
    opened = Browser()
    yield opened
    opened.close()


def go(browser: Browser, limit: float = 20.0) -> None:
    sign_in(YOUTUBE, open_browser=False, show=browser.open, limit=limit)


def kept() -> dict[str, str]:
    content: dict[str, str] = json.loads(google_tokens.path_of("youtube").read_text())
    return content


def test_a_person_signs_in_with_their_browser(here: Rig, browser: Browser) -> None:
    assert not signed_in(YOUTUBE)
    go(browser)
    browser.close()
    assert signed_in(YOUTUBE)
    assert not signed_in(SHEETS)
    assert "Signed in" in browser.shown
    question = parse_qs(urlsplit(browser.opened[0]).query)
    assert question["scope"] == [" ".join(YOUTUBE.urls)]
    assert all(scope.endswith(".readonly") for scope in YOUTUBE.urls + SHEETS.urls)
    assert question["code_challenge_method"] == ["S256"]
    assert question["redirect_uri"][0].startswith("http://127.0.0.1:")
    assert set(here.google.refreshes) == {kept()["refresh_token"]}


def test_the_kept_sign_in_reads_and_is_renewed(here: Rig, browser: Browser) -> None:
    go(browser)
    browser.close()
    before = kept()["token"]
    here.google.expire()
    with here.client(YOUTUBE) as client:
        request = client.service("youtube", "v3").channels().list(part="snippet", mine=True)
        answer = client.run(request, ASKED)
    assert answer["items"][0]["snippet"]["title"] == "Roma Film"
    assert kept()["token"] != before
    assert kept()["token"] in here.google.grants


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_sign_in_is_for_its_owner_alone(here: Rig, browser: Browser) -> None:
    before = os.umask(0)
    try:
        go(browser)
    finally:
        os.umask(before)
    path = google_tokens.path_of("youtube")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    assert path.is_relative_to(here.home)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_sign_in_that_others_can_read_is_closed(here: Rig) -> None:
    here.sign_in(YOUTUBE)
    path = google_tokens.path_of("youtube")
    path.chmod(0o644)
    assert signed_in(YOUTUBE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_sign_in_is_never_kept_in_a_repository(here: Rig, browser: Browser) -> None:
    (here.home.parent / ".git").mkdir()
    with pytest.raises(InputError, match=r"git repository.*MICROHIT_HOME"):
        go(browser)
    assert not browser.opened
    with pytest.raises(InputError, match="git repository"):
        google_tokens.keep("youtube", {})
    assert not google_tokens.path_of("youtube").exists()


def test_a_work_tree_of_git_counts_as_well(here: Rig) -> None:
    here.home.mkdir(exist_ok=True)
    (here.home / ".git").write_text("gitdir: elsewhere")
    with pytest.raises(InputError, match="git repository"):
        google_tokens.check_place()


def test_who_says_no_is_told_and_keeps_what_was(here: Rig, browser: Browser) -> None:
    here.sign_in(YOUTUBE)
    before = kept()
    here.google.consent = lambda _: None
    with pytest.raises(SignInNeeded, match="told no"):
        go(browser)
    assert kept() == before


def test_a_box_that_was_not_ticked_is_told(here: Rig, browser: Browser) -> None:
    here.google.consent = lambda asked: frozenset(sorted(asked)[:1])
    with pytest.raises(SignInNeeded, match="Tick every box"):
        go(browser)
    assert not signed_in(YOUTUBE)


def test_a_sign_in_ends_in_time(here: Rig) -> None:
    addresses: list[str] = []
    with pytest.raises(SignInNeeded, match="in time"):
        sign_in(YOUTUBE, open_browser=False, show=addresses.append, limit=0.2)
    assert len(addresses) == 1
    assert not here.web.asked(TOKENS)


def test_a_connection_that_says_nothing_does_not_hold_it(here: Rig) -> None:
    lines: list[socket.socket] = []

    def connect(address: str) -> None:
        back = urlsplit(parse_qs(urlsplit(address).query)["redirect_uri"][0])
        lines.append(socket.create_connection(("127.0.0.1", back.port or 0)))

    with pytest.raises(SignInNeeded, match="in time"):
        sign_in(YOUTUBE, open_browser=False, show=connect, limit=0.5)
    lines[0].close()
    assert not signed_in(YOUTUBE)
    assert here.web.requests == []


def test_a_sign_in_can_be_cancelled(here: Rig) -> None:
    with pytest.raises(Cancelled):
        sign_in(YOUTUBE, open_browser=False, limit=1.0, cancelled=lambda: True)
    assert not signed_in(YOUTUBE)
    assert here.web.requests == []


@pytest.mark.parametrize("forged", ["state=forged&code=4/0Aforged", "error=server_error&state=x"])
def test_an_answer_to_another_question_is_refused(here: Rig, browser: Browser, forged: str) -> None:
    def forge(address: str) -> None:
        back = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        browser.open(f"{back}?{forged}")

    with pytest.raises(SignInNeeded) as told:
        sign_in(YOUTUBE, open_browser=False, show=forge, limit=20)
    assert "4/0A" not in str(told.value)
    assert not signed_in(YOUTUBE)
    assert not here.web.asked(TOKENS)


def test_the_browser_opens_by_itself(
    here: Rig, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda address, **_: browser.open(address))
    sign_in(YOUTUBE, limit=20)
    assert signed_in(YOUTUBE)
    assert here.web.asked(TOKENS, "/token")


def test_no_browser_is_no_failure(
    here: Rig, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> bool:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "open", none)
    sign_in(YOUTUBE, show=browser.open, limit=20)
    assert signed_in(YOUTUBE)
    assert here.web.asked(TOKENS, "/token")


def test_google_out_of_reach_is_told(here: Rig, browser: Browser) -> None:
    here.web.fail(TOKENS, Fault(drop=True), times=None)
    with pytest.raises(Offline, match="could not be reached"):
        go(browser)
    assert not signed_in(YOUTUBE)


def test_a_wrong_secret_is_told(here: Rig, browser: Browser) -> None:
    here.google.client_secret = "GOCSPX-anotherSecretOfTheApp0"  # noqa: S105  # made up
    with pytest.raises(NetError, match="secret is wrong") as told:
        go(browser)
    assert "GOCSPX" not in str(told.value)


def test_the_code_goes_nowhere_else(here: Rig, browser: Browser) -> None:
    away = Fault(status=307, headers={"Location": "https://elsewhere.example/"})
    here.web.fail(TOKENS, away)
    with pytest.raises(NetError):
        go(browser)
    assert not here.web.asked("elsewhere.example")


def test_signing_out_takes_it_back_at_google(here: Rig) -> None:
    here.sign_in(YOUTUBE)
    assert sign_out(YOUTUBE)
    assert not signed_in(YOUTUBE)
    assert not here.google.refreshes
    assert not sign_out(YOUTUBE)


def test_signing_out_works_without_google(here: Rig) -> None:
    here.sign_in(YOUTUBE)
    here.web.fail(TOKENS, Fault(drop=True), times=None)
    assert not sign_out(YOUTUBE)
    assert not signed_in(YOUTUBE)


def test_signing_out_of_what_is_gone_is_confirmed(here: Rig) -> None:
    here.sign_in(YOUTUBE)
    here.google.revoke()
    assert sign_out(YOUTUBE)


def test_without_an_app_it_says_where_to_get_one(here: Rig) -> None:
    (here.home / "google-client.json").unlink()
    with pytest.raises(SignInNeeded, match=r"Desktop app at https://.*google-client\.json"):
        sign_in(YOUTUBE, open_browser=False)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{", "no JSON file"),
        ("[" * 90_000, "no JSON file"),
        ("[]", "no JSON object"),
        ('{"web": {"client_id": "a", "client_secret": "b"}}', "Desktop app"),
        ('{"installed": {"client_id": "a"}}', "client_secret: is missing"),
        ('{"installed": {"client_id": 5, "client_secret": "b"}}', "client_id: is missing"),
        ("x" * 100_001, "too large"),
    ],
)
def test_a_bad_app_file_is_told(
    here: Rig, monkeypatch: pytest.MonkeyPatch, text: str, what: str
) -> None:
    path = here.home / "other.json"
    path.write_text(text)
    monkeypatch.setenv(CLIENT, str(path))
    with pytest.raises(InputError, match=what) as told:
        sign_in(YOUTUBE, open_browser=False)
    assert str(path) in str(told.value)


def test_an_app_file_cannot_send_secrets_elsewhere(here: Rig, browser: Browser) -> None:
    path = here.home / "google-client.json"
    content = json.loads(path.read_text())
    content["installed"] |= dict.fromkeys(("auth_uri", "token_uri"), "https://evil.example/")
    path.write_text(json.dumps(content))
    go(browser)
    assert signed_in(YOUTUBE)
    assert not here.web.asked("evil.example")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"refresh_token": "1//0", "scopes": 5}'])
def test_a_damaged_sign_in_counts_as_none(here: Rig, text: str) -> None:
    here.sign_in(YOUTUBE)
    google_tokens.path_of("youtube").write_text(text)
    assert not signed_in(YOUTUBE)
    with pytest.raises(SignInNeeded, match="sign-in youtube"):
        here.client(YOUTUBE)


def test_a_sign_in_for_less_counts_as_none(here: Rig) -> None:
    here.sign_in(YOUTUBE)
    google_tokens.keep("youtube", kept() | {"scopes": list(YOUTUBE.urls[:1])})
    assert not signed_in(YOUTUBE)


def test_a_service_account_stands_for_sheets_alone(
    here: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OUR_ACCOUNT, str(here.google.write_key(here.home / "key.json")))
    assert signed_in(SHEETS)
    assert not signed_in(YOUTUBE)


def test_the_common_variable_may_name_other_files(
    here: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = here.home / "gcloud.json"
    path.write_text('{"type": "authorized_user"}')
    monkeypatch.setenv(ANY_ACCOUNT, str(path))
    assert not signed_in(SHEETS)
    monkeypatch.setenv(ANY_ACCOUNT, str(here.google.write_key(path)))
    assert signed_in(SHEETS)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"type": "authorized_user"}, "no key of a service account"),
        ({"private_key": ""}, "private_key: is missing"),
        ({"private_key": "secret-but-no-key"}, "no private key"),
        ({"client_email": None}, "client_email: is missing"),
    ],
)
def test_a_bad_key_file_is_told(
    here: Rig, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], what: str
) -> None:
    path = here.google.write_key(here.home / "key.json")
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    monkeypatch.setenv(OUR_ACCOUNT, str(path))
    with pytest.raises(InputError, match=what) as told:
        here.client(SHEETS)
    assert "secret-but" not in str(told.value)


def test_a_key_file_that_is_not_there_is_told(here: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OUR_ACCOUNT, str(here.home / "nowhere.json"))
    with pytest.raises(InputError, match=r"nowhere\.json: cannot be read"):
        signed_in(SHEETS)


def test_scopes_go_by_name() -> None:
    assert scope_named("youtube") is YOUTUBE
    with pytest.raises(InputError, match="sheets, youtube"):
        scope_named("drive")


def test_no_secret_leaves_its_file(
    here: Rig,
    browser: Browser,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: set[str] = set()
    shown: list[str] = []

    def attempt() -> None:
        try:
            with here.client(YOUTUBE) as client:
                channels = client.service("youtube", "v3").channels()
                client.run(channels.list(part="snippet", mine=True), ASKED)
        except MicrohitError as error:
            shown.append(f"{error!r} {error} {error.__cause__!r} {error.__context__!r}")
        seen.update(here.google.secrets())

    go(browser)
    attempt()
    here.google.expire()
    attempt()
    here.google.revoke()
    attempt()
    go(browser)
    seen.update(here.google.secrets())
    sign_out(YOUTUBE)
    assert len(shown) == 1
    assert len(seen) > 5
    logged = [f"{record.getMessage()} {record.args} {record.exc_text}" for record in caplog.records]
    said = capfd.readouterr()
    client_file = here.home / "google-client.json"
    files = [item for item in here.home.rglob("*") if item.is_file() and item != client_file]
    texts = [*shown, *logged, said.out, said.err, *(item.read_text() for item in files)]
    for secret in seen:
        assert not [text for text in texts if secret in text]
