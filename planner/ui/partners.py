"""The parts of page Partners."""

from __future__ import annotations

import io
import zipfile

import streamlit as st

from planner.model.plan import Plan
from planner.partners import brief
from planner.partners import words as catalogues
from planner.partners.parts import Brief
from planner.plan.contacts import Contacts
from planner.ui import cache, frame, regions, show, words
from planner.ui.guard import guarded
from planner.ui.session import Work

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a ZIP archive can hold; a fixed one gives the same bytes each time."""
PAGE_WIDTH = 440
"""Pixels below which a page's text can't be read: two stand side by side where they fit."""


def summary(work: Work) -> bool:
    """Say in one sentence who gets a brief; return whether there are briefs to show."""
    section = work.plan.partners
    if frame.need_suggestion(work) or section is None:
        return False
    named = [one for one in section.regions.values() if one.partner]
    first = min(
        (one.first_action for one in section.regions.values() if one.first_action), default=None
    )
    languages = {one.language for one in section.regions.values()}
    st.write(
        f"{show.plural(len(section.regions), 'brief')} in "
        f"{show.plural(len(languages), 'language')}; "
        f"the first task falls due on {show.day(first)}."
    )
    frame.figures(
        {
            "Briefs": len(section.regions),
            "Partners named": f"{len(named)} of {len(section.regions)}",
            "First task due": show.short_day(first),
        }
    )
    return True


def content(work: Work, region: str, language: str, people: Contacts) -> Brief:
    """Return what stands in a region's brief."""
    return brief.content(work.plan, region, language=language, contacts=people)


def language_picker(work: Work, region: str) -> str:
    """Draw the list of brief languages, the partner's own first; return the one chosen."""
    section = work.plan.partners
    own = section.regions[region].language if section and region in section.regions else "en"
    options = list(dict.fromkeys([own, *catalogues.languages()]))
    return str(st.selectbox("Language", options, key=f"brief.{region}", format_func=show.language))


def pages(work: Work, region: str, brief: Brief) -> None:
    """Show a brief's pages as they will be printed."""
    name, language = show.region(region, work.plan.goals), show.language(brief.language)
    with guarded("The pages can't be shown:"):
        with st.spinner("Setting the pages"):
            pictures = cache.pictures(brief)
        grid = st.grid(2, min_column_width=PAGE_WIDTH, gap="small")
        for number, picture in enumerate(pictures, 1):
            told = f"{name}, page {number} of {len(pictures)}"
            with grid, st.container(border=True):
                st.image(
                    picture,
                    caption=told,
                    width="stretch",
                    alt=f"Brief in {language}: {told}. The PDF holds the text.",
                )


def why(work: Work, region: str, language: str, brief: Brief) -> None:
    """Explain the brief's language, when its tasks start, and what is not in that language."""
    with st.expander("Why", icon=":material/help:"):
        for line in reasons(work.plan, region, language, brief):
            st.text(f"• {line}", wrap=True)


def reasons(plan: Plan, region: str, language: str, brief: Brief) -> list[str]:
    """Return one sentence for each choice behind a brief; `language` is the one picked."""
    return [_why_language(plan, region, language), *_why_dates(plan, region), *_why_english(brief)]


def _why_language(plan: Plan, region: str, language: str) -> str:
    name, partner = show.language(language), plan.goals.regions[region].partner
    if partner and partner.language == language:
        return f"In {name}, since {partner.name} reads it."
    planned = plan.partners.regions.get(region) if plan.partners else None
    if planned and planned.language == language:
        return f"In {name}, the main language there; no language of the partner is named below."
    return f"In {name}, since you chose it here."


def _why_dates(plan: Plan, region: str) -> list[str]:
    timing = plan.timing.regions.get(region) if plan.timing else None
    if timing is None or timing.date is None:
        return ["No task has a start yet, since the release has no date."]
    starts = sorted(timing.start_by.items(), key=lambda item: (item[1], item[0]))
    return [
        f"{words.line(task)} starts by {show.day(day)}, so that it and all that waits for it are "
        f"ready for the release on {show.day(timing.date)}."
        for task, day in starts
    ]


def _why_english(brief: Brief) -> list[str]:
    """Name what stands there in another language than the reader's."""
    texts = {"logline": brief.logline, "messages": brief.messages}
    texts["do-not-show list"] = brief.do_not_show
    found = [
        f"The {name} is in {show.language(part.items[0].language)}: page Film has no other yet."
        for name, part in texts.items()
        if part and part.note
    ]
    return [*brief.notices, *found]


def downloads(work: Work, region: str, language: str, people: Contacts) -> None:
    """Offer one brief as PDF, or all of them as ZIP; each is made when it is asked for."""
    plan, slug = work.plan, work.slug
    with st.container(horizontal=True):
        st.download_button(
            "Download this brief (PDF)",
            lambda: one_pdf(plan, region, language, people),
            file_name=f"{slug}-{region}-{language}.pdf",
            mime="application/pdf",
            type="primary",
            icon=":material/download:",
            key="brief.pdf",
        )
        st.download_button(
            "Download all briefs (ZIP)",
            lambda: all_pdfs(plan, slug, people),
            file_name=f"{slug}-briefs.zip",
            mime="application/zip",
            icon=":material/folder_zip:",
            key="brief.zip",
        )


def one_pdf(plan: Plan, region: str, language: str | None, people: Contacts) -> bytes:
    """Return one brief as PDF."""
    from planner.partners.pdf import brief_pdf  # noqa: PLC0415  # loads Typst and the fonts

    return brief_pdf(plan, region, language, people)


def all_pdfs(plan: Plan, slug: str, people: Contacts) -> bytes:
    """Return every region's brief, each in its partner's language, as a ZIP archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for region in plan.goals.regions:
            name = zipfile.ZipInfo(f"{slug}-{region}.pdf", FIRST_DAY)
            archive.writestr(name, one_pdf(plan, region, None, people))
    return packed.getvalue()


def names(work: Work) -> None:
    """Edit who opens the film in each region, and in which language they read."""
    shown = ["partner.name", "partner.contact", "partner.language", "rights.holder"]
    regions.table(work, "partners", shown, "partners")
