"""Asks git, without a shell and with a limit; what it answers is bytes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from planner.errors import StoreError

SECONDS = 60
"""More than git needs to answer, on a network drive too."""


def git(
    folder: Path, *words: str, given: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in `folder` with `given` on its standard input; its exit code is not looked at.

    Raises:
        StoreError: there is no git, or it gave no answer in time.
    """
    command = ["git", "-C", str(folder.absolute()), *words]
    try:
        return subprocess.run(  # noqa: S603  # git itself, no shell
            command, input=given, capture_output=True, check=False, timeout=SECONDS
        )
    except FileNotFoundError:
        raise StoreError(
            "git was not found. Install it from git-scm.com, then try again."
        ) from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StoreError(f"git gave no answer: {error}.") from None


def answer(folder: Path, *words: str) -> str:
    """Return what git prints, without the last line's end; empty where it refuses."""
    done = git(folder, *words)
    return "" if done.returncode else done.stdout.decode("utf-8", "replace").rstrip("\r\n")


def told_to(folder: Path, *words: str, given: bytes | None = None) -> bytes:
    """Return what git prints.

    Raises:
        StoreError: git refused; what it said.
    """
    done = git(folder, *words, given=given)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise StoreError(f"git {words[0]} refused: {said or done.returncode}")
    return done.stdout
