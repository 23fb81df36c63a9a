"""Small files made to cost much, or locked: each ends at a limit or is refused in words of its own."""

import pytest

from data.errors import UnreadableDocument
from etl.layouts import arrange
from etl.readers import read_blocks
from etl.readers.limits import Limits
from etl.sentences import split_sentences
from etl.values.text import clean, fold
from tests.golden.test_samples import SAMPLES
from tests.support.office import archive, docx, ods, paragraph
from tests.support.reading import read_document

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DECLARED = f'<!DOCTYPE x [<!ENTITY l0 "ха">{LAUGHS}]>'
OPENDOCUMENT = "application/vnd.oasis.opendocument."
SHEETS = "urn:oasis:names:tc:opendocument:xmlns:"
LONG = 30_000


def refusal(content: bytes, limits: Limits | None = None) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as refused:
        read_blocks(content, "план", limits)
    assert refused.value.values["file"] == "план"
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("member", ["word/document.xml", "content.xml"])
def test_laughs_without_end_are_refused_unread(encoding: str, member: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{DECLARED}<x>&l9;</x>'
    kind = {"mimetype": f"{OPENDOCUMENT}text"} if member == "content.xml" else {}
    assert refusal(archive({**kind, member: text.encode(encoding)})).code == "doctype"


@pytest.mark.parametrize("system", ["file:///etc/hostname", "http://127.0.0.1:9/x"])
def test_a_page_brings_in_nothing_from_elsewhere(system: str) -> None:
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{system}">{LAUGHS}]><html><body><p>План &x; &l9;</p>'
        f'<iframe src="{system}"></iframe><object data="{system}">Ще</object></body></html>'
    )
    _, blocks = read_blocks(page.encode(), "план.html")
    assert "".join(text for block in blocks for text in [block.text]).endswith("План &x; &l9;")


def locked_opendocument(kind: str) -> bytes:
    manifest = (
        f'<manifest:manifest xmlns:manifest="{SHEETS}manifest:1.0"><manifest:file-entry '
        'manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
        "</manifest:manifest>"
    )
    members = {"mimetype": OPENDOCUMENT + kind, "content.xml": b"\x8f\x02\xd1" * 40}
    return archive({**members, "META-INF/manifest.xml": manifest})


def locked_xls() -> bytes:
    """A workbook whose second record says that the ones after it are locked."""
    content = bytearray((SAMPLES / "luhansk-2013.xls").read_bytes())
    begin = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    after = begin + 20
    content[after : after + 2] = b"\x2f\x00"
    return bytes(content)


def locked_doc() -> bytes:
    content = bytearray((SAMPLES / "chernihiv-2012.doc").read_bytes())
    begin = content.index(b"\xec\xa5")
    content[begin + 11] |= 0x01
    return bytes(content)


def locked_pdf() -> bytes:
    content = (SAMPLES / "chernihiv-2012.pdf").read_bytes()
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> " % (
        b"o" * 32,
        b"u" * 32,
    )
    start = content.rindex(b"trailer")
    at = content.index(b"<<", start) + 2
    return content[:at] + lock + content[at:]


LOCKED = {
    "odt": lambda: locked_opendocument("text"),
    "ods": lambda: locked_opendocument("spreadsheet"),
    "xls": locked_xls,
    "doc": locked_doc,
    "pdf": locked_pdf,
}


@pytest.mark.parametrize("kind", LOCKED)
def test_a_locked_document_is_called_locked(kind: str) -> None:
    assert refusal(LOCKED[kind]()).code == "file_encrypted"


def test_a_sheet_that_declares_what_it_does_not_hold_ends_with_the_grid() -> None:
    cell = '<table:table-cell table:number-columns-repeated="{}"><text:p>Форум</text:p></table:table-cell>'
    many = (
        f'<table:table-row table:number-rows-repeated="1000000">{cell.format(1)}</table:table-row>'
    )
    assert refusal(ods(many)).code == "too_many_rows"
    wide = f"<table:table-row>{cell.format(16_384)}</table:table-row>"
    found = refusal(ods(wide))
    assert (found.code, found.values["limit"]) == ("too_many_columns", Limits().columns)


def test_one_cell_without_end_is_too_long_not_broken() -> None:
    rows = "№;Назва заходу;Строк\n" + "1.;Форум;постійно\n" * 500
    found = refusal((rows + f"2.;{'Форум ' * 40_000};постійно\n").encode())
    assert (found.code, found.values["place"]) == ("cell_too_long", "L502")
    line = refusal(("Форум; " * 400_000).encode())
    assert line.code == "cell_too_long"


def test_rich_text_nested_without_end_is_refused() -> None:
    found = refusal(b"{\\rtf1 " + b"{\\b " * 100_000 + b"}" * 100_001)
    assert found.code == "nested_too_deep"


def test_a_document_of_a_thousand_elements_in_one_another_is_refused() -> None:
    inner = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
    assert refusal(docx(inner)).code == "file_broken"


# what takes a pattern the square of a text's length takes minutes here, not milliseconds
@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["обл", "[if", "_", "-", "обл-", "аб- ", "<p", "&", "1.", "ІV"])
@pytest.mark.parametrize("end", ["", "х", "\n"])
def test_a_cell_of_one_thing_repeated_is_read_at_once(piece: str, end: str) -> None:
    text = piece * (LONG // len(piece)) + end
    clean(text)
    fold(text)


@pytest.mark.timeout(30)
def test_a_text_of_abbreviations_alone_is_one_sentence_found_at_once() -> None:
    assert len(split_sentences("м. Луцьк " * 60_000)) == 1


@pytest.mark.timeout(30)
def test_a_text_of_thousands_of_lines_before_its_table_is_arranged_at_once() -> None:
    rows = "| № | Назва заходу | Строк |\n|---|---|---|\n| 1. | Форум | постійно |\n"
    text = "Вступне слово\n" * 19_000 + rows
    _, blocks = read_blocks(text.encode(), "план.md")
    arrangement = arrange(blocks)
    assert arrangement is not None
    assert len(arrangement.rows) == 19_002


def test_a_locked_file_is_refused_by_the_whole_reading_too() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_document("план.odt", locked_opendocument("text"))
    assert refused.value.code == "file_encrypted"
    assert read_blocks(docx(paragraph("План")), "план.docx")[0] == "docx"
