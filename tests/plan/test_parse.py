"""Whatever stands in a file, it loads, or every fault is told with its place."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError, Problem
from planner.model import letters
from planner.plan import document
from planner.plan.decode import MOST_BYTES
from planner.plan.parse import parse
from planner.plan.store import load
from planner.plan.text import dump
from tests.plan.samples import GOLDEN, NASTY, REFUSED, small
from tests.plan.told import faults, only

PLAN = """\
schema: 2
campaign: walnut-winter
as_of: 2026-11-23
film:
  title: Walnut Winter
  origin: [GE]
  original_language: ka
  genres: [Drama]
goals:
  budget:
    total: 100000
  window: {from: 2027-01-01, to: 2027-06-30}
  regions:
    NO: {}
"""


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML comes with LibYAML or without; a plan must read the same."""
    monkeypatch.setattr(document, "LOADER", getattr(yaml, request.param))


def place(problem: Problem) -> tuple[int | None, int | None, str | None]:
    return problem.line, problem.column, problem.field


def test_a_plan_written_by_hand_loads() -> None:
    plan = parse(PLAN, "plan.yaml")
    assert plan == parse(dump(plan), "plan.yaml")
    assert list(plan.goals.regions) == ["NO"]


def test_all_faults_come_at_once_each_with_its_place() -> None:
    text = PLAN.replace("title:", "tilte:").replace("[GE]", "[GE, Georgia]")
    text = text.replace("total: 100000", "total: much\n    totl: 1").replace("2027-01-01", "soon")
    text = text.replace("NO: {}", "NO: {pays: them, cap: -1, lang: fr}").replace("ka", "xx")
    assert [place(problem) for problem in faults(text)] == [
        (4, 1, "film.title"),
        (5, 3, "film.tilte"),
        (6, 16, "film.origin.1"),
        (7, 3, "film.original_language"),
        (11, 5, "goals.budget.total"),
        (12, 5, "goals.budget.totl"),
        (13, 12, "goals.window.from"),
        (15, 10, "goals.regions.NO.pays"),
        (15, 22, "goals.regions.NO.cap"),
        (15, 31, "goals.regions.NO.lang"),
        (15, 31, "goals.regions.NO.languages"),
    ]


def test_two_unknown_fields_side_by_side_are_two_faults() -> None:
    assert [item.field for item in faults(PLAN + "colour: red\nsmell: sweet\n")] == [
        "colour",
        "smell",
    ]


def test_a_message_names_file_place_field_value_and_what_to_do() -> None:
    problem = only(PLAN.replace("  genres", "  genre: x\n  genres"))
    assert str(problem) == "plan.yaml:8:3: film.genre: is no known field. Did you mean `genres`?"
    problem = only(PLAN.replace("100000", "lots"))
    assert str(problem) == "plan.yaml:11:5: goals.budget.total: must be a number (got 'lots')"


@pytest.mark.parametrize(
    ("wrong", "near"), [("fim", "film"), ("overides", "overrides"), ("As-Of", "as_of")]
)
def test_did_you_mean(wrong: str, near: str) -> None:
    assert faults(PLAN + f"{wrong}: x\n")[0].hint == f"Did you mean `{near}`?"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", None, "is empty"),
        ("\n\n", None, "is empty"),
        ("# only\n# comments\n", None, "is empty"),
        ("- a\n- b\n", 1, "must start with `schema: 2`"),
        ("just words", 1, "must start with `schema: 2`"),
        ("schema:\n", 1, "is missing"),
        ("campaign: x\n", 1, "is missing"),
        ("schema: 99\n", 1, "unknown schema number"),
        ("schema: true\n", 1, "unknown schema number"),
        ("schema: '2'\n", 1, "unknown schema number"),
        ("schema: [1]\n", 1, "unknown schema number"),
        (PLAN + "note: {a: [b\n", None, "not valid YAML"),
        (PLAN + "\tnote: x\n", 15, "tab"),
        (PLAN + "note: 'x\n", None, "not valid YAML"),
        (PLAN + "---\nnote: x\n", 15, "second document"),
        (PLAN + "note: a\x00b\n", 15, "character"),
        (PLAN + "note: ü\x07b\n", 15, "character"),
        (PLAN + "note: a\ud800b\n", 15, "half a character"),
        (PLAN + 'note: "\\ud800"\n', 15, ""),
        (PLAN + 'note: "\\UFFFFFFFF"\n', 15, ""),
        (PLAN + "? [a, b]\n: c\n", 15, "key that is not text"),
        (PLAN + "note: .nan\n", 15, "finite number"),
        (PLAN + "version: -.Inf\n", 15, "finite number"),
        (PLAN + "<<<<<<< ours\n=======\n>>>>>>> theirs\n", 15, "git merge"),
        ("%YAML 1." + "9" * 5000 + "\n---\n" + PLAN, 1, ""),
    ],
)
def test_what_is_no_plan_is_told(text: str, line: int | None, what: str) -> None:
    problem = only(text)
    assert what in problem.what
    assert line is None or problem.line == line
    assert problem.file == "plan.yaml"


