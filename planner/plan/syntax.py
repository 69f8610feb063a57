"""What a YAML reader says of broken text, in words for people who have not learnt YAML."""

from __future__ import annotations

import re

import yaml

from planner.errors import Problem

QUOTES = "Put the whole value in single quotes, such as 'Yes: a film'."
AFTER_QUOTE = 'Write a value with an apostrophe in double quotes, such as "it\'s".'
INDENTATION = "Lines of one part start at the same column, two spaces further in than their key."
WORDS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a second colon stands on one line", QUOTES),
    ("expected ':'", "a line holds no `key: value`", "Add the colon, or join it to the text."),
    ("escape", "a backslash in double quotes starts no known character", "Use single quotes."),
    ("quoted scalar", "a quote is never closed", "Close it at the end of the value."),
    ("',' or ']'", "a list in [ ] is not closed, or lacks a comma", "Look for the missing mark."),
    ("',' or '}'", "a record in { } is not closed, or lacks a comma", "Look for the missing mark."),
    ("expected key", "a line does not stand in line with those above it", INDENTATION),
    ("<block end>", "a line does not stand in line with those above it", INDENTATION),
    ("document start", "something stands between the parts of the plan", "Delete it."),
    ("cannot start any token", "a value starts with a sign that YAML keeps for itself", QUOTES),
    ("node content", "a value starts with a sign that YAML keeps for itself", QUOTES),
    ("expected '-' indicator", "a list has a line without `- `", INDENTATION),
    ("sequence entries", "`- ` stands behind a key", "Start the list on the next line."),
    ("incompatible", "asks for another version of YAML", "Delete the line that starts with %."),
    ("tag", "a value starts with an exclamation mark", QUOTES),
    ("anchor", "a value starts with `&`", QUOTES),
    ("alias", "a value starts with `*`", QUOTES),
    ("chomping", "a value starts with `|` or `>` but goes on in that line", QUOTES),
    ("line break", "a value starts with `|` or `>` but goes on in that line", QUOTES),
)
"""Part of what PyYAML or LibYAML says, and what it comes from; the first that fits."""

UNSPACED = re.compile(r"[ -]*([A-Za-z_]\w*)(?::(?![\s/])|：)")
"""A key whose colon lacks its blank, or is that of an East Asian keyboard; `https://` is none."""
HARD_BLANK = re.compile(r" *\u00a0")
"""An indentation as web pages and word processors copy it."""


def told(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    """Return the fault that stopped a YAML reader, with its place and what to do."""
    line, column = _place(error.problem_mark or error.context_mark)
    slip = _slip(text.splitlines(), line, name)
    if slip:
        return slip
    said = " ".join(str(part) for part in (error.problem, error.context) if part)
    shown = "".join(text.splitlines()[line - 1 : line])[: column + 1]
    if re.match(r" *\t|.*: *\t+\S*$", shown) or "'\\t'" in said:
        what, hint = "a tab where only spaces may stand", "Replace it by spaces."
    else:
        what, hint = next(
            ((what, hint) for part, what, hint in WORDS if part in said),
            (str(error.problem or error.context), "Check indentation, colons and quotes there."),
        )
    if hint == INDENTATION and shown[: column - 1].strip(" -"):
        what, hint = "something follows a closing quote or bracket", AFTER_QUOTE
    start = error.context_mark
    if start and start.line + 1 < line:
        what += f" (what it belongs to starts on line {start.line + 1})"
    return Problem(f"is not valid YAML: {what}", name, line, column, hint=hint)


def _slip(lines: list[str], line: int, name: str) -> Problem | None:
    """Return what a reader of YAML notices only in the line that follows."""
    for number in (line - 1, line):
        shown = lines[number - 1] if 0 < number <= len(lines) else ""
        unspaced = UNSPACED.match(shown)
        if unspaced:
            what = "no blank follows the colon of a key"
            hint = f"Write `{unspaced[1]}: `, then the value."
            return Problem(f"is not valid YAML: {what}", name, number, unspaced.end(), hint=hint)
        if HARD_BLANK.match(shown):
            what = "a line is indented by no-break spaces"
            hint = "Delete what stands before its key, and type blanks."
            return Problem(f"is not valid YAML: {what}", name, number, 1, hint=hint)
    return None


def _place(mark: yaml.Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
