"""One check of a plan: how it stands, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked, how it stands, and what to do next."""

    status: Status
    title: str
    message: str
    next_step: str = ""
