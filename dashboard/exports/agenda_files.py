"""The agenda of a selection as files: DOCX, PDF, XLSX, each with its name and type."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin

from dashboard.exports.agenda_pdf import make_agenda_pdf
from dashboard.exports.agenda_xlsx import make_agenda_xlsx
from dashboard.exports.files import XLSX_TYPE, File, Selection, file_names
from dashboard.lists.agenda import WHOLE_UP_TO, Agenda
from dashboard.lists.late import chosen_list, count_lists, of_list
from dashboard.lists.listing import Listing
from data.errors import AgendaTooLong

DOCX_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE: Final = "application/pdf"


def make_docx(selection: Selection) -> File:
    """The agenda to be edited; raises AgendaTooLong for one that nobody would read."""
    # its library takes 7 MB of every process that never writes a document
    from dashboard.exports.agenda_docx import make_agenda_docx

    agenda = _short(selection)
    return _file(agenda, "docx", DOCX_TYPE, make_agenda_docx(agenda))


def make_pdf(selection: Selection) -> File:
    """The agenda as it prints; raises AgendaTooLong, and PdfUnavailable where the system sets no pages."""
    agenda = _short(selection)
    content = make_agenda_pdf(agenda, urljoin(selection.page, "/"))
    return _file(agenda, "pdf", PDF_TYPE, content)


def make_xlsx(selection: Selection) -> File:
    """The agenda as a sheet, however long."""
    agenda = open_agenda(selection)
    return _file(agenda, "xlsx", XLSX_TYPE, make_agenda_xlsx(agenda))


def open_agenda(selection: Selection) -> Agenda:
    """The agenda of the rows that the page of «Прострочені» shows in this address."""
    view = selection.listing.view
    name = chosen_list(view, count_lists(view))
    return Agenda(Listing(of_list(view, name)), selection.query)


def _short(selection: Selection) -> Agenda:
    agenda = open_agenda(selection)
    if not agenda.is_whole:
        number = agenda.view.words.number
        raise AgendaTooLong(rows=number(agenda.rows), limit=number(WHOLE_UP_TO))
    return agenda


def _file(agenda: Agenda, extension: str, kind: str, content: bytes) -> File:
    names = file_names(
        agenda.view, agenda.view.words("agenda.file"), f"agenda_{agenda.listing.name}", extension
    )
    return File(*names, kind, content)
