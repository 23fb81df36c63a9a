"""Buttons: one main action a view, ordinary ones, and quiet ones at the head of a panel."""

from __future__ import annotations

from typing import Any

from dashboard import html
from dashboard.components.icon import icon
from data.i18n import Words


def link_button(text: str, href: str, *, main: bool = False, icon_name: str = "") -> html.A:
    """A link that looks like a button."""
    content: list[Any] = [icon(icon_name), text] if icon_name else [text]
    return html.A(content, href=href, className="btn-1" if main else "btn-2")


def file_link(text: str, href: str, icon_name: str = "download") -> html.A:
    """A quiet button that takes a file away (CSV, XLSX) from a route of the server."""
    return html.A([icon(icon_name), text], href=href, className="quiet", **{"data-file": "1"})


def print_button(words: Words) -> html.Button:
    """Prints the page, just as Ctrl-P does."""
    return html.Button(
        [icon("printer"), words("common.print")],
        type="button",
        className="quiet",
        **{"data-act": "print"},
    )


def copy_link_button(words: Words, *, in_full: bool = False) -> html.Button:
    """Copies the address of this very view; `in_full` says so in words where nothing around explains it."""
    name = words("common.copy_link" if in_full else "common.link")
    return html.Button(
        [icon("link-45deg"), name],
        type="button",
        className="quiet",
        title=words("common.copy_link"),
        **{"data-act": "copy-link", "data-done": words("common.link_copied")},
    )


def copy_text_button(text: str, source: str, done: str, *, main: bool = False) -> html.Button:
    """Copies the words of the element with the id `source`; `done` is said aloud afterwards."""
    return html.Button(
        [icon("copy"), text],
        type="button",
        className="btn-1" if main else "btn-2",
        **{"data-act": "copy-text", "data-from": source, "data-done": done},
    )
