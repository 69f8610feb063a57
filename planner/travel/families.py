"""Which languages are near each other, coarsely: a title in a rare one borrows from its family."""

from __future__ import annotations

FAMILIES = {
    "Romance": "ca es eu fr gl it pt ro",
    "Germanic and Nordic": "af da de et fi is lt lv nb nl nn no sv",
    "Slavic": "bg bs cs hr hu mk pl ru sk sl sr uk",
    "South Asian": "bn gu hi kn ml mr ne pa si ta te ur",
    "East Asian": "cn ja ko zh",
    "South-East Asian": "fil id jv km ms my th tl vi",
    "Middle Eastern": "ar fa he hy ka ku tr az",
    "African": "am ha ig sw xh yo zu",
}
"""Families as the rows of the lists group them: by descent where it helps, by neighbourhood where
a language has few relatives there (Hungarian, Georgian, Basque)."""
OF = {code: name for name, codes in FAMILIES.items() for code in codes.split()}


def family(language: str) -> str:
    """Return the family of a language by its ISO 639 code; a language of none is its own."""
    return OF.get(language, language)
