"""Files that are written whole or not at all: temporary file, fsync, then link or rename."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from planner.errors import StoreError

NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV, errno.EMLINK}
"""What file systems without hard links (exFAT, synced drives) answer."""
PLAN = "plan.yaml"
VERSION = re.compile(r"v(\d{3,})\.yaml")
"""Names of a working plan and of its frozen versions: only a save writes them."""


@contextmanager
def locked(folder: Path, seconds: float) -> Iterator[None]:
    """Hold a campaign's lock; raises `StoreError` if somebody else holds it for so long."""
    try:
        with FileLock(folder / ".lock", timeout=seconds):
            yield
    except Timeout:
        raise StoreError(
            f"{folder} is being saved by somebody else. Try again in a moment."
        ) from None


def write_text(path: Path, text: str) -> None:
    """Replace the file `path` by `text` (UTF-8) at once, or leave it as it was."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Replace the file `path` by `content` at once, or leave it as it was; makes its folder.

    Raises:
        StoreError: it is a plan or a version of one, a device, or cannot be written.
    """
    with storing(path):
        target = path.resolve()  # a link stays, what it points to is replaced
        _refuse_to_replace(path, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        replace(target, content)


def _refuse_to_replace(path: Path, target: Path) -> None:
    if not target.exists() or target.is_dir():
        return  # a folder is told by the attempt
    if target.name == PLAN or VERSION.fullmatch(target.name):
        raise StoreError(f"{path} is a plan, which only a save changes. Choose another file.")
    if not target.is_file():  # a rename would put a plain file in place of /dev/stdout
        raise StoreError(f"{path} is no ordinary file. Choose another name.")


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Turn what the system says about `path` into words."""
    try:
        yield
    except FileNotFoundError:
        raise StoreError(f"{path} does not exist. Check the name, or make it with `new`.") from None
    except IsADirectoryError:
        raise StoreError(f"{path} is a folder, not a file.") from None
    except OSError as error:
        raise StoreError(
            f"{path} could not be read or written: {error.strerror or error}. Nothing was changed."
        ) from None


def create(path: Path, content: bytes) -> bool:
    """Create `path` with `content` exclusively; return False if it exists.

    Where hard links fail, the caller must hold a lock on the folder.
    """
    temporary = _temporary(path.parent, content)
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if path.exists():
            return False
        temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync(path.parent)
    return True


def replace(path: Path, content: bytes) -> None:
    """Replace the file `path` at once; raises OSError and leaves it as it was."""
    temporary = _temporary(path.parent, content)
    try:
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync(path.parent)


def _temporary(folder: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=folder, prefix=".saving-", suffix=".tmp")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(PermissionError):  # drives without permissions of their own refuse it
            path.chmod(0o644)
    except BaseException:  # a full disk, an interrupted save
        path.unlink(missing_ok=True)
        raise
    return path


def _sync(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # the file is there already; network drives refuse this
                os.fsync(handle)
        finally:
            os.close(handle)
