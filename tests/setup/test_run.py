import ast
import http.server
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import run

Answer = tuple[int, str]

STREAMLIT = """
import http.server, sys
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/_stcore/health" else 404)
        self.end_headers()
assert sys.argv[1:4] == ["run", "app.py", "--server.port"]
http.server.HTTPServer.allow_reuse_address = True
http.server.HTTPServer(("127.0.0.1", int(sys.argv[4])), Health).handle_request()
"""


class Programs:
    """Stands in for subprocess.run: remembers commands and answers by a word in them."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers
        self.commands: list[str] = []

    def __call__(
        self, command: list[str], **_options: object
    ) -> "subprocess.CompletedProcess[str]":
        line = " ".join(command)
        self.commands.append(line)
        code, output = next((a for word, a in self.answers.items() if word in line), (0, ""))
        return subprocess.CompletedProcess(command, code, stdout="", stderr=output)


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Answer]], Programs]:
    def replace(answers: dict[str, Answer]) -> Programs:
        fake = Programs(answers)
        monkeypatch.setattr(subprocess, "run", fake)
        return fake

    return replace


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout with a working virtual environment, as far as run.py can tell."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "make_venv", lambda _venv: (3, 12, 1))
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.txt").write_text("streamlit==1.67.0\n")
    (tmp_path / "requirements-test.txt").write_text("pytest==9.2.0\n")
    return tmp_path


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 2), (3, 14, 9)])
def test_supported_pythons_are_welcome(version: tuple[int, ...]) -> None:
    assert run.wrong_python(version) == ""


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 13), (3, 15, 0)])
def test_other_pythons_get_one_line_that_names_what_to_install(version: tuple[int, ...]) -> None:
    message = run.wrong_python(version)
    assert f"this is Python {version[0]}.{version[1]}." in message
    assert "Install Python 3.14" in message
    assert "\n" not in message


def test_an_old_python_can_read_the_file() -> None:
    """The grammar of 3.6 is the oldest that Python's own parser can still be asked for."""
    ast.parse(Path(run.__file__).read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == missing else object()
    )
    with pytest.raises(run.CannotStartError, match="sudo apt install python3-venv"):
        run.make_venv(tmp_path / ".venv")


def test_a_half_made_environment_is_made_again(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    python = Path(run.venv_python(venv))
    python.parent.mkdir(parents=True)
    python.symlink_to(tmp_path / "gone")
    assert run.version_of(str(python)) == ()
    assert run.make_venv(venv) == sys.version_info[:3]
    assert run.version_of(str(python)) == sys.version_info[:3]


def test_a_working_environment_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "version_of", lambda _python: (3, 12, 4))
    assert run.make_venv(tmp_path / ".venv") == (3, 12, 4)
    assert not (tmp_path / ".venv").exists()


def test_an_environment_that_cannot_be_made_says_what_python_said(
    tmp_path: Path, programs: Callable[[dict[str, Answer]], Programs]
) -> None:
    programs({"-m venv": (1, "Error: no space left")})
    with pytest.raises(run.CannotStartError, match="no space left"):
        run.make_venv(tmp_path / ".venv")


@pytest.mark.usefixtures("checkout")
def test_the_second_start_installs_nothing(
    programs: Callable[[dict[str, Answer]], Programs],
) -> None:
    fake = programs({})
    run.prepare(["requirements.txt"])
    assert len(fake.commands) == 2
    run.prepare(["requirements.txt"])
    assert len(fake.commands) == 2


def test_changed_requirements_are_installed(
    checkout: Path, programs: Callable[[dict[str, Answer]], Programs]
) -> None:
    fake = programs({})
    run.prepare(["requirements.txt"])
    (checkout / "requirements.txt").write_text("streamlit==1.68.0\n")
    run.prepare(["requirements.txt"])
    assert len(fake.commands) == 4


def test_the_tests_need_their_own_stamp(
    checkout: Path, programs: Callable[[dict[str, Answer]], Programs]
) -> None:
    fake = programs({})
    run.prepare(["requirements.txt"])
    run.prepare(["requirements.txt", "requirements-test.txt"])
    assert str(checkout / "requirements-test.txt") in fake.commands[-1]
    run.prepare(["requirements.txt"])
    assert len(fake.commands) == 4


def test_another_python_installs_again(
    monkeypatch: pytest.MonkeyPatch,
    checkout: Path,
    programs: Callable[[dict[str, Answer]], Programs],
) -> None:
    fake = programs({})
    run.prepare(["requirements.txt"])
    monkeypatch.setattr(run, "make_venv", lambda _venv: (3, 13, 0))
    run.prepare(["requirements.txt"])
    assert len(fake.commands) == 4
    assert (checkout / ".venv" / "requirements.txt.stamp").is_file()


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("fails", ["install --quiet --retries 2 uv", "-m uv"])
def test_pip_stands_in_for_uv(
    programs: Callable[[dict[str, Answer]], Programs], fails: str
) -> None:
    fake = programs({fails: (1, "")})
    run.prepare(["requirements.txt"])
    assert "-m pip install" in fake.commands[-1]
    assert "-r " in fake.commands[-1]


def test_offline_is_one_clear_message_and_leaves_no_stamp(
    checkout: Path, programs: Callable[[dict[str, Answer]], Programs]
) -> None:
    programs({"install": (1, "WARNING: Retrying\nWARNING: Retrying\nERROR: no streamlit\n")})
    with pytest.raises(run.CannotStartError, match=r"online\?[^!]*ERROR: no streamlit$"):
        run.prepare(["requirements.txt"])
    assert not list((checkout / ".venv").glob("*.stamp"))


def test_the_next_port_is_taken_when_one_is_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        monkeypatch.setattr(run, "PORTS", range(port, port + 20))
        assert port < run.free_port() < port + 20
        monkeypatch.setattr(run, "PORTS", range(port, port + 1))
        with pytest.raises(run.CannotStartError, match="all in use"):
            run.free_port()
    assert run.free_port() == port


@pytest.fixture
def web() -> Iterator[int]:
    """A program that is no dashboard: it answers 404."""
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    threading.Thread(target=server.handle_request, daemon=True).start()
    yield server.server_port
    server.server_close()


def test_only_a_dashboard_that_answers_well_is_healthy(
    web: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert not run.is_healthy(web)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert not run.is_healthy(port)
    capfd.readouterr()


def test_a_dashboard_that_ends_at_once_is_reported() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
        with pytest.raises(run.CannotStartError, match="ended before it was ready"):
            run.wait_until_healthy(ended, 1)


def test_stop_ends_a_program_that_runs() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as running:
        run.stop(running)
        assert running.returncode


def test_giving_up_prints_the_message_and_no_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as left:
        run.give_up("Install Python.")
    assert left.value.code == 1
    assert capsys.readouterr().err == "\nInstall Python.\n"


def test_the_dashboard_starts_on_the_sample_without_opening_a_page(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A real child stands in for Streamlit: it answers the health question, then ends."""
    (checkout / "campaigns" / run.SAMPLE).mkdir(parents=True)
    stand_in = checkout / "streamlit.py"
    stand_in.write_text(STREAMLIT)
    monkeypatch.setattr(run, "prepare", lambda _names: sys.executable)
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port = trial.getsockname()[1]
    monkeypatch.setattr(run, "free_port", lambda: port)
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert run.main(["--no-browser"]) == 0
    address = f"http://localhost:{port}/Film?campaign={run.SAMPLE}"
    assert address in capsys.readouterr().out
    assert not opened
    monkeypatch.setenv("DISPLAY", ":0")
    assert run.main([]) == 0
    assert opened == [address]
