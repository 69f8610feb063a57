"""Words by which columns and rows of other people's tables are recognised, in many languages."""

from __future__ import annotations

import re
import unicodedata


def listed(text: str) -> frozenset[str]:
    """Return words that are written between bars and line ends."""
    return frozenset(word.strip() for word in re.split(r"[|\n]", text)) - {""}


STARTS = ("week commencing", "week starting", "week beginning", "week start", "w/c")
ENDS = ("week ending", "week end", "w/e")
DAY = listed("""
    week|date|day|time|period|weekend|week of|cine week start|start date|semaine|jour|période|datum
    woche|tag|zeit|zeitraum|kw|fecha|semana|día|data|dia|período|periodo|giorno|settimana|dag|periode
    vecka|uge|uke|dato|päivä|viikko|päivämäärä|tydzień|dzień|týden|den|hét|nap|dátum|săptămână|zi
    дата|неделя|день|тиждень|седмица|tarih|hafta|gün|ημερομηνία|εβδομάδα|תאריך|שבוע|تاريخ|التاريخ
    أسبوع|الأسبوع|日付|週|日|期間|日期|周|星期|날짜|주|기간|일|วันที่|สัปดาห์|ngày|tuần|tanggal|minggu
    तारीख|सप्ताह
""")
REGION = listed("""
    region|country|territory|geo|geography|location|market|country name|region name|pays|région
    territoire|land|gebiet|region/land|geografie|país|región|territorio|paese|regione|maa|kraj|země
    ország|țară|страна|регион|країна|ülke|bölge|χώρα|מדינה|ארץ|دولة|الدولة|البلد|国|地域|国家|地区
    国家/地区|國家|地區|국가|지역|나라|ประเทศ|quốc gia|negara|देश|stát|krajina|земља|држава|država
""")
REGION_CODE = listed("""
    country code|region code|country iso2|iso2|iso|iso code|iso 3166|geo code|country iso3|iso3
    territory code|ländercode|code pays|código de país
""")
VALUE = listed("""
    value|values|wert|werte|valeur|valor|valore|waarde|värde|verdi|værdi|arvo|wartość|hodnota|érték
    valoare|значение|значення|değer|τιμή|ערך|قيمة|القيمة|値|数値|值|数值|數值|값|ค่า|nilai|मान
    giá trị
""")
YEAR = listed("""
    year|iso year|jahr|année|année iso|año|ano|anno|jaar|år|rok|év|an|год|рік|yıl|έτος|שנה|年|연도
    năm
""")
SIGNAL = listed("signal|metric|measure|indicator|kpi|series")
TOTAL = listed("""
    total|totals|grand total|sum|overall|all|total général|totaux|somme|gesamt|summe|gesamtsumme
    insgesamt|gesamtergebnis|total general|suma|totale|totale complessivo|totaal|totalt|i alt
    yhteensä|razem|suma końcowa|celkem|celkový součet|összesen|végösszeg
    итого|всего|общий итог|разом|toplam
    genel toplam|σύνολο|סהכ|סך הכל|المجموع|الإجمالي|合計|総計|合计|总计|總計
    합계|총계|รวม|tổng|tổng cộng|कुल
""")
WORLD = listed("""
    world|worldwide|global|monde|monde entier|tous les pays|welt|weltweit|alle länder|mundo
    todo el mundo|todo o mundo|tutto il mondo|wereldwijd|весь мир|tüm dünya
    すべての国|全世界|全球|전 세계
    cały świat
""")
UNUSED = listed("source|fetched|note|notes|comment|comments|ispartial") | {""}
"""Columns beside the figures that say nothing about a region."""
MISSING = listed("-|–|—|n/a|na|n.a.|nan|null|none|..|...|…|:|#n/a|k.a.")
"""What people and programs write into a cell where nothing was observed."""


def folded(cell: object) -> str:
    """Return a header or label in the form in which words are compared."""
    text = unicodedata.normalize("NFC", str(cell)).casefold()
    return re.sub(r"[\s_]+", " ", text).strip(" .:*\"'")


def unaccented(text: str) -> str:
    """Return text without accents; what is left of its letters is decomposed (NFKD)."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def counted(count: int, one: str, many: str) -> str:
    """Return `1 row`, `2,000 rows`."""
    return f"{count:,} {one if count == 1 else many}"


def is_day(cell: object) -> bool:
    """Return whether a header names a column of dates or weeks."""
    word = folded(cell)
    return word in DAY or word.startswith((*STARTS, *ENDS))


def direction(cell: object) -> int:
    """Return 1 for a header that dates weeks by their first day, -1 for the last, 0 for neither."""
    word = folded(cell)
    return 1 if word.startswith(STARTS) else -1 if word.startswith(ENDS) else 0


def is_region(cell: object) -> bool:
    """Return whether a header names a column of regions."""
    return folded(cell) in REGION | REGION_CODE


def is_total(cell: object) -> bool:
    """Return whether a label names a sum over weeks or regions."""
    return folded(cell) in TOTAL | WORLD


def is_missing(text: str) -> bool:
    """Return whether a cell says that nothing was observed."""
    return not text or text.casefold() in MISSING


def is_known(cell: str) -> bool:
    """Return whether this is one of the words above."""
    word = folded(cell)
    return any(word in words for words in (DAY, REGION, VALUE, TOTAL, WORLD))
