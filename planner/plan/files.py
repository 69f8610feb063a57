"""Files that are written whole or not at all: temporary file, fsync, then link or rename."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import StoreError

if TYPE_CHECKING:
    from filelock import BaseFileLock

NO_LINKS = {
    *(errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV, errno.EMLINK),
    errno.EINVAL,  # Windows says so of exFAT
}
"""What file systems without hard links (exFAT, synced drives) answer."""
NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}
"""What network drives answer on which a file cannot be locked."""
ADVICE = {
    errno.ENOSPC: "The disk is full: free some space, then try again.",
    errno.EDQUOT: "Your share of the disk is used up: free some space, then try again.",
    errno.EFBIG: "The disk takes no file of this size: choose another place.",
    errno.EROFS: "The drive is read-only: choose another place.",
    errno.EACCES: "Another program may hold it open, or you lack the right to change it.",
    errno.EPERM: "You lack the right to change it: ask whoever set the folder up.",
}
"""What to do next, by what the system says."""
PLAN = "plan.yaml"
VERSION = re.compile(r"v([0-9]{3,6})\.yaml")
"""Names of a working plan and of its frozen versions: only a save writes them."""
LOCK = ".lock"
SOFT_LOCK = ".saving-lock.tmp"
"""Is there while somebody saves on a drive that has no locks; names the process and computer."""
POLL_SECONDS = 0.01
"""How often a waiting saver tries again: a save takes tens of milliseconds."""
PREFIX, SUFFIX = ".saving-", ".tmp"
LEFT_SECONDS = 3600
"""A temporary file this old is nobody's: a save takes milliseconds, on a network drive seconds."""


@contextmanager
def locked(folder: Path, seconds: float) -> Iterator[None]:
    """Hold a campaign's lock; raises `StoreError` if somebody else holds it for so long."""
    from filelock import Timeout  # noqa: PLC0415  # slow to load

    try:
        held = _held(folder, seconds)
    except Timeout as error:
        # The system frees its own locks; a file that stands for one may outlive its maker.
        left = (
            f" If nobody is, delete {folder / SOFT_LOCK}." if SOFT_LOCK in error.lock_file else ""
        )
        raise StoreError(
            f"{folder} is being saved by somebody else. Try again in a moment.{left}"
        ) from None
    try:
        yield
    finally:
        held.release()


def _held(folder: Path, seconds: float) -> BaseFileLock:
    from filelock import FileLock, SoftFileLock, Timeout  # noqa: PLC0415  # slow to load

    lock: BaseFileLock = FileLock(folder / LOCK, timeout=seconds, fallback_to_soft=False)
    try:
        lock.acquire(poll_interval=POLL_SECONDS)
    except OSError as error:
        if isinstance(error, Timeout) or error.errno not in NO_LOCKS:
            raise
        lock = SoftFileLock(folder / SOFT_LOCK, timeout=seconds)
        lock.acquire(poll_interval=POLL_SECONDS)
    return lock


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
        hint = "Check the name, or make it with `new`."
        if VERSION.fullmatch(path.name):
            hint = "`versions list` tells which there are."
        raise StoreError(f"{path} does not exist. {hint}") from None
    except IsADirectoryError:
        raise StoreError(f"{path} is a folder, not a file.") from None
    except OSError as error:
        raise StoreError(
            f"{path} could not be read or written: {why(error)} Nothing was changed."
        ) from None


def why(error: OSError) -> str:
    """Return what the system said, and what to do next."""
    said = f"{error.strerror or error}."
    return f"{said} {ADVICE[error.errno]}" if error.errno in ADVICE else said


def create(path: Path, content: bytes) -> bool:
    """Create `path` with `content` exclusively; return False if it exists.

    Where hard links fail, the caller must hold a lock on the folder.
    """
    temporary = _temporary(path.parent, content)
    try:
        made = _linked(temporary, path)
    finally:
        _forget(temporary)
    if made:
        sync(path.parent)
    return made


def replace(path: Path, content: bytes, still: Callable[[], bool] = lambda: True) -> bool:
    """Replace the file `path` at once, if `still()` holds in the moment before; return whether.

    Raises OSError and leaves the file as it was. Its permissions stay.
    """
    temporary = _temporary(path.parent, content, path.stat().st_mode if path.exists() else 0o644)
    try:
        if not still():
            return False
        temporary.replace(path)
    finally:
        _forget(temporary)
    sync(path.parent)
    return True


def sweep(folder: Path, names: Iterable[str], fresh: Path) -> None:
    """Remove temporary files that killed savers left in `folder` an hour before `fresh` or earlier.

    `names` are the files in it; `fresh` was just written there: a network drive has a clock of its
    own. Call it under the lock; what can't be removed is left for another time.
    """
    for name in names:
        if name.startswith(PREFIX) and name.endswith(SUFFIX) and name != SOFT_LOCK:
            with suppress(OSError):
                if (folder / name).lstat().st_mtime < fresh.lstat().st_mtime - LEFT_SECONDS:
                    (folder / name).unlink()


def _linked(temporary: Path, path: Path) -> bool:
    try:
        os.link(temporary, path)
    except FileExistsError:
        # A network drive that lost its first answer repeats a link that was made.
        return not path.is_symlink() and path.exists() and path.samefile(temporary)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        return _renamed(temporary, path)
    return True


def _renamed(temporary: Path, path: Path) -> bool:
    if os.path.lexists(path):
        return False
    try:
        temporary.rename(path)
    except FileExistsError:  # as Windows answers
        return False
    return True


def _forget(temporary: Path) -> None:
    with suppress(OSError):  # the work is done, or its fault is told: a later save sweeps it
        temporary.unlink(missing_ok=True)


def _temporary(folder: Path, content: bytes, mode: int = 0o644) -> Path:
    handle, name = tempfile.mkstemp(dir=folder, prefix=PREFIX, suffix=SUFFIX)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(PermissionError):  # drives without permissions of their own refuse it
            path.chmod(mode & 0o777)
    except BaseException:  # a full disk, an interrupted save
        _forget(path)
        raise
    return path


def sync(folder: Path) -> None:
    """Have the names in `folder` survive a power cut, where the system can."""
    if os.name == "posix":
        with suppress(OSError):  # the file is there already; network drives refuse this
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
