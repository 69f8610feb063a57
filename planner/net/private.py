"""Files for this user's eyes alone: the folder is closed to others (0700), each file is (0600)."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def keep_private(path: Path, content: bytes) -> None:
    """Replace `path` by `content` at once, never readable by others; raises OSError."""
    make_private(path.parent)
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(8)}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def make_private(folder: Path) -> None:
    """Make a folder that is closed to others, or close it; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)  # mkdir leaves a folder that was there as it is
