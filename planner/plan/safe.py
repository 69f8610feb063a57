"""What a campaign's folder and files may be: names and links that lead elsewhere are refused.

A campaign may come from somebody else's git repository, where a link can point to any file of the
machine that it is checked out on; and it may be checked out where `A` and `a` are one folder.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from planner.errors import InputError, Problem, StoreError
from planner.model.base import Slug
from planner.plan.files import PLAN, VERSION

WRITTEN = {PLAN, "contacts.yaml", "records", ".lock"}
"""What Microhit itself writes in a campaign's folder, beside the versions."""


def campaign_folder(root: Path, slug: str) -> Path:
    """Return the folder of campaign `slug` inside `root`, whether or not it exists.

    Raises:
        InputError: no name for a folder, or one that another folder has for some file systems.
        StoreError: the folder, or a file that Microhit writes in it, is a link to another place.
    """
    folder = root / _slug(slug)
    _refuse_twin(folder)
    campaign_files(folder)
    return folder


def campaign_files(folder: Path) -> None:
    """Refuse a campaign's folder if it, or what a save writes in it, is a link to another place.

    Raises:
        StoreError: names the link, where it leads and what to do.
    """
    home = folder.absolute().parent
    for path in (folder, *_links(folder)):
        _refuse_link(path, home)


def ordinary_file(path: Path) -> None:
    """Refuse a file of a campaign that is a device, or a link out of the campaigns' folder.

    What does not exist, and what is a folder, is left for whoever opens it to tell.

    Raises:
        StoreError: says which it is and what to do.
    """
    _refuse_link(path, path.absolute().parent.resolve().parent)
    if path.exists() and not path.is_file() and not path.is_dir():
        raise StoreError(f"{path} is no ordinary file but a device or pipe. Name a file instead.")


def folded(name: str) -> str:
    """Return `name` as file systems compare it that ignore letter case and ways of writing."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _slug(slug: str) -> str:
    try:
        return TypeAdapter(Slug).validate_python(slug)
    except ValidationError as error:
        detail = error.errors()[0]
        what = "is no campaign name"
        if detail["type"] == "value_error":
            what = detail["msg"].removeprefix("Value error, ")
        hint = "Use small letters, digits and hyphens, such as walnut-winter."
        raise InputError(Problem(what, field="campaign", value=slug, hint=hint)) from None


def _refuse_twin(folder: Path) -> None:
    if not folder.parent.is_dir():
        return
    for other in sorted(folder.parent.iterdir()):
        if other.name != folder.name and folded(other.name) == folded(folder.name):
            what = f"is the same folder as {other.name!r} on Windows and macOS"
            hint = f"Rename {other} first, or choose another name."
            raise InputError(Problem(what, field="campaign", value=folder.name, hint=hint))


def _links(folder: Path) -> list[Path]:
    """Return which files that Microhit writes are links; thousands of others cost no call each."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as found:
        names = sorted(one.name for one in found if one.is_symlink())
    return [folder / name for name in names if name in WRITTEN or VERSION.fullmatch(name)]


def _refuse_link(path: Path, home: Path) -> None:
    if not path.is_symlink():
        return
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # Python 3.13 and before it
        raise StoreError(f"{path} is a link that leads in a circle. Remove it.") from None
    if not target.is_relative_to(home.resolve()):
        raise StoreError(
            f"{path} is a link to {target}, outside of the campaigns' folder. "
            f"Put the {'folder' if target.is_dir() else 'file'} itself in its place, "
            "or open it where it lies."
        )
