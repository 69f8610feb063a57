"""Runs every check of the project: `python3 run.py test` calls this inside the virtual environment.

All of them run, pytest last, so that one round shows everything that is wrong.
"""

import os
import subprocess
import sys
import time

from tests import browser

LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"
CHECKS = {
    "ruff check": ["-m", "ruff", "check"],
    "ruff format": ["-m", "ruff", "format", "--check"],
    "mypy": ["-m", "mypy"],
    "imports": ["-c", LINT_IMPORTS],  # not the script of that name: it breaks when the folder moves
    "pytest": ["-m", "pytest", "-n", "auto", "--dist", "loadfile"],
}


def say(text: str) -> None:
    """Write at once, so that our lines keep their place among those of the checks."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def check(name: str, arguments: list[str], environment: dict[str, str]) -> bool:
    """Run one check under its heading and tell whether it found nothing."""
    say(f"\n=== {name} ===")
    command = [sys.executable, *CHECKS[name], *arguments]
    return subprocess.run(command, env=environment, check=False).returncode == 0


def main(arguments: list[str]) -> int:
    """Run all checks, sum up in one line (pytest's own last line stays in sight), return 0 or 1."""
    environment = {**os.environ, **browser.environment(browser.find())}
    verdicts = {}
    for name in CHECKS:
        began = time.monotonic()
        fine = check(name, arguments if name == "pytest" else [], environment)
        verdict = "ok" if fine else "PROBLEMS"
        verdicts[name] = f"{name} {verdict} ({time.monotonic() - began:.0f} s)"
    say("\n" + " | ".join(verdicts.values()))
    return int(any("PROBLEMS" in verdict for verdict in verdicts.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
