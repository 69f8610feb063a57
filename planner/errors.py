"""Every error that a person may see.

All errors of Microhit derive from `MicrohitError`; whoever talks to a person (a page, the
command) catches that one class and shows `str(error)`:

    MicrohitError
    ├── InputError       what a person gave cannot be used; one `Problem` for each fault
    │   └── FactError    a number about the world is missing or malformed
    ├── PlanError        the plan cannot be made from these inputs
    ├── StoreError       a file could not be read or written; nothing was changed
    │   ├── Overtaken    somebody else saved first; the saver's own version is kept
    │   └── CommentsLost saving would drop the comments of a hand-edited file
    ├── NetError         a service on the web could not give what was asked; nothing was changed
    │   ├── Offline      it could not be reached at all
    │   ├── RateLimited  it asks to wait; `wait` says how long
    │   └── SignInNeeded a person has to sign in, again or for the first time
    ├── RenderError      a PDF cannot be made (a missing glyph, a failed check)
    ├── Cancelled        a person stopped a long task; nothing was changed
    └── MissingPackage   an optional package is not installed
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

LONGEST_VALUE = 60
"""Characters of a bad value that are shown: enough to recognise it, too few to flood a screen."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in what a person gave: what it is, where it is, what to do next.

    `line` and `column` count from 1. `field` is a key path (`goals.regions.FR.pays`) or a column
    name. `value` is what was received, as text.
    """

    what: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    field: str | None = None
    value: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = ": ".join(part for part in (place, self.field, self.what) if part)
        if self.value is not None:
            text += f" (got {shorten(self.value)})"
        return f"{text}. {self.hint}" if self.hint else text

    def at(self, file: str | Path) -> Problem:
        """Return the same fault, placed in `file`."""
        return replace(self, file=str(file))


def shorten(value: object) -> str:
    """Quote a received value on one line, at most `LONGEST_VALUE` characters of it."""
    text = repr(str(value))
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 2]}…'"


class MicrohitError(Exception):
    """Base of all errors; its text is written for the person who uses Microhit."""


class InputError(MicrohitError):
    """What a person gave cannot be used; `problems` holds every fault that was found."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class FactError(InputError):
    """A number about the world is missing or malformed."""


class PlanError(MicrohitError):
    """The plan cannot be made from these inputs."""


class StoreError(MicrohitError):
    """A file could not be read or written; nothing was changed."""


class Overtaken(StoreError):
    """Somebody else saved first; `kept` is the version that holds this saver's work."""

    def __init__(self, message: str, kept: int) -> None:
        self.kept = kept
        super().__init__(message)


class CommentsLost(StoreError):
    """Saving would drop the comments of a hand-edited file; `comments` are (line, text)."""

    def __init__(self, message: str, comments: tuple[tuple[int, str], ...]) -> None:
        self.comments = comments
        super().__init__(message)


class NetError(MicrohitError):
    """A service on the web could not give what was asked; what was there before is unchanged."""


class Offline(NetError):
    """The service could not be reached: no network, no such name, or no answer in time."""


class RateLimited(NetError):
    """The service asks to wait; `wait` is for how long (seconds), None if it does not say."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        self.wait = wait
        super().__init__(message)


class SignInNeeded(NetError):
    """A person has to sign in, for the first time or again."""


class RenderError(MicrohitError):
    """A PDF cannot be made."""


class Cancelled(MicrohitError):
    """A person stopped a long task; what was there before is unchanged."""


class MissingPackage(MicrohitError):
    """An optional package is not installed."""
