"""Where campaigns lie, and where a user's drafts and caches lie."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def campaigns_root() -> Path:
    """Return the folder of all campaigns: $MICROHIT_CAMPAIGNS, else campaigns/ of this checkout."""
    named = os.environ.get("MICROHIT_CAMPAIGNS")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "campaigns"


def user_dir() -> Path:
    """Return the user's own folder for drafts and caches: $MICROHIT_HOME, else the system's."""
    named = os.environ.get("MICROHIT_HOME")
    return Path(named) if named else platformdirs.user_data_path("microhit", appauthor=False)
