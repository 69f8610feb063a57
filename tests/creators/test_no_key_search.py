"""The search for a leaked key would find one: in any form, and in whatever holds it."""

from __future__ import annotations

import base64
import gzip
import logging
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from planner.creators.offers import Offer
from planner.creators.sheet_files import sheet_xlsx
from planner.errors import NetError
from planner.model.plan import Plan
from planner.partners.pdf import brief_pdf
from tests.partners.conftest import data
from tests.servers.leaks import Everything, Traces, holds
from tests.servers.youtube import KEY
from tests.servers.youtube_faults import ODD_KEY


@pytest.mark.parametrize(
    "leak",
    [
        lambda key: key.encode(),
        lambda key: f"https://a.example/?key={quote(key, safe='')}&b=1".encode(),
        lambda key: base64.b64encode(f"a key: {key}, and more".encode()),
        lambda key: base64.urlsafe_b64encode(f"{key}".encode()),
        lambda key: gzip.compress(f"some text with {key}".encode()),
        lambda key: b"a line\n" + zlib.compress(f"some text with {key}".encode()),
        lambda key: repr({"headers": {"x-goog-api-key": key}}).encode(),
    ],
)
@pytest.mark.parametrize("secret", [KEY, ODD_KEY])
def test_a_leak_is_found_in_any_form(leak: Callable[[str], bytes], secret: str) -> None:
    assert holds(leak(secret), secret)
    assert not holds(leak("AIzaSyAnotherKey"), secret)


@pytest.mark.parametrize("key", [KEY, ODD_KEY])
def test_a_leak_into_a_log_an_error_a_sheet_or_a_brief_is_found(key: str, tmp_path: Path) -> None:
    traces = Traces()
    record = logging.LogRecord("planner.here", 10, "", 1, "asked with %s", (key,), None)
    Everything(traces).emit(record)
    error = NetError("Google could not be reached.")
    error.__cause__ = OSError(f"https://a.example/?key={key}")
    traces.error("the error", error)
    plan = Plan.model_validate(data())
    offer = Offer("Ana", "youtube", note=f"asked with {key}")
    (tmp_path / "sheet.xlsx").write_bytes(sheet_xlsx([offer], plan))
    shown = data()
    shown["film"]["director"] = key
    (tmp_path / "brief.pdf").write_bytes(brief_pdf(Plan.model_validate(shown), "FR", "en"))
    traces.folder(tmp_path)
    found = traces.holding(key)
    assert "log of planner.here" in found
    assert "the error" in found
    assert f"{tmp_path / 'sheet.xlsx'}" in found
    assert f"{tmp_path / 'brief.pdf'}" in found
