"""Which fonts set a brief, and whether they hold every character of it.

Fonts come from the installed packs of `justmytype`, from Matplotlib (its DejaVu Sans holds
Georgian and Armenian, which the packs lack) and from a folder of the user's.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]

from planner.errors import RenderError

VARIABLE = "MICROHIT_FONTS"
"""The environment variable that names a folder of further fonts."""
SANS = "Noto Sans"
DEJAVU = "DejaVu Sans"
"""Sets Arabic too: Noto Sans Arabic composes each letter of a shape and its dots, and what a reader
copies or hears from a PDF is then scrambled (github.com/notofonts/arabic, issue 284)."""
LAST = ("Noto Sans Arabic", "Noto Sans Symbols 2")
"""Only for characters that no other font holds."""
OWN_FONT = {
    "ar": DEJAVU,
    "fa": DEJAVU,
    "ur": DEJAVU,
    "he": "Noto Sans Hebrew",
    "ja": "Noto Sans JP",
    "ko": "Noto Sans KR",
    "zh": "Noto Sans SC",
    "zh_Hant": "Noto Sans TC",
    "hi": "Noto Sans Devanagari",
    "mr": "Noto Sans Devanagari",
    "bn": "Noto Sans Bengali",
    "ta": "Noto Sans Tamil",
    "te": "Noto Sans Telugu",
    "th": "Noto Sans Thai",
    "lo": "Noto Sans Lao",
    "km": "Noto Sans Khmer",
    "my": "Noto Sans Myanmar",
    "am": "Noto Sans Ethiopic",
    "ka": DEJAVU,
    "hy": DEJAVU,
}
"""The font that suits a language; all others are set in Noto Sans."""
HOLDS_ITS_BRACKETS = ("ar", "fa", "ur", "he", "ja", "ko", "zh", "zh_Hant")
"""Languages whose own font comes before Noto Sans, so that brackets and digits match its letters:
a bracket from another font breaks a right-to-left run in two."""
UNSEEN = ("Cc", "Cf", "Zl", "Zp")
"""Unicode categories that leave no mark on the page, such as direction marks."""


def order(languages: Iterable[str]) -> list[str]:
    """Return all usable font families, the best for the first of `languages` first."""
    codes = [code.replace("-", "_") for code in languages]
    own = [OWN_FONT.get(code) or OWN_FONT.get(code.partition("_")[0], SANS) for code in codes]
    first_is_own = (
        codes[0] in HOLDS_ITS_BRACKETS or codes[0].partition("_")[0] in HOLDS_ITS_BRACKETS
    )
    start = [own[0], SANS] if first_is_own else [SANS, own[0]]
    known = [*start, *own, *OWN_FONT.values(), *_users(), *LAST]
    return [family for family in dict.fromkeys(known) if family in _files()]


def choose(text: str, languages: Iterable[str]) -> list[str]:
    """Return the families that set `text`, in order, without those that add nothing.

    Raises:
        RenderError: No font holds some of its characters.
    """
    left = {char for char in text if unicodedata.category(char) not in UNSEEN}
    chosen: list[str] = []
    for family in order(languages):
        held = {char for char in left if ord(char) in _characters(family)}
        if held or not chosen:
            chosen.append(family)
            left -= held
        if not left:
            return chosen
    raise RenderError(_missing(sorted(left)))


@cache
def library() -> typst.Fonts:
    """Return Typst's index of all folders; system fonts stay out, so every machine agrees."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in _folders()],
    )


def forget() -> None:
    """Look for fonts anew, as after a change of `MICROHIT_FONTS`."""
    for function in (library, _files, _characters):
        function.cache_clear()


def _folders() -> list[Path]:
    packs = sorted(entry_points(group="justmytype.packs"), key=lambda entry: entry.name)
    folders = [Path(folder) for pack in packs for folder in pack.load()().get_font_directories()]
    spec = find_spec("matplotlib")
    if spec is not None and spec.submodule_search_locations:
        folders.append(Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf")
    return [*folders, *_own_folder()]


def _own_folder() -> list[Path]:
    named = os.environ.get(VARIABLE, "").strip()
    if not named:
        return []
    if not Path(named).is_dir():
        raise RenderError(f"{VARIABLE} names {named}, which is no folder. Correct or unset it.")
    return [Path(named)]


def _users() -> list[str]:
    """Return the families in the user's folder, by name."""
    folders = _own_folder()
    return sorted(
        family
        for family, (path, _) in _files().items()
        if any(folder in path.parents for folder in folders)
    )


@cache
def _files() -> dict[str, tuple[Path, int]]:
    """Return the upright regular file of each family, and its place in a collection."""
    found: dict[str, tuple[Path, int]] = {}
    ranked = sorted(
        library().fonts(), key=lambda font: (font.style != "normal", abs(font.weight - 400))
    )
    for font in ranked:
        if font.path is not None:
            found.setdefault(font.family, (Path(font.path), font.index))
    return found


@cache
def _characters(family: str) -> frozenset[int]:
    path, index = _files()[family]
    if path.suffix.lower() in (".ttc", ".otc"):
        with TTCollection(path, lazy=True) as collection:
            return frozenset(collection.fonts[index].getBestCmap() or {})
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})


def _missing(characters: list[str]) -> str:
    named = ", ".join(
        f"{char} (U+{ord(char):04X} {unicodedata.name(char, 'unnamed')})" for char in characters[:8]
    )
    more = f" and {len(characters) - 8} more" if len(characters) > 8 else ""
    return (
        f"No font here holds these characters: {named}{more}. Put a font that does (.ttf or .otf) "
        f"in a folder and name the folder in the environment variable {VARIABLE}, or take the "
        "characters out of the plan."
    )
