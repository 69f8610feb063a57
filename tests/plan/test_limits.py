"""Text that is no plan is refused at once, with its place and what to do."""

from __future__ import annotations

import pytest
import yaml

from planner.plan import document, limits, syntax
from planner.plan.decode import MOST_BYTES
from planner.plan.limits import MOST_DEPTH, MOST_FAULTS
from planner.plan.parse import parse
from planner.plan.text import dump
from tests.plan.samples import GOLDEN, small
from tests.plan.told import faults, only

START = "schema: 2\ncampaign: x\nfilm:\n  title: Walnut\n"


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML comes with LibYAML or without; a plan must read the same."""
    monkeypatch.setattr(document, "LOADER", getattr(yaml, request.param))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("- " * (MOST_BYTES // 2), "nested deeper"),
        ("a: " + "[" * (MOST_BYTES - 3), "nested deeper"),
        ("a: " + "{" * (MOST_BYTES - 3), "nested deeper"),
        ("#" * (MOST_BYTES + 1), "too large"),
        ("ü" * (MOST_BYTES // 2 + 1), "too large"),
        ("\ud800" * MOST_BYTES, "half a character"),
        ("=======\n" * (MOST_BYTES // 8), "git merge"),
        ("\x07" * MOST_BYTES, "BELL"),
        ("x" * (MOST_BYTES - 10) + ": 1\n", ""),
        ('"' * MOST_BYTES, "not valid YAML"),
    ],
)
def test_what_is_huge_is_refused_and_crashes_nothing(text: str, what: str) -> None:
    found = faults(text)
    assert len(found) <= MOST_FAULTS + 1
    assert what in found[0].what
    assert len(str(found[0])) < 400


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_EVENTS", 1000)
    found = only(START + "a:\n" + "  - x\n" * 1000)
    assert "holds more than 1,000 values and parts" in found.what
    assert found.line is not None
    assert found.line > 900


def test_a_plan_is_as_deep_as_may_be_and_no_deeper() -> None:
    deepest = "".join(f"{' ' * depth}a:\n" for depth in range(MOST_DEPTH))
    assert "nested" not in str(faults(deepest))
    assert "nested" in only(deepest + " " * MOST_DEPTH + "a:\n" + " " * 30 + "b: 1\n").what


def test_many_faults_are_counted() -> None:
    found = faults(START + "".join(f"k{number}: &a x\n" for number in range(120)))
    assert len(found) == MOST_FAULTS + 1
    assert str(found[-1]) == "plan.yaml: has 70 more faults. Mend those above first."


@pytest.mark.parametrize(
    ("line", "column", "told"),
    [
        ("note: a\x07b", 8, "U+0007 BELL"),
        ("note: a\x85\x90b", 9, "U+0090"),
        ("# a\u202eb", 4, "U+202E RIGHT-TO-LEFT OVERRIDE, a character that shows text in another"),
        ("note: '\u202ab\u202c'", 8, "U+202A LEFT-TO-RIGHT EMBEDDING"),
        ("n\u202eote: b", 2, "U+202E"),
        ("note: a\ufffeb", 8, "U+FFFE"),
    ],
)
def test_a_character_that_misleads_is_named_wherever_it_stands(
    line: str, column: int, told: str
) -> None:
    found = faults(START + line + "\n")
    assert (found[0].line, found[0].column) == (5, column)
    assert told in found[0].what


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ("e\u0301: 1\né: 2\n", "stands twice, first on line 5 in another way of writing it"),
        ("pt_BR: 1\npt-BR: 2\n", "stands twice, first on line 5 in another way of writing it"),
        ("a: 1\na: 2\n", "stands twice, first on line 5"),
        ("k" * 201 + ": 1\n", "has a key of 201 characters, at most 200"),
        ("? [a]\n: 1\n", "has a key that is not text"),
        ("note: 12.500\n", "could be meant in thousands"),
        ("note: -100.000\n", "could be meant in thousands"),
        ("note: .nan\n", "must be a finite number"),
    ],
)
def test_keys_and_numbers_that_could_be_two_are_refused(lines: str, what: str) -> None:
    assert what in {item.what for item in faults(START + lines)}


@pytest.mark.parametrize("number", ["12.5", "0.250", "12.501", "1234.500", "'12.500'", "0.000"])
def test_other_numbers_are_clear(number: str) -> None:
    assert not any("thousands" in item.what for item in faults(START + f"note: {number}\n"))


@pytest.mark.parametrize(
    ("lines", "what", "hint"),
    [
        ("  logline: Yes: a film\n", "a second colon stands on one line", "single quotes"),
        ("  logline:snow\n  x: 1\n", "no blank follows the colon", "Write `logline: `"),
        ("  festivals:[a]\n", "no blank follows the colon", "Write `festivals: `"),
        ("  logline：snow\n  x: 1\n", "no blank follows the colon", "Write `logline: `"),
        ("  logline: a\n\u00a0\u00a0x: 1\n  y: 1\n", "a line is indented by no-break", "blanks"),
        ("  logline: a\n    https://x.org\n  x: y: 1\n", "a second colon stands", "single quotes"),
        ("  logline\n  x: 1\n", "a line holds no `key: value`", "Add the colon"),
        ("  logline: 'a\n  x: 1\n", "a quote is never closed", "Close it"),
        ("  genres: [a, b\nx: 1\n", "a list in [ ] is not closed", "missing mark"),
        ("  window: {a: b, c\nx: 1\n", "a record in { } is not closed", "missing mark"),
        (" x: 1\n", "a line does not stand in line", "same column"),
        ("  x: @me\n", "a value starts with a sign that YAML keeps", "single quotes"),
        ("  x: ,a\n", "a value starts with a sign that YAML keeps", "single quotes"),
        ('  x: "a\\q"\n', "a backslash in double quotes", "Use single quotes"),
        ("  x: - a\n", "`- ` stands behind a key", "next line"),
        ("\tx: 1\n", "a tab where only spaces may stand", "spaces"),
        ("  x: |a\n", "a value starts with `|` or `>`", "single quotes"),
        ("  x: 'it's'\n", "something follows a closing quote", '"it\'s"'),
        ("  x: &\n", "a value starts with `&`", "single quotes"),
        ("  x: *\n", "a value starts with `*`", "single quotes"),
        ("---\nx: 1\n", "a second document starts", "---"),
        ("...\nx\n", "something stands between the parts", "Delete"),
    ],
)
def test_broken_yaml_is_told_in_plain_words(lines: str, what: str, hint: str) -> None:
    found = only(START + lines)
    assert found.what.startswith(f"is not valid YAML: {what}")
    assert hint in (found.hint or "")
    assert (found.line or 0) >= 5


def test_faults_before_the_broken_line_are_told_with_it() -> None:
    found = faults("a: &b 1\nc: !!int 2\nd: 'x\n")
    assert [item.line for item in found][:2] == [1, 2]
    assert "quote" in found[2].what


def test_no_word_of_a_yaml_reader_is_hidden_by_an_earlier_one() -> None:
    parts = [part for part, _, _ in syntax.WORDS]
    assert len(set(parts)) == len(parts)


def test_blanks_behind_values_and_blank_lines_change_nothing() -> None:
    text = GOLDEN.read_text(encoding="utf-8")
    blanks = text.replace("seed: 4\n", "seed: 4  \n").replace("partners:\n", "partners:\n\n \n")
    assert dump(parse(blanks, "plan.yaml")) == text
    assert parse(dump(small()), "plan.yaml") == small()
