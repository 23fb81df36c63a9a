"""Pages of a PDF that keep of each letter only what words are made of.

pdfplumber notes twenty facts about every letter (colours, matrices, tags), and half of the reading's time and
most of its memory go into them; finding words asks for eight.
"""

from __future__ import annotations

from typing import Any

from pdfminer.layout import LTChar, LTItem
from pdfplumber.page import Page
from pdfplumber.pdf import PDF


class LetterPage(Page):
    """A page whose letters are text, place and direction; lines and pictures stay as they are."""

    def process_object(self, obj: LTItem) -> dict[str, Any]:
        """What pdfplumber keeps of one thing drawn on the page; places are in points from its top left corner."""
        if not isinstance(obj, LTChar):
            return super().process_object(obj)
        left, top = self.mediabox[:2]
        above = self.height - obj.y1 + top
        return {
            "object_type": "char",
            "text": obj.get_text(),
            "upright": obj.upright,
            "x0": obj.x0 + left,
            "x1": obj.x1 + left,
            "top": above,
            "bottom": self.height - obj.y0 + top,
            "doctop": self.initial_doctop + above,
        }


def letter_page(document: PDF, page: Page) -> LetterPage:
    """The same page of a document, read with letters only."""
    return LetterPage(document, page.page_obj, page.page_number, page.initial_doctop)
