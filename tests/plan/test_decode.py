"""Bytes that are no UTF-8 text are told for what they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.errors import InputError, StoreError
from planner.plan.decode import read_bytes, read_file, text_of

TEXT = "schema: 2\nnote: Zoë\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_and_without_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT, encoding=encoding, newline="")
    assert read_file(path) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_other_unicode_is_named(encoding: str) -> None:
    with pytest.raises(InputError, match=r"x:1: is not UTF-8 text but UTF-16 or UTF-32"):
        text_of(TEXT.encode(encoding), "x")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_old_western_text_shows_the_letter_and_its_line(ending: str) -> None:
    with pytest.raises(InputError, match=r"x:2: is not UTF-8 text\. .*would read 'ë'") as caught:
        text_of(TEXT.replace("\n", ending).encode("cp1252"), "x")
    assert "Save it as UTF-8" in str(caught.value)


@pytest.mark.parametrize("content", [b"a: 1\nb: \0\n", b"a: 1\nb:" + b"\0" * 4096])
def test_nul_bytes_are_told(content: bytes) -> None:
    with pytest.raises(InputError, match=r"x:2: holds NUL bytes\. .*Restore"):
        text_of(content, "x")


@pytest.mark.parametrize("content", [b"\xff", b"\xc3", b"\x81", b"\xed\xa0\x80", b"\x00\x00\x00"])
def test_scraps_are_told(content: bytes) -> None:
    with pytest.raises(InputError):
        text_of(content, "x")


def test_too_much_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"
    with pytest.raises(InputError, match=r"too large for a list \(got '5 bytes'\)\. At most 4"):
        read_bytes(path, 4, "a list")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError, match="no ordinary file"):
        read_bytes(tmp_path / "pipe")


def test_a_link_to_a_device_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "campaigns" / "x"
    folder.mkdir(parents=True)
    (folder / "plan.yaml").symlink_to("/dev/zero")
    with pytest.raises(StoreError, match="/dev/zero, outside of the campaigns"):
        read_bytes(folder / "plan.yaml")


def test_what_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        read_file(tmp_path / "missing")
    with pytest.raises(StoreError, match="is a folder"):
        read_file(tmp_path)
