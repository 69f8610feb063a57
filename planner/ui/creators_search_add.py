"""Page Creators, a channel's way into the creator sheet: under a name that the person types."""

from __future__ import annotations

import streamlit as st

from planner.creators import sheet
from planner.creators.offers import Offer
from planner.creators.youtube_data import Channel, Query
from planner.ui import creators_search_form, creators_sheet, fields, session, show
from planner.ui import creators_search_texts as texts
from planner.ui.session import Work

PLATFORM = "youtube"
USUAL_FORMAT = "video"


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
        offer = _offer(work, query, channel, same[0] if same else None)
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


def _offer(work: Work, query: Query, channel: Channel, same: Offer | None) -> Offer:
    goals, key = work.plan.goals, f"search.add.{channel.id}"
    here = next((code for code in goals.regions if query.region in goals.members(code)), "")
    spoken = [one for one in (same.language if same else "", query.language) if one]
    options = [*fields.language_options([*spoken, *creators_search_form.languages_of(goals)]), ""]
    places = fields.row(4)
    name = places[0].text_input(
        "Name",
        same.creator if same else "",
        max_chars=fields.LONGEST_NAME,
        key=f"{key}.name",
        placeholder="As you call them",
        help=texts.NAME_HELP,
    )
    regions = list(dict.fromkeys([*goals.regions, *([same.region] if same else []), ""]))
    region = places[1].selectbox(
        "Region",
        regions,
        regions.index(same.region if same else here),
        key=f"{key}.region",
        format_func=lambda code: show.region(code, goals) if code else "Not known yet",
    )
    language = places[2].selectbox(
        "Language",
        options,
        0 if spoken else len(options) - 1,
        key=f"{key}.language",
        format_func=lambda code: show.language(code) if code else "Not known yet",
    )
    kind = places[3].text_input(
        "Format",
        "" if same else USUAL_FORMAT,
        max_chars=fields.LONGEST_NAME,
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


def _obstacle(work: Work, offer: Offer) -> str:
    """Return why the offer cannot be added now; "" where it can."""
    if work.frozen:
        return texts.FROZEN
    if creators_sheet.pending(work):
        return texts.UNSAVED
    return "" if offer.creator and offer.format else texts.NO_NAME


def _add(work: Work, offer: Offer) -> None:
    """Write the offer below the others, checked as if the whole sheet were read anew."""
    path, goals = creators_sheet.path_of(work), work.plan.goals
    text = sheet.sheet_text([*sheet.read_sheet(path, goals), offer])
    sheet.write_sheet(path, sheet.parse_sheet(text, path.name, goals))
    session.say(texts.ADDED.format(lacks=", ".join(offer.missing)))
    st.rerun()
