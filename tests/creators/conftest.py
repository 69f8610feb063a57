"""What the searches for a leaked key begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.leaks import Traces, everything_logged
from tests.servers.youtube import KEY
from tests.servers.youtube_faults import ODD_KEY


@pytest.fixture
def traces() -> Iterator[Traces]:
    with everything_logged() as made:
        yield made


@pytest.fixture(params=[KEY, ODD_KEY], ids=["usual", "odd"])
def key(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen
