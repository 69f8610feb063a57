"""One difference between two plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["input", "result"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: whether a person changed it or it followed, where, what, and why.

    `at` is a key path as `planner.plan.tree.printed` writes it; of several things told at once,
    what holds them all. `because` follows `text` after a colon; empty where no cause is certain.
    """

    kind: Kind
    at: str
    text: str
    because: str = ""
    rows: tuple[tuple[str, str, str], ...] = ()
    """Of openings that moved: region, day before and day now, for a table."""

    @property
    def sentence(self) -> str:
        """Return what changed, and why."""
        return f"{self.text}: {self.because}" if self.because else self.text
