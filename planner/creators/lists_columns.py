"""Which column of the creator sheet the header of somebody else's table means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planner.audience.words import folded, is_region, listed, unaccented
from planner.creators.offers import COLUMNS
from planner.creators.sheet_numbers import TIMES, currencies

HANDLE, PRIVATE, ON_PLATFORM = "handle", "private", "on platform"
"""What is no column of ours: an account's name, data of persons, which is not kept, and a platform
alone, whose column may hold followers, links or accounts."""
BRACKETS = re.compile(r"[(\[](.*?)[)\]]", re.DOTALL)
WORDS: dict[str, str] = {
    "creator": """
        creator|creators|name|creator name|influencer|influencer name|influencers|talent
        channel name|account name|full name|display name|channel
        nombre|nombre del creador|creador|creadora|nombre del influencer|canal|nombre del canal
        créateur|créatrice|nom|nom du créateur|influenceur|influenceuse|chaîne|nom de la chaîne
        ersteller|kanalname|kanal|name des creators|name des kanals|creatorin
        nome|criador|criadora|criador de conteúdo|influenciador|influenciadora|nome do criador
        nome do canal|creatore|creatrice|nome del creator|canale|nome del canale|nome creator
    """,
    HANDLE: """
        handle|username|user name|user|account|usuario|cuenta
        nombre de usuario|pseudo|identifiant|nom d'utilisateur|compte|benutzername|nutzername|konto
        usuário|nome de usuário|conta|utente|nome utente
    """,
    PRIVATE: """
        email|e-mail|mail|email address|phone|phone number|tel|telephone|mobile|whatsapp|address
        contact|contact email|agent|manager|correo|correo electrónico|teléfono|contacto|courriel
        adresse|téléphone|e-mail-adresse|telefon|telefonnummer|kontakt|ansprechpartner|endereço
        telefone|contato|indirizzo|telefono|contatto|date of birth|birthday|age
    """,
    "platform": """
        platform|platforms|network|social network|social media|plataforma|red social|red
        plateforme|réseau|réseau social|plattform|netzwerk|soziales netzwerk|rede social|rede
        piattaforma|rete sociale|social
    """,
    "channel_id": """
        channel id|youtube channel id|id del canal|id de la chaîne|kanal-id|kanal id|id do canal
        id canale|id del canale
    """,
    "link": """
        link|url|profile|profile link|profile url|channel link|channel url|website|enlace
        enlace del perfil|lien|lien du profil|perfil|link do perfil|profil|profillink
        collegamento|profilo|link profilo
    """,
    "region": "based in|home country|country of residence|paese di residenza|país de residencia",
    "language": """
        language|languages|lang|content language|main language|idioma|lengua
        idioma del contenido|langue|langue du contenu|sprache|hauptsprache|língua
        idioma do conteúdo|lingua|lingua dei contenuti
    """,
    "format": """
        format|post type|content type|deliverable|formato|tipo de contenido|tipo de publicación
        type de contenu|type de publication|inhaltstyp|beitragsart|formato do conteúdo
        tipo de conteúdo|tipo di contenuto
    """,
    "price": """
        price|cost|rate|fee|quote|price per post|rate per post|cost per post|fee per post|precio
        precio por publicación|precio por post|coste|costo|tarifa|prix|tarif|coût|cachet
        prix par publication|prix par post|preis|preis pro post|preis pro beitrag|kosten|honorar
        preço|preço por post|preço por publicação|custo|cachê|valor|prezzo|prezzo per post|tariffa
        compenso
    """,
    "currency": "currency|moneda|divisa|devise|monnaie|währung|moeda|valuta",
    "expected_views": """
        views|expected views|average views|avg views|avg. views|views avg|mean views|median views
        views per post|views per video|average views per post|average views per video|plays
        visualizaciones|visualizaciones medias|vistas|vistas medias|reproducciones|vues
        vues moyennes|vues par vidéo|aufrufe|durchschnittliche aufrufe|aufrufe pro video
        ansichten|visualizações|visualizações médias|média de visualizações|visualizzazioni
        visualizzazioni medie|media visualizzazioni|promedio de vistas
    """,
    "people_reached": """
        people reached|reach|unique reach|reach per post|average reach|avg reach|accounts reached
        alcance|alcance medio|personas alcanzadas|portée|portée moyenne|personnes touchées
        reichweite|durchschnittliche reichweite|erreichte personen|alcance médio
        pessoas alcançadas|portata|persone raggiunte|copertura
    """,
    "audience": """
        audience|audience shares|audience by country|audience countries|audience geography
        top countries|audiencia|audiencia por país|audience par pays|publikum|publikum nach land
        audiência|audiência por país|pubblico|pubblico per paese
    """,
    "followers": """
        followers|follower|subscribers|subs|fans|follower count|subscriber count|followers count
        seguidores|suscriptores|abonnés|nombre d'abonnés|abonnenten|abos|inscritos|iscritti
        seguaci|anzahl follower|número de seguidores|nº de seguidores
    """,
    "evidence": "evidence|proof|source|fuente|quelle|fonte|nachweis|beleg|preuve|prueba|prova",
    "evidence_note": "evidence note",
    "state": "state|status|contact state|stage|estado|statut|stato|kontaktstand",
    "disclosure_agreed": "disclosure agreed|disclosure|disclosure ok|ad label agreed",
    "note": """
        note|notes|comment|comments|remark|remarks|category|categories|category 1|category 2
        category-1|category-2|niche|topic|topics|genre|nota|notas|observaciones|comentario
        comentarios|categoría|tema|remarque|remarques|commentaire|commentaires|catégorie|thème
        bemerkung|bemerkungen|notiz|notizen|kommentar|anmerkung|anmerkungen|kategorie|thema
        observações|comentários|categoria|osservazioni|commenti|argomento
    """,
}
"""How people of several languages call the columns; regions are in planner/audience/words.py."""
WITHIN = {
    "followers": "followers|subscribers|seguidores|suscriptores|abonnes|abonnenten|iscritti",
    "expected_views": "views|vistas|visualizaciones|vues|aufrufe|visualizacoes|visualizzazioni",
    "price": "price|precio|prix|tarif|preis|preco|prezzo|tarifa|tariffa",
}
"""A header that holds one of these words means the column too: `Average views, 30 days`."""
PRICE_WORDS = re.compile(
    rf"\b({WITHIN['price']}|rate|fee|cost|costo|coste|per|por|par|pro|je|for|a|an|de|do|du|del)\b"
)
PLATFORMS = {
    "youtube": r"you ?tube(rs?)?|youtu\.be|yt",
    "tiktok": r"tik ?tok(ers?)?|tt",
    "instagram": r"insta(gram)?(mers?)?|ig",
    "facebook": "facebook|fb",
    "twitch": "twitch",
    "x": r"twitter|x\.com",
    "podcast": "podcasts?",
    "newsletter": "newsletters?",
    "snapchat": "snapchat",
}
"""How a file's name, a header or a link tells of a platform."""
OTHER = re.compile(
    r"\b(total|lifetime|all[- ]time|gesamt\w*|totales|totaux|totais|totali|growth|engagement|"
    r"rate of|cpm)\b|%"
)
"""What such a header must not hold: views of a whole life are not those of one post."""
OWN_ONLY = "posts"
"""In other people's tables this counts what was published, not what may be bought."""


