"""Texts that hide something are refused with the character's name; all scripts are welcome."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from planner.model import letters
from planner.model.base import LongText, Name

NAME: TypeAdapter[str] = TypeAdapter(Name)
TEXT: TypeAdapter[str] = TypeAdapter(LongText)
WELCOME = [
    "ნიგვზის ზამთარი",
    "胡桃の冬",
    "神渡邉\U000e0100",
    "شتاء الجوز: رسالة",
    "می\u200cخواهم",
    "क्\u200dष",
    "ශ්\u200dරී ලංකා",
    "👩\u200d👩\u200d👧",
    "🧑🏽\u200d🚀",
    "❤\ufe0f\u200d🔥",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "ភាសា\u200bខ្មែរ",
    "ภาษา\u200bไทย",
    "e\u0301 and é",
    "Qui\u202f? «\u00a0Moi\u00a0»",
    "\u0600\u0661\u0662",
]
REFUSED = [
    ("a\x00b", "U+0000 NULL as character 2"),
    ("\x07", "U+0007 BELL"),
    ("\x1b[31m", "U+001B ESCAPE as character 1"),
    ("a\x7f", "U+007F DELETE"),
    ("a\x90", "U+0090 as character 2"),
    ("\u202eabc\u202c", "U+202E RIGHT-TO-LEFT OVERRIDE as character 1, which shows a text in"),
    ("abc \u202a+49\u202c", "U+202A LEFT-TO-RIGHT EMBEDDING"),
    ("a\ufffeb", "U+FFFE as character 2, which is no character"),
    ("a\U0001ffffb", "U+1FFFF as character 2, which is no character"),
    ("\ufdd0", "U+FDD0"),
    ("a\uf8ff", "U+F8FF as character 2, a private character"),
    ("\U000f0000", "U+F0000"),
]
REFUSED_IN_NAMES = [
    ("a\nb", "U+000A LINE BREAK"),
    ("a\tb", "U+0009 TAB"),
    ("a\u2028b", "U+2028 LINE SEPARATOR"),
    ("Wal\u200bnut", "U+200B ZERO WIDTH SPACE as character 4, which nobody sees"),
    ("Wal\u200dnut", "U+200D ZERO WIDTH JOINER"),
    ("Wal\u200cnut", "U+200C ZERO WIDTH NON-JOINER"),
    ("Wal\u00adnut", "U+00AD SOFT HYPHEN"),
    ("a\u2060b", "U+2060 WORD JOINER"),
    ("a\ufeffb", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    ("\u05e9\u200f!\u05dc", "U+200F RIGHT-TO-LEFT MARK"),
    ("a\u2066b\u2069", "U+2066 LEFT-TO-RIGHT ISOLATE"),
    ("a\u3164b", "U+3164 HANGUL FILLER"),
    ("a\U000e0067", "U+E0067 TAG LATIN SMALL LETTER G"),
]


@pytest.mark.parametrize("text", WELCOME)
def test_all_scripts_and_emoji_are_welcome(text: str) -> None:
    assert NAME.validate_python(text) == text
    assert TEXT.validate_python(f"{text}\n{text}") == f"{text}\n{text}"


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_what_hides_something_is_named(text: str, told: str) -> None:
    for kind in (NAME, TEXT):
        with pytest.raises(ValidationError) as caught:
            kind.validate_python(text)
        assert told in str(caught.value)


@pytest.mark.parametrize(("text", "told"), REFUSED_IN_NAMES)
def test_a_name_holds_nothing_unseen_where_a_text_may(text: str, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        NAME.validate_python(text)
    assert told in str(caught.value)
    assert TEXT.validate_python(text) == letters.with_newlines(text)


@pytest.mark.parametrize("edge", [" ", "\u200b", "\ufeff", "\n", "\u200f", "\u00a0", "\u2028"])
def test_what_surrounds_a_name_unseen_falls_away(edge: str) -> None:
    assert NAME.validate_python(f"{edge} Walnut{edge}{edge}") == "Walnut"


@pytest.mark.parametrize("other", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_break_is_a_newline(other: str) -> None:
    assert TEXT.validate_python(f"a {other}\tb{other}{other}c\t") == "a\n    b\n\nc"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_text_that_is_kept_is_kept_again_and_says_what_it_shows(text: str) -> None:
    for kind in (NAME, TEXT):
        try:
            kept = kind.validate_python(text)
        except ValidationError:
            continue
        assert kind.validate_python(kept) == kept
        categories = {unicodedata.category(one) for one in kept if one not in "\n\t"}
        assert not categories & {"Cc", "Co", "Cs"}
