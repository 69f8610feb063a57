"""Signing in at Google, and out again, from the page."""

from __future__ import annotations

import streamlit as st

from planner.net.google_scopes import Scope
from planner.ui import audience_words, session
from planner.ui.audience_tasks import Steps, Task

LIMIT = 300.0
"""Seconds that a person has to sign in, as `planner.net.google_sign_in.LIMIT`."""


def row(scope: Scope) -> tuple[bool, Task | None]:
    """Say whether somebody is signed in, with a way in or out; return that, and a sign-in started.

    Raises:
        InputError: a service account's file cannot be used.
    """
    from planner.net.google import service_account, signed_in  # noqa: PLC0415  # slow to load

    account = service_account(scope)
    ready = signed_in(scope)
    with st.container(horizontal=True, vertical_alignment="center"):
        if account is not None:
            st.badge("Service account", icon=":material/key:", color="green")
            st.text(f"Share the sheet with {account.email} as a viewer.", wrap=True)
        elif ready:
            st.badge("Signed in", icon=":material/check:", color="green")
            st.button("Sign out", key=f"{scope.name}.out", on_click=_out, args=(scope,))
        pressed = not ready and st.button(
            "Sign in at Google",
            key=f"{scope.name}.in",
            type="primary",
            icon=":material/login:",
            help=audience_words.SIGN_IN_HELP,
        )
    return ready, _sign_in(scope) if pressed else None


def _sign_in(scope: Scope) -> Task:
    def do(steps: Steps) -> None:
        from planner.net.google_sign_in import sign_in  # noqa: PLC0415  # slow to load

        told: list[str] = []

        def cancelled() -> bool:
            if told:  # the address comes on another thread, which cannot draw
                _lead_on(steps, told.pop())
            return steps.cancelled()

        steps.progress(0, 1, "Waiting for you at Google")
        sign_in(scope, open_browser=False, show=told.append, limit=LIMIT, cancelled=cancelled)
        session.say(f"Signed in: {scope.title} can be read.")

    return Task(f"Signing in to read {scope.title}", do, st.container())


def _lead_on(steps: Steps, address: str) -> None:
    with steps.slot.container(horizontal=True, vertical_alignment="center"):
        st.link_button("Go on at Google", address, type="primary", icon=":material/open_in_new:")
        st.caption(audience_words.AT_GOOGLE)


def _out(scope: Scope) -> None:
    from planner.net.google_sign_in import sign_out  # noqa: PLC0415  # slow to load

    confirmed = sign_out(scope)
    more = "" if confirmed else " Google did not confirm: see myaccount.google.com/permissions."
    session.say(f"Signed out of {scope.title}.{more}")