@dataclass(frozen=True, slots=True)
class Named:
    """A column of ours (or `handle`, `private`), and the unit that its header names.

    The unit is a currency code, or a multiple such as `m` for millions.
    """

    column: str
    unit: str = ""


def column_of(header: str, *, own: bool = False) -> Named | None:
    """Return what a header means, None where it means nothing of ours.

    `own` says that the table is a creator sheet of ours, whose headers mean themselves.
    """
    name = folded(header)
    exact = name.replace(" ", "_")
    if own and exact in COLUMNS:
        return Named(exact)
    unit = next((found for text in BRACKETS.findall(header) if (found := _unit(text))), "")
    bare = unaccented(folded(BRACKETS.sub(" ", header)))
    unit = unit or next((word for word in bare.split() if len(word) > 2 and word in TIMES), "")
    if OTHER.search(unaccented(name)) or bare == OWN_ONLY:
        return None
    column = _KNOWN.get(bare) or ("region" if is_region(bare) or is_region(name) else None)
    column = column or _on_platform(bare)
    column = column or next((one for one, words in _WITHIN.items() if words.search(bare)), None)
    return Named(column, unit) if column else None


def _on_platform(bare: str) -> str | None:
    """Return what a header means beside the platform that it names: `handle` of `IG handle`."""
    platform = platform_in(bare)
    if not platform:
        return None
    rest = " ".join(_PLATFORMS[platform].sub(" ", bare).split())
    return _KNOWN.get(rest) if rest else ON_PLATFORM


def priced_format(header: str) -> str:
    """Return the format that a column of prices is about: `reel` of `Price per reel (EUR)`."""
    bare = unaccented(folded(BRACKETS.sub(" ", header)))
    return " ".join(PRICE_WORDS.sub(" ", bare).split())


def platform_in(text: str) -> str:
    """Return the one platform that a file's name, a header or a link tells of; "" if none is."""
    plain = text.casefold().replace("_", " ")
    found = [one for one, words in _PLATFORMS.items() if words.search(plain)]
    return found[0] if len(found) == 1 else ""


def is_own(header: list[str]) -> bool:
    """Return whether these are the columns of a creator sheet of ours, or most of them."""
    return (
        len({folded(name).replace(" ", "_") for name in header} & set(COLUMNS)) > len(COLUMNS) / 2
    )


def _unit(text: str) -> str:
    word = text.strip().removeprefix("in ").strip()
    if word.upper() in currencies():
        return word.upper()
    if word.casefold() in TIMES:
        return word.casefold()
    return {"€": "EUR", "£": "GBP", "000": "k", "'000": "k"}.get(word, "")


_KNOWN = {
    unaccented(folded(word)): column for column, words in WORDS.items() for word in listed(words)
}
_WITHIN = {column: re.compile(rf"\b({words})\b") for column, words in WITHIN.items()}
_PLATFORMS = {one: re.compile(rf"\b({words})\b") for one, words in PLATFORMS.items()}
