"""Where a person's sign-ins at Google lie: one file each, for this user's eyes alone.

A token opens somebody's data, so its folder must not lie in a git work tree, the folder is closed
to others (0700) and each file is from its first moment (0600).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import platformdirs

from planner.errors import InputError, Problem, StoreError
from planner.net.private import keep_private

HOME = "MICROHIT_HOME"
"""The environment variable that moves all of a user's folders."""
FOLDER = "google"


def config_dir() -> Path:
    """Return the user's own folder for settings: $MICROHIT_HOME, else the system's."""
    named = os.environ.get(HOME)
    return Path(named) if named else platformdirs.user_config_path("microhit", appauthor=False)


def path_of(name: str) -> Path:
    """Return where the sign-in `name` lies, such as `youtube`."""
    return config_dir() / FOLDER / f"{name}.json"


def load(name: str) -> dict[str, Any] | None:
    """Return what was kept under `name`; None if there is nothing that can be read."""
    path = path_of(name)
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o600)  # copied here by hand, or from a drive without permissions
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def keep(name: str, content: dict[str, Any]) -> None:
    """Write `content` under `name`, in place of an earlier one, readable by this user alone.

    Raises:
        InputError: the folder lies in a git work tree.
        StoreError: it cannot be written.
    """
    path = path_of(name)
    check_place()
    try:
        keep_private(path, json.dumps(content, indent=1).encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(f"The sign-in could not be kept in {path.parent}: {reason}.") from None


def forget(name: str) -> None:
    """Delete what was kept under `name`."""
    path_of(name).unlink(missing_ok=True)


def check_place() -> None:
    """Raise `InputError` if sign-ins would lie in a git work tree, from where they could leak."""
    folder = (config_dir() / FOLDER).resolve()
    for above in (folder, *folder.parents):
        if (above / ".git").exists():
            what = "lies in a git repository, where a sign-in could be committed and published"
            hint = f"Set {HOME} to a folder outside of any repository, then sign in again."
            raise InputError(Problem(what, file=str(folder), hint=hint))
