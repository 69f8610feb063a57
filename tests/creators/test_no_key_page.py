"""The YouTube key stands nowhere on page Creators, nor in what a session of it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from planner.net import google_client
from planner.plan import store
from tests.servers.leaks import Traces
from tests.servers.youtube import FakeYouTube
from tests.servers.youtube_faults import told_back
from tests.servers.youtube_rig import Rig, rig
from tests.servers.youtube_world import made_world
from tests.ui.conftest import ROOT, SLUG, first_plan


@pytest.fixture
def here(key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path, FakeYouTube(made_world(1, 24), keys={key}), key) as made:
        yield made


def test_no_page_shows_the_key_or_keeps_it_for_the_session(
    here: Rig, key: str, traces: Traces, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(google_client, "PER_SECOND", 1e9)
    monkeypatch.setenv("MICROHIT_CAMPAIGNS", str(tmp_path))
    monkeypatch.chdir(ROOT)
    store.create(tmp_path, SLUG, first_plan())
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["campaign"] = SLUG
    app.switch_page("pages/5_Creators.py").run()
    app.session_state["creators.tab"] = "Find creators"
    for topic in ("film reviews", "drama films"):
        app.session_state[f"search.topic.{SLUG}"] = topic
        app.run()
        app.button(key="search.start").click().run()
        assert not app.exception
        traces.show(f"the page about {topic}", _shown(app.main))
        traces.show(f"the session about {topic}", repr(app.session_state))
        here.fail(told_back(key)["suspended"], times=None)
    assert "the page about film reviews" in traces.holding("youtube.com/channel/UC")
    assert "the page about drama films" in traces.holding("was deleted or suspended")
    traces.folder(tmp_path)
    assert traces.holding(key) == []


def _shown(block: Block) -> bytes:
    """Everything that goes to the browser."""
    below = (
        _shown(one) if isinstance(one, Block) else _sent(one) for one in block.children.values()
    )
    return b"\n".join([_sent(block), *below])


def _sent(node: Any) -> bytes:  # noqa: ANN401  # as Streamlit has them
    proto = node.proto
    return proto.SerializeToString() if proto is not None else b""
