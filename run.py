#!/usr/bin/env python3
"""Starts Microhit, or its tests, from a fresh checkout with nothing but Python installed.

    python3 run.py [--no-browser]     installs what is needed into .venv, then opens the dashboard
    python3 run.py test [ARGUMENTS]   runs every check; the arguments go to pytest

Standard library only. A Python that is too old must get as far as saying so: no syntax newer than
3.6 in this file, and nothing that needs more than 3.6 above that check.
"""

import argparse
import contextlib
import errno
import hashlib
import http.client
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 14)  # the Pythons for which every pinned package has a wheel
SAMPLE = "walnut-winter"  # the campaign that the first page shows
PORTS = range(8501, 8600)  # the first is Streamlit's own, so that bookmarks keep working
SCREENS = {"DISPLAY", "WAYLAND_DISPLAY"}  # a Linux with neither has no screen
PATIENCE = 90  # seconds until the dashboard must answer; slow disks need a good part of it


class CannotStartError(Exception):
    """What keeps Microhit from starting, in words for the person who started it."""


def wrong_python(version: "tuple[int, ...]") -> str:
    """Return what to say to a Python outside OLDEST to NEWEST, else an empty text."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return ""
    command = "py -{}.{} run.py" if os.name == "nt" else "python{}.{} run.py"
    return (
        "Microhit needs Python {}.{} to {}.{}, and this is Python {}.{}. Install Python {}.{} "
        "(from python.org, or with your system's packages), then start: " + command
    ).format(*OLDEST, *NEWEST, *version[:2], *NEWEST, *NEWEST)


def give_up(message: str) -> None:
    """Say why on standard error and exit with 1."""
    sys.stderr.write("\n" + message + "\n")
    # After a double click on Windows the window would close; a command prompt has a PROMPT.
    if os.name == "nt" and sys.stdin.isatty() and "PROMPT" not in os.environ:
        input("Press Enter to close")
    sys.exit(1)


if __name__ == "__main__" and wrong_python(sys.version_info[:3]):
    give_up(wrong_python(sys.version_info[:3]))


def tail(output: str, lines: int = 4) -> str:
    """Return the last lines that hold something."""
    return "\n".join([line for line in output.splitlines() if line.strip()][-lines:])


def venv_python(venv: Path) -> str:
    """Return where a virtual environment keeps its Python."""
    return str(venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def version_of(python: str) -> tuple[int, ...]:
    """Return the version of a virtual environment's Python, or () if it or its pip is broken."""
    ask = [python, "-c", "import sys, pip; print(*sys.version_info[:3])"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(int(part) for part in answer.stdout.split())


def make_venv(venv: Path) -> tuple[int, ...]:
    """Make the virtual environment unless a working one is there; return its Python's version."""
    version = version_of(venv_python(venv))
    if version and not wrong_python(version):
        return version
    if any(importlib.util.find_spec(module) is None for module in ("venv", "ensurepip")):
        raise CannotStartError(
            "This Python lacks the modules that make virtual environments. On Debian and Ubuntu: "
            "sudo apt install python3-venv; elsewhere install Python from python.org. Start again."
        )
    print(f"Making a place for Microhit's packages: {venv}", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(venv)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    version = version_of(venv_python(venv))
    if made.returncode != 0 or not version:
        raise CannotStartError(
            f"Could not make {venv}. Is the disk full, or the folder read-only? Python said:\n"
            + tail(made.stdout + made.stderr)
        )
    return version


def fingerprint(requirements: Path, version: tuple[int, ...]) -> str:
    """Return a text that changes when other packages, or another Python, would be needed."""
    return hashlib.sha256(requirements.read_bytes() + repr(version).encode()).hexdigest()


def prepare(names: list[str]) -> str:
    """Make the virtual environment hold the packages of these files; return its Python.

    A stamp per file remembers what was installed, so that the next start installs nothing.
    """
    version = make_venv(VENV)
    python = venv_python(VENV)
    stamps = {VENV / f"{name}.stamp": fingerprint(ROOT / name, version) for name in names}
    if all(stamp.is_file() and stamp.read_text() == text for stamp, text in stamps.items()):
        return python
    print("Installing packages; the first time some 300 MB, a minute or two.", flush=True)
    install(python, [ROOT / name for name in names])
    for stamp, text in stamps.items():
        stamp.write_text(text)
    return python


def install(python: str, files: list[Path]) -> None:
    """Install with uv (quick; it trusts whom the system trusts), else with pip."""
    wanted = [argument for file in files for argument in ("-r", str(file))]
    pip = [python, "-m", "pip", "install", "--quiet", "--retries", "2"]
    got_uv = subprocess.run([*pip, "uv"], capture_output=True, check=False).returncode == 0
    uv = [python, "-m", "uv", "pip", "install", "--system-certs", "--python", python, *wanted]
    if got_uv and subprocess.run(uv, check=False).returncode == 0:
        return
    print("uv could not do it; trying pip, which is slower.", flush=True)
    slow = subprocess.run([*pip, *wanted], capture_output=True, text=True, check=False)
    if slow.returncode != 0:
        raise CannotStartError(
            "Could not install the packages that Microhit needs. Is this computer online? The "
            "first start needs the internet, later ones do not. Start again when it is. "
            "What pip said last:\n" + tail(slow.stderr, lines=2)
        )


def is_free(port: int) -> bool:
    """Tell whether nobody listens on the port, under either meaning of localhost."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as trial:
                if os.name != "nt":  # there it would share a port that is taken
                    trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind((address, port))
        except OSError as error:
            if family == socket.AF_INET or error.errno == errno.EADDRINUSE:
                return False  # any other error with ::1 means that there is no IPv6 here
    return True


def free_port() -> int:
    """Return the first free port."""
    for port in PORTS:
        if is_free(port):
            return port
    raise CannotStartError(f"Ports {PORTS[0]} to {PORTS[-1]} are all in use. Restart the computer.")


def is_healthy(port: int) -> bool:
    """Tell whether the dashboard answers (asked directly, whatever proxy the system names)."""
    with contextlib.closing(http.client.HTTPConnection("localhost", port, timeout=5)) as asked:
        try:
            asked.request("GET", "/_stcore/health")
            return asked.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False


def wait_until_healthy(dashboard: "subprocess.Popen[bytes]", port: int) -> None:
    """Return when the dashboard answers; raise CannotStartError if it ends or never does."""
    for _ in range(PATIENCE * 5):
        if dashboard.poll() is not None:
            raise CannotStartError(
                "The dashboard ended before it was ready; the lines above say why. If a package "
                f"is missing or broken, delete the folder {VENV} and start again."
            )
        if is_healthy(port):
            return
        time.sleep(0.2)
    raise CannotStartError(f"The dashboard did not answer within {PATIENCE} seconds. Start again.")


def stop(dashboard: "subprocess.Popen[bytes]") -> None:
    """End the dashboard, gently first."""
    if dashboard.poll() is None:
        dashboard.terminate()
    try:
        dashboard.wait(timeout=10)
    except subprocess.TimeoutExpired:
        dashboard.kill()


def start(*, browser: bool) -> None:
    """Run the dashboard until Ctrl-C."""
    python, port = prepare(["requirements.txt"]), free_port()
    sample = f"Film?campaign={SAMPLE}" if (ROOT / "campaigns" / SAMPLE).is_dir() else ""
    address = f"http://localhost:{port}/{sample}"
    # "headless" only keeps Streamlit from opening its own page: ours names the campaign.
    options = ["--server.port", str(port), "--server.headless", "true"]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end as with Ctrl-C
    command = [python, "-m", "streamlit", "run", "app.py", *options]
    dashboard = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_until_healthy(dashboard, port)
        print(f"\nMicrohit is ready at {address}\nPress Ctrl-C here to stop it.", flush=True)
        if browser and (sys.platform != "linux" or SCREENS & set(os.environ)):
            webbrowser.open(address)
        code = dashboard.wait()
        if code != 0:
            raise CannotStartError("The dashboard ended with an error; the lines above say why.")
    except KeyboardInterrupt:
        print("\nMicrohit has stopped.", flush=True)
    finally:
        stop(dashboard)


def run_tests(arguments: list[str]) -> int:
    """Run every check; return 1 if any found a problem."""
    python = prepare(["requirements.txt", "requirements-test.txt"])
    command = [python, "-m", "tests.checks", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit code."""
    if arguments[:1] == ["test"]:
        return run_tests(arguments[1:])
    checks = "To run every check instead: run.py test [arguments for pytest]"
    parser = argparse.ArgumentParser(description="Open Microhit's dashboard.", epilog=checks)
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    start(browser=not parser.parse_args(arguments).no_browser)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (CannotStartError, OSError) as problem:
        give_up(str(problem))
    except KeyboardInterrupt:
        give_up("Interrupted; start again when you like.")
