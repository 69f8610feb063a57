"""Typing into the tables of a page that is tested."""

from __future__ import annotations

from collections.abc import Mapping

from streamlit.testing.v1 import AppTest

from tests.ui.test_edit import press

Cells = Mapping[str, object]


def fill(
    app: AppTest,
    name: str,
    edited: Mapping[int, Cells] | None = None,
    added: tuple[Cells, ...] = (),
) -> AppTest:
    """Change rows, by their number, of the table whose key starts with `name`; press its button."""
    key = next(one.proto.id for one in app.dataframe if f"-{name}." in one.proto.id)
    app.session_state[key[key.index(f"{name}.") :]] = {
        "edited_rows": {row: dict(cells) for row, cells in (edited or {}).items()},
        "added_rows": [dict(cells) for cells in added],
        "deleted_rows": [],
    }
    return press(app, f"{name}.apply")
