"""Audience tables in Google Sheets that are shared by their link: no key and no sign-in.

Google gives such a sheet as CSV with every cell as it is shown, so that decimals and dates are in
the sheet's own locale; `planner.audience.google_sheets` reads the values themselves.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection
from typing import NoReturn
from urllib.parse import unquote, urlsplit

from planner.audience.fetched import Fetched
from planner.audience.google_cells import read_rows
from planner.audience.google_links import SheetLink, parse_link
from planner.errors import InputError, NetError, Offline, Problem, RateLimited
from planner.net.answer import SIGN_IN, Answer, NotFound
from planner.net.http import Web
from planner.net.pace import Progress, never

LARGEST = 20 * 1024 * 1024
"""Bytes of CSV: two hundred regions over ten years, daily, take a quarter of it."""
GOOGLE = re.compile(r"(?:[a-z0-9-]+\.)*(?:google|googleusercontent)\.com")
SIGN_IN_HOST = "accounts.google.com"
WIDE_NAME = re.compile(r"filename\*=UTF-8''([^;\s]+)", re.IGNORECASE)
PLAIN_NAME = re.compile(r'filename="([^"]*)"', re.IGNORECASE)
"""The second leaves out what is not ASCII, and spaces."""
NAMELESS = "Shared Google Sheet"
HOW_TO_SHARE = (
    "Open it in a browser and choose Share > General access > Anyone with the link > Viewer; then "
    "try again. If it must stay closed, read it with a sign-in at Google instead."
)


def fetch(
    url: str,
    *,
    groups: Collection[str] = (),
    web: Web | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = never,
) -> Fetched:
    """Read the audience table in a Google Sheet that anyone with its link may view.

    `url` is any form of the link, or the id; the tab is the one that the link names (`gid`), else
    the first. `groups` are names of region groups allowed beside ISO codes. A `web` that is given
    stays open.

    Raises:
        InputError: the link or a cell cannot be used; cells are named as in `Audience!B7`.
        NotFound: there is no such sheet.
        NetError: the sheet is not shared by its link, or Google cannot be reached or refuses.
    """
    link = parse_link(url)
    if progress is not None:
        progress(0, 1, "Reading the shared Google Sheet")
    if web is not None:
        answer = _get(web, link)
    else:
        with Web(cancelled=cancelled) as own:
            answer = _get(own, link)
    name = _name(answer)
    table, notes = read_rows(_rows(answer, name), name, groups)
    return Fetched(table, f"{name}, shared by its link", answer.fetched, notes)


def _get(web: Web, link: SheetLink) -> Answer:
    try:
        answer = web.get(link.csv, largest=LARGEST)
    except NotFound:
        raise NotFound(
            "Google does not find this sheet. Check that the link is whole and that the sheet has "
            "not been deleted, or published no longer."
        ) from None
    except (Offline, RateLimited):
        raise
    except NetError as error:
        _refused(error, link)
    host = urlsplit(answer.url).hostname or ""
    if host == SIGN_IN_HOST:
        raise _not_shared()
    if not GOOGLE.fullmatch(host):  # a network that answers for everyone
        raise Offline(f"Google could not be reached: {SIGN_IN}")
    if answer.looks_like_a_page:
        raise _no_csv(answer)
    return answer


def _refused(error: NetError, link: SheetLink) -> NoReturn:
    """Say what a person can do about a refusal; `planner.net.http` tells its status in words."""
    status = re.search(r"\(status (\d{3})", str(error))
    if status and status[1] == "400" and link.gid is not None:
        hint = "Open the tab that you mean and copy the link again."
        raise InputError(Problem("the sheet has no such tab", value=f"gid={link.gid}", hint=hint))
    if status and status[1] in {"400", "401", "403"}:
        raise _not_shared() from None
    raise error


def _not_shared() -> NetError:
    return NetError(f"Google shows this sheet to nobody without a sign-in. {HOW_TO_SHARE}")


def _no_csv(answer: Answer) -> NetError:
    if b"accounts.google.com" in answer.content or b"Sign-in" in answer.content:
        return _not_shared()
    return NetError(
        "Google gave a page instead of the sheet's cells. Its owner may have closed downloads for "
        f"viewers. {HOW_TO_SHARE}"
    )


def _rows(answer: Answer, name: str) -> list[list[str]]:
    """Return the cells; one row for each of the sheet's, whatever line breaks its cells hold."""
    try:
        text = answer.content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise InputError(Problem("came as no CSV", file=name, hint="Try again.")) from None


def _name(answer: Answer) -> str:
    """Return what the sheet is called: Google proposes `Title - Tab.csv` as the file's name."""
    header = answer.headers.get("content-disposition", "")
    found = WIDE_NAME.search(header) or PLAIN_NAME.search(header)
    name = " ".join(unquote(found[1]).removesuffix(".csv").split()) if found else ""
    return f"Google Sheet {name}" if name.isprintable() and 0 < len(name) < 120 else NAMELESS
