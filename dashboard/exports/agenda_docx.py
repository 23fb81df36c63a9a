"""The agenda as a Word document: head rows repeat, rows stay whole, pages are numbered, two columns wait for a pen."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from dashboard.exports.agenda_words import COLUMNS, AgendaWords, Heading
from dashboard.lists.agenda import Agenda, Item, Point
from data.file_cells import writable

_FONT: Final = "Arial"
_SERIF: Final = "Times New Roman"
_INK_2: Final = RGBColor(0x4A, 0x55, 0x60)
_WIDTHS: Final = {
    "number": Mm(11), "title": Mm(64), "due": Mm(21), "result": Mm(30), "decision": Mm(36), "new_due": Mm(20),
}  # fmt: skip
_FACT_WIDTHS: Final = (Mm(32), Mm(150))
_PAPER: Final = (Mm(210), Mm(297))
_LEAST_ROW: Final = Mm(12)
_LANGUAGES: Final = {"uk": "uk-UA", "en": "en-GB"}


def make_agenda_docx(agenda: Agenda) -> bytes:
    """The file's bytes; document texts are in it as plain text."""
    told = AgendaWords(agenda)
    heading = told.heading()
    document = Document()
    _set_up(document, told, heading)
    _write_heading(document, heading)
    for point in agenda.points():
        _write_point(document, told, point)
    signed = document.add_paragraph()
    signed.paragraph_format.space_before = Pt(24)
    words = told.words
    _run(signed, f"{words('agenda.chair')} {'_' * 26}   {words('agenda.secretary')} {'_' * 26}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up(document: Any, told: AgendaWords, heading: Heading) -> None:
    """Paper, type, properties and the foot of the pages."""
    section = document.sections[0]
    section.page_width, section.page_height = _PAPER
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin, section.bottom_margin = Mm(16), Mm(18)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(9.5)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.1
    for slot in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        normal.element.rPr.rFonts.set(qn(slot), _FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGES[told.words.language])
    normal.element.rPr.append(language)
    for name, size in (("Title", 15), ("Heading 2", 10.5)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), True
        style.font.color.rgb = RGBColor(0x1A, 0x1F, 0x24)
        for slot in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            style.element.rPr.rFonts.set(qn(slot), _FONT)
        for slot in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            style.element.rPr.rFonts.attrib.pop(qn(slot), None)
    borders = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        document.styles["Title"].element.pPr.remove(borders)
    properties = document.core_properties
    properties.title, properties.author = heading.title, heading.product
    properties.subject, properties.comments = writable(heading.foot), ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    _write_foot(section.footer.paragraphs[0], normal, told, heading)


def _write_foot(paragraph: Any, normal: Any, told: AgendaWords, heading: Heading) -> None:
    right = _PAPER[0] - Mm(28)
    paragraph.style = normal
    paragraph.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
    _run(paragraph, f"{heading.foot}\t", size=8)
    for part in told.page_of("\0PAGE\0", "\0NUMPAGES\0").split("\0"):
        if part in ("PAGE", "NUMPAGES"):
            _field(paragraph, part)
        elif part:
            _run(paragraph, part, size=8)


def _field(paragraph: Any, name: str) -> None:
    """A field that Word works out: the number of the page or of all pages."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    run.font.size = Pt(8)
    field.append(run._r)
    paragraph._p.append(field)


def _write_heading(document: Any, heading: Heading) -> None:
    top = document.add_paragraph()
    top.paragraph_format.tab_stops.add_tab_stop(_PAPER[0] - Mm(28), WD_TAB_ALIGNMENT.RIGHT)
    _run(top, heading.product, bold=True)
    _run(top, f"\t{heading.as_of}")
    title = document.add_paragraph(writable(heading.title), style="Title")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(8), Pt(2)
    subtitle = document.add_paragraph()
    subtitle.paragraph_format.space_after = Pt(6)
    _run(subtitle, heading.subtitle, colour=_INK_2, size=11)
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, _FACT_WIDTHS, strict=True):
        column.width = width
    for label, value in (*heading.facts, (heading.date, "_" * 24)):
        cells = table.add_row().cells
        for cell, width in zip(cells, _FACT_WIDTHS, strict=True):
            cell.width = width
        _run(cells[0].paragraphs[0], label, colour=_INK_2)
        _run(cells[1].paragraphs[0], value)


def _write_point(document: Any, told: AgendaWords, point: Point) -> None:
    name = document.add_paragraph(style="Heading 2")
    name.paragraph_format.space_before, name.paragraph_format.space_after = Pt(12), Pt(4)
    name.paragraph_format.keep_with_next = True
    name.add_run(writable(f"{point.number}. {told.name(point)}"))
    count = name.add_run(f"   {told.count(point)}")
    count.font.bold, count.font.size, count.font.color.rgb = False, Pt(9), _INK_2
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _draw_lines(table)
    for place, column in enumerate(COLUMNS):
        table.columns[place].width = _WIDTHS[column]
    head = table.rows[0]
    for cell, column in zip(head.cells, COLUMNS, strict=True):
        _run(cell.paragraphs[0], told.head(column), bold=True, size=8, colour=_INK_2)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        _shade(cell)
    _mark_row(head, "w:tblHeader", "w:cantSplit")
    for item in point.items:
        _write_item(table.add_row(), told, item)
    for row in table.rows:
        for cell, column in zip(row.cells, COLUMNS, strict=True):
            cell.width = _WIDTHS[column]


def _write_item(row: Any, told: AgendaWords, item: Item) -> None:
    row.height = _LEAST_ROW
    _mark_row(row, "w:cantSplit")
    number, title, due, result, *_ = (cell.paragraphs[0] for cell in row.cells)
    _run(number, item.line.number, bold=True)
    _run(title, item.title, font=_SERIF, size=10.5)
    if item.seen_in is not None:
        _run(title, f" {told.seen(item)}", italic=True)
    _write_notes(row.cells[1], _notes(told, item))
    due.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(due, told.due(item))
    if days := told.days(item):
        due.add_run().add_break()
        _run(due, days, bold=True)
    _run(result, told.state(item))
    if quotation := told.quotation(item):
        _run(row.cells[3].add_paragraph(), f"«{quotation}»", font=_SERIF, size=9)
        _write_notes(row.cells[3], [item.source] if item.source else [])


def _notes(told: AgendaWords, item: Item) -> list[str]:
    notes = told.notes(item)
    if item.moved is not None and item.seen_in is None:
        notes.append(told.moved(item.moved))
    return notes


def _write_notes(cell: Any, notes: Iterable[str]) -> None:
    for note in notes:
        _run(cell.add_paragraph(), note, size=8, colour=_INK_2)


def _run(
    paragraph: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    font: str = "",
    colour: RGBColor | None = None,
) -> None:
    run = paragraph.add_run(writable(text))
    run.font.bold, run.font.italic = bold or None, italic or None
    if size is not None:
        run.font.size = Pt(size)
    if font:
        run.font.name = font
        run._r.rPr.rFonts.set(qn("w:cs"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _draw_lines(table: Any) -> None:
    """Thin grey lines and some air in the cells."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "AEB6BF")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 60), ("left", 80), ("bottom", 60), ("right", 80)):
        air = OxmlElement(f"w:{side}")
        air.set(qn("w:w"), str(width))
        air.set(qn("w:type"), "dxa")
        margins.append(air)
    # the schema has them in this order, before what the table looks like by its style
    look = properties.find(qn("w:tblLook"))
    for part in (borders, properties.find(qn("w:tblLayout")), margins):
        if look is not None:
            look.addprevious(part)
        else:
            properties.append(part)


def _mark_row(row: Any, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), "EEF2F6")
    cell._tc.get_or_add_tcPr().append(shade)
