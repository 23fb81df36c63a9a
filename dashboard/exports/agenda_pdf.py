"""The agenda as PDF: the sheet of the page with its own style sheet, set by WeasyPrint."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from dashboard.components.agenda_sheet import agenda_sheet
from dashboard.exports.agenda_words import AgendaWords
from dashboard.lists.agenda import Agenda
from dashboard.markup import to_html
from data.errors import PdfUnavailable
from data.file_cells import writable

_ASSETS: Final = Path(__file__).resolve().parents[2] / "assets"
_SHEET: Final = _ASSETS / "page-agenda.css"
_FONTS: Final = (_ASSETS / "fonts").as_uri() + "/"
# The parts of one typeface under names of their own: of parts under one name WeasyPrint takes a single one, and
# the signs that it lacks would be left out in silence.
_PARTS: Final = ("latin", "cyrillic", "cyrillic-ext")
_FAMILIES: Final = (
    ", ".join(f"'Inter {part}'" for part in _PARTS) + ", 'Liberation Sans', sans-serif"
)
_TYPE: Final = "".join(
    f"@font-face {{ font-family: 'Inter {part}'; src: url({_FONTS}inter-{part}-wght-normal.woff2) }} "
    for part in _PARTS
) + (
    f":root {{ --font: {_FAMILIES}; --serif: 'Liberation Serif', 'Times New Roman', serif; "
    "--line: #DCE2E8; --shadow: none } body { margin: 0 }"
)
# as print.css has it for the printer
_PAPER: Final = f"@page {{ size: A4; margin: 16mm 14mm 18mm; font: 9pt {_FAMILIES} }}"
# setting a page takes all of a processor: one at a time leaves the others to readers
_ONE_AT_A_TIME: Final = threading.Lock()


def make_agenda_pdf(agenda: Agenda, root: str) -> bytes:
    """The file's bytes; links lead to pages under `root`. Nothing but the fonts of this program is fetched.

    Raises PdfUnavailable where the system has no Pango.
    """
    engine = _load_engine()
    told = AgendaWords(agenda)
    heading = told.heading()
    markup = (
        f'<!DOCTYPE html><html lang="{told.words.language}"><head><meta charset="utf-8">'
        f"<title>{to_html(heading.title)}</title>"
        f'<meta name="author" content="{to_html(heading.product)}"></head>'
        f'<body class="paper">{writable(to_html(agenda_sheet(agenda)))}</body></html>'
    )
    fetcher = _own_fonts_only(engine)
    with _ONE_AT_A_TIME:
        document = engine.HTML(string=markup, base_url=root, url_fetcher=fetcher)
        fonts = engine.text.fonts.FontConfiguration()
        options = {"url_fetcher": fetcher, "font_config": fonts}
        styles = [
            engine.CSS(string=_TYPE, **options),
            engine.CSS(filename=str(_SHEET), **options),
            engine.CSS(string=page_style(told), **options),
        ]
        content: bytes = document.write_pdf(stylesheets=styles, font_config=fonts, pdf_tags=True)
    return content


def page_style(told: AgendaWords) -> str:
    """What the foot of each page says: «с. 1 з 3» on the right, product, day and selection on the left."""
    pages = told.page_of("\0page\0", "\0pages\0").split("\0")
    counters = {"page": "counter(page)", "pages": "counter(pages)"}
    right = " ".join(counters.get(part, _string(part)) for part in pages if part)
    left = _string(told.heading().foot)
    return f"{_PAPER} @page {{ @bottom-left {{ content: {left} }} @bottom-right {{ content: {right} }} }}"


def _string(text: str) -> str:
    """A text as a string of CSS: every sign but letters, digits and spaces by its code."""
    return (
        '"'
        + "".join(one if one.isalnum() or one == " " else f"\\{ord(one):x} " for one in text)
        + '"'
    )


def _load_engine() -> ModuleType:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise PdfUnavailable from error
    # it warns of every rule that is for screens
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


def _own_fonts_only(engine: ModuleType) -> Any:
    """What fetches for a PDF: files of our fonts, whatever the words of a document ask for."""

    class Fonts(engine.urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(_FONTS) or "/.." in url:
                raise ValueError(f"nothing is fetched but fonts: {url[:100]}")
            return super().fetch(url, headers)

    return Fonts(allowed_protocols=["file"], allow_redirects=False)