@pytest.mark.parametrize(
    ("was", "becomes", "what"),
    [
        ("2026-11-23", "9999-12-31", "between the years"),
        ("2026-11-23", "2026-11-31", "must be a date"),
        ("2026-11-23", "20261123", "must be a date"),
        ("2026-11-23", "12:30", "must be a date"),
        ("100000", "1e999", ""),
        ("100000", "1e99999999999999999999", ""),
        ("100000", "9" * 5000, ""),
        ("100000", "0.001", "two decimals"),
        ("NO: {}", "no: {}", ""),
        ("NO: {}", "XX: {}", "neither an ISO 3166 code"),
        ("NO: {}", "NO:", "`key: value` lines"),
        ("[GE]", "[]", "must not be empty"),
        ("[GE]", "GE", "must be a list"),
        ("walnut-winter", "../x", ""),
        ("walnut-winter", "con", "Windows"),
        ("NO: {}", "NUL: {}", "Windows"),
    ],
)
def test_a_wrong_value_is_told_where_it_stands(was: str, becomes: str, what: str) -> None:
    problem = only(PLAN.replace(was, becomes, 1))
    line = PLAN[: PLAN.index(was)].count("\n") + 1
    assert problem.line == line
    assert what in problem.what


def test_a_word_where_a_record_may_stand_is_told() -> None:
    found = faults(PLAN.replace("NO: {}", "NO: {rights: sold}"))
    assert {problem.field for problem in found} == {"goals.regions.NO.rights"}
    assert any("unsold" in problem.what for problem in found)


def test_keys_that_stand_twice_are_told_with_both_lines() -> None:
    found = faults(PLAN.replace("  genres", "  title: Other\n  genres") + "film: {}\n")
    assert [place(problem) for problem in found] == [(8, 3, "film.title"), (16, 1, "film")]
    assert "first on line 5" in found[0].what


def test_anchors_aliases_and_tags_are_told_each() -> None:
    text = PLAN.replace("[GE]", "&a [GE]").replace("[Drama]", "*a").replace("100000", "!!int 1")
    text = text.replace("NO: {}", "NO: !!python/object:os.x {}").replace("ka", "! ka")
    assert [problem.line for problem in faults(text)] == [6, 7, 8, 11, 14]


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert "anchor or alias" in faults("\n".join(lines))[0].what


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_and_crashes_nothing(opening: str) -> None:
    assert "nested deeper" in only("a: " * (opening != "- ") + opening * 100_000).what


def test_too_much_text_is_refused() -> None:
    assert "too large" in only("# " + "x" * MOST_BYTES).what


@pytest.mark.parametrize("text", NASTY)
def test_text_in_quotes_is_text(text: str) -> None:
    quoted = "".join(f"\\U{ord(character):08X}" for character in text)
    assert parse(PLAN + f'note: "{quoted}"\n', "plan.yaml").note == letters.with_newlines(text)


@pytest.mark.parametrize("text", REFUSED)
def test_text_that_hides_something_is_refused_with_the_character(text: str) -> None:
    quoted = "".join(f"\\U{ord(character):08X}" for character in text)
    problem = only(PLAN + f'note: "{quoted}"\n')
    assert place(problem) == (15, 1, "note")
    assert problem.what.startswith(f"holds U+{ord(text[0]):04X}")


@pytest.mark.parametrize("text", ["NO", "on", "12:30", "2027-01-01", "0x10", "1_000", "007", "yes"])
def test_plain_words_stay_text(text: str) -> None:
    assert parse(PLAN + f"note: {text}\n", "plan.yaml").note == text


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_every_editors_files_load(tmp_path: Path, ending: str, start: bytes) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(start + PLAN.replace("\n", ending).encode())
    assert load(path).plan == parse(PLAN, "plan.yaml")


def test_other_encodings_are_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    for content in (PLAN.encode() + "note: Zoë\n".encode("latin-1"), PLAN.encode("utf-16")):
        path.write_bytes(content)
        with pytest.raises(InputError, match="is not UTF-8 text") as caught:
            load(path)
        assert caught.value.problems[0].line == (15 if content.startswith(b"schema") else 1)


def test_schema_of_the_future_asks_for_an_update() -> None:
    assert only("schema: 7\nnew: {deep: true}\n").hint == "Update Microhit to open it."


GOLDEN_TEXT = GOLDEN.read_text(encoding="utf-8")
LINES = GOLDEN_TEXT.splitlines(keepends=True)
PIECES = st.sampled_from(
    [
        *LINES,
        *NASTY,
        *"{}[]:,-?#&*!|>'\"%@`\\ \n\t",
        "- ",
        "  ",
        "? ",
        ": ",
        "!!",
        "schema: 1\n",
        "\\U",
    ]
)


def loads_or_tells(text: str) -> None:
    try:
        plan = parse(text, "plan.yaml")
    except InputError as told:
        error = told
    else:
        assert parse(dump(plan), "plan.yaml") == plan
        return
    assert error.problems
    assert str(error).startswith("plan.yaml")


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=12).map("".join) | st.text())
def test_any_text_loads_or_is_told(text: str) -> None:
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        document.LOADER = loader
        loads_or_tells(text)


@settings(max_examples=60)
@given(st.integers(0, len(GOLDEN_TEXT)), st.integers(0, 40), PIECES)
def test_a_damaged_plan_loads_or_is_told(at: int, length: int, piece: str) -> None:
    loads_or_tells(GOLDEN_TEXT[:at] + piece + GOLDEN_TEXT[at + length :])


@settings(max_examples=100)
@given(content=st.binary(max_size=200))
def test_any_bytes_load_or_are_told(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError):
        load(path)


def test_small_sample_is_valid() -> None:
    assert parse(dump(small()), "plan.yaml") == small()


def test_a_schema_number_in_quotes_is_told_as_such() -> None:
    with pytest.raises(InputError, match="Write it without quotes: `schema: 2`"):
        parse(PLAN.replace("schema: 2", "schema: '2'"), "plan.yaml")
