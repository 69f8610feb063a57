"""Files of any kind and encoding are read, or refused in words."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.content import read_grids
from planner.audience.grid import Grid
from planner.errors import InputError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def grid(content: bytes) -> Grid:
    [found] = read_grids(content, "a.csv")
    return found


def cells(content: bytes) -> list[list[object]]:
    return [list(row.cells) for row in grid(content).rows]


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_grids(content, "a.file")
    assert str(caught.value).startswith("a.file")
    return str(caught.value)


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("encoding", "name", "text"),
    [
        ("utf-8", "UTF-8", "日付,国,値\n2026-01-05,日本,3\n"),
        ("utf-8-sig", "UTF-8", "Semaine,Pays,Valeur\n2026-01-05,Grèce,3\n"),
        ("utf-16", "UTF-16", "Semaine\tPays\tValeur\n2026-01-05\tGrèce\t3\n"),
        ("utf-16-le", "UTF-16", "Semaine\tPays\tValeur\n2026-01-05\tGrèce\t3\n"),
        ("utf-16-be", "UTF-16", "Semaine\tPays\tValeur\n2026-01-05\tGrèce\t3\n"),
        ("cp1252", "Windows-1252", "Semaine;Région;Valeur\n2026-01-05;Côte d’Ivoire;3\n"),
        ("iso8859-1", "Windows-1252", "Semana;País;Valor\n2026-01-05;España;3\n"),
        ("cp1250", "Windows-1250", "Týden;Země;Hodnota\n2026-01-05;Česko;3\n"),
        ("cp1251", "Windows-1251", "Дата;Страна;Значение\n2026-01-05;Франция;3\n"),
        ("cp1253", "Windows-1253", "Ημερομηνία;Χώρα;Τιμή\n2026-01-05;Ελλάδα;3\n"),
        ("cp1254", "Windows-1254", "Tarih;Ülke;Değer\n2026-01-05;Türkiye;3\n"),
        ("iso8859-5", "ISO-8859-5", "Дата;Страна;Значение\n2026-01-05;Франция;3\n"),
        ("shift_jis", "Shift-JIS", "日付,国,値\n2026-01-05,日本,3\n"),
        ("gb18030", "GB18030", "日期,地区,数值\n2026-01-05,法国,3\n"),
        ("euc_kr", "EUC-KR", "날짜,국가,값\n2026-01-05,프랑스,3\n"),
    ],
)
def test_the_encoding_is_told_by_the_words_in_the_file(encoding: str, name: str, text: str) -> None:
    found = grid(text.encode(encoding))
    assert found.encoding == name
    split = [row.replace(";", ",").replace("\t", ",").split(",") for row in text.splitlines()]
    assert [list(row.cells) for row in found.rows] == split


def test_letters_that_mean_nothing_to_us_do_not_stop_the_reading() -> None:
    assert cells("week,FR,note\n2026-01-05,3,ñandú\n".encode("cp1252"))[1][:2] == [
        "2026-01-05",
        "3",
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_columns_are_separated_by_what_makes_a_table(mark: str) -> None:
    text = f"Some title, by hand; 2026\n\nweek{mark}FR{mark}JP\n2026-01-05{mark}1{mark}2\n"
    found = grid(text.encode())
    assert found.delimiter == mark
    assert [row.line for row in found.rows] == [1, 3, 4]
    assert found.rows[-1].cells == ("2026-01-05", "1", "2")


def test_decimal_commas_do_not_pass_for_separators() -> None:
    text = "Woche;FR;JP\n" + "".join(f"2026-W{at:02};{at},5;{at},25\n" for at in range(1, 30))
    assert grid(text.encode()).delimiter == ";"


def test_excels_first_line_names_the_separator_and_lines_stay_true() -> None:
    found = grid(b"sep=#\r\nweek#FR\r\n2026-01-05#1\r\n")
    assert [(row.line, row.cells) for row in found.rows][1] == (3, ("2026-01-05", "1"))


def test_a_gzip_file_is_unpacked() -> None:
    assert cells(gzip.compress(b"week,FR\n2026-01-05,1\n"))[1] == ["2026-01-05", "1"]
    assert "damaged gzip" in refused(gzip.compress(b"week,FR")[:12])


def test_parquet_keeps_its_types() -> None:
    frame = pd.DataFrame({"week": pd.to_datetime(["2026-01-05"]), "FR": [1.5], "JP": [None]})
    content = io.BytesIO()
    frame.to_parquet(content)
    [header, row] = cells(content.getvalue())
    assert header == ["week", "FR", "JP"]
    assert row == [pd.Timestamp("2026-01-05").date(), 1.5, ""]
    assert "no readable Parquet" in refused(content.getvalue()[:-8])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "Workbook".encode("utf-16-le"), "save it as XLSX"),
        (b"PK\x03\x04 no archive", "damaged ZIP archive"),
        (zipped({"readme.txt": b"hello"}), "archive without a CSV table"),
        (zipped({"mimetype": b"x", "content.xml": b"x"}), "OpenDocument"),
        (zipped({"xl/workbook.bin": b"x"}), "xlsb"),
        (zipped({"a.csv": b"0" * 11_000_000}), "too large"),
        (zipped({"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "no spreadsheet"),
        (zipped({"xl/workbook.xml": "<!DOCTYPE x>".encode("utf-16")}), "no spreadsheet"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "no readable XLSX"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is not text"),
        (b'week,FR\n2026-01-05,"1\n', "is no valid CSV"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, said: str) -> None:
    assert said in refused(content)


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.audience.delimited.MOST_CELLS", 5)
    assert "too large" in refused(b"week,FR\n1,2\n3,4\n")
    monkeypatch.setattr("planner.audience.content.LARGEST_FILE", 5)
    assert "too large" in refused(b"week,FR\n")


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"PAR1", OLE, b"\x1f\x8b", b"\xff\xfe"]),
)
def test_any_bytes_are_a_grid_or_an_error_for_people(content: bytes, start: bytes) -> None:
    with suppress(InputError):
        assert read_grids(start + content, "a.file")


Broken = Callable[[bytes], bytes]


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_a_grid_or_an_error_for_people(at: int, junk: bytes) -> None:
    good = zipped({"a.csv": b"week,FR\n2026-01-05,1\n" * 50})
    with suppress(InputError):
        read_grids(good[:at] + junk + good[at + len(junk) :], "a.file")
