"""Page Creators, a channel's way into the creator sheet: under a name that the person types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.creators.offers import Offer
from planner.creators.sheet import sheet_text
from planner.creators.sheet_texts import LONGEST_NAME, LONGEST_WORD
from planner.creators.youtube_data import Channel, Query
from planner.model.goals import Goals
from planner.ui import creators_search_texts as texts
from planner.ui import creators_sheet, fields, show
from planner.ui.creators_search_form import languages_of
from planner.ui.session import Work

PLATFORM = "youtube"
USUAL_FORMAT = "video"
UNKNOWN = "Not known yet"


def form(work: Work, query: Query, channel: Channel) -> None:
    """Draw the form; write the sheet and draw the page anew once it is pressed.

    Raises:
        InputError: the sheet cannot be used, or the new row does not fit it.
        StoreError: it cannot be written.
    """
    same = [offer for offer in creators_sheet.known(work) if offer.channel_id == channel.id]
    with st.container(border=True):
        st.markdown("#### Add to the creator sheet", help=texts.ADD)
        if same:
            formats = ", ".join(offer.format for offer in same)
            st.text(f"In the sheet already, as {same[0].creator}: {formats}.", wrap=True)
        offer = _offer(work, query, channel, same)
        reason = _obstacle(work, offer)
        with st.container(horizontal=True, vertical_alignment="center"):
            pressed = st.button(
                "Add to the creator sheet",
                key="search.add",
                icon=":material/playlist_add:",
                disabled=bool(reason),
            )
            st.text(reason or texts.ADD, wrap=True)
        if pressed:
            _add(work, offer)


def _offer(work: Work, query: Query, channel: Channel, there: Sequence[Offer]) -> Offer:
    """Draw the fields, which start anew once the channel was added; return what they hold.

    A creator who is there already has one name, region and language in all rows.
    """
    key = f"search.add.{channel.id}.{len(there)}"
    usual = there[0] if there else _usual(work, query)
    places = fields.row(4)
    name = places[0].text_input(
        "Name",
        usual.creator,
        max_chars=LONGEST_NAME,
        key=f"{key}.name",
        placeholder="As you call them",
        help=texts.NAME_HELP,
        disabled=bool(there),
    )
    region, language = _place(places[1:3], work.plan.goals, usual, key, disabled=bool(there))
    kind = places[3].text_input(
        "Format",
        "" if there else USUAL_FORMAT,
        max_chars=LONGEST_WORD,
        key=f"{key}.format",
        help=texts.FORMAT_HELP,
    )
    return Offer(
        creator=(name or "").strip(),
        platform=PLATFORM,
        channel_id=channel.id,
        link=channel.link,
        region=region,
        language=language,
        format=(kind or "").strip(),
    )


def _place(
    places: Sequence[DeltaGenerator], goals: Goals, usual: Offer, key: str, *, disabled: bool
) -> tuple[str, str]:
    """Draw the lists of regions and languages; return what is chosen."""
    region = _choice(
        places[0],
        "Region",
        [usual.region, *goals.regions, ""],
        lambda code: show.region(code, goals) if code else UNKNOWN,
        key=key,
        disabled=disabled,
    )
    language = _choice(
        places[1],
        "Language",
        [usual.language, *fields.language_options(languages_of(goals)), ""],
        lambda code: show.language(code) if code else UNKNOWN,
        key=key,
        disabled=disabled,
    )
    return region, language


def _usual(work: Work, query: Query) -> Offer:
    """Return what the fields of a new creator begin with: whom the search was for."""
    goals = work.plan.goals
    here = (
        code
        for code in goals.regions
        if query.region in [member[:2] for member in goals.members(code)]
    )
    return Offer("", PLATFORM, region=next(here, ""), language=query.language or "")


def _choice(
    place: DeltaGenerator,
    label: str,
    options: Sequence[str],
    name: Callable[[str], str],
    *,
    key: str,
    disabled: bool,
) -> str:
    """Draw a list that begins with the first of its options."""
    return place.selectbox(
        label,
        list(dict.fromkeys(options)),
        key=f"{key}.{label.lower()}",
        format_func=name,
        disabled=disabled,
    )


def _obstacle(work: Work, offer: Offer) -> str:
    """Return why the offer cannot be added now; "" where it can."""
    if work.frozen:
        return texts.FROZEN
    if creators_sheet.pending(work):
        return texts.UNSAVED
    return "" if offer.creator and offer.format else texts.NO_NAME


def _add(work: Work, offer: Offer) -> None:
    """Write the offer below the others.

    How far the talks with a creator are is the same in all their rows.
    """
    others = creators_sheet.read(work)
    for other in others:
        if other.creator == offer.creator:
            offer = replace(offer, state=other.state, disclosure_agreed=other.disclosure_agreed)
    told = texts.ADDED.format(state=offer.state, lacks=", ".join(offer.missing))
    creators_sheet.put(work, sheet_text([*others, offer]), told)
