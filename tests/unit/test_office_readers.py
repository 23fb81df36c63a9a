"""Formats of office programs → blocks: merges, list numbers, frames, lists, workbooks."""

import pytest

from data.errors import UnreadableDocument
from data.model import DeadlineKind, Place
from etl.blocks import Block, Paragraph, Table
from etl.readers import read_blocks
from etl.readers.limits import Limits
from tests.support.office import archive, cell, docx, ods, paragraph, table
from tests.support.reading import read_document

HEADER = ("№", "Назва заходу", "Строк виконання", "Відповідальні")
HELD = "<w:vMerge/>"
BEGINS = '<w:vMerge w:val="restart"/>'


def across(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def read(content: bytes) -> tuple[Block, ...]:
    return read_blocks(content, "план")[1]


def only_table(content: bytes) -> Table:
    tables = [block for block in read(content) if isinstance(block, Table)]
    assert len(tables) == 1
    return tables[0]


def lines(content: bytes) -> list[str]:
    return [block.text for block in read(content) if isinstance(block, Paragraph)]


def test_a_vertically_merged_cell_holds_for_all_its_rows() -> None:
    content = docx(
        paragraph("План заходів на 2015 рік")
        + table(
            HEADER,
            ("1.", "Навчання", cell("до 1 липня 2015 року", BEGINS), cell("відділ освіти", BEGINS)),
            ("2.", "Семінар", cell("", HELD), cell("", HELD)),
            ("3.", "Форум", "постійно", cell("", HELD)),
        )
    )
    document = read_document("план.docx", content)
    assert [m.deadline.text for m in document.measures] == [
        "до 1 липня 2015 року", "до 1 липня 2015 року", "постійно",
    ]  # fmt: skip
    assert [m.bodies_text for m in document.measures] == ["відділ освіти"] * 3
    assert document.measures[2].place == Place(table=1, row=4)


def test_one_measure_over_several_rows_stays_one_measure() -> None:
    content = docx(
        paragraph("План заходів на 2015 рік")
        + table(
            HEADER,
            (cell("1.", BEGINS), cell("Навчання", BEGINS), "I квартал 2015 року", "відділ освіти"),
            (cell("", HELD), cell("", HELD), "III квартал 2015 року", "відділ культури"),
            ("2.", "Форум", "постійно", "відділ преси"),
        )
    )
    first, second = read_document("план.docx", content).measures
    assert (first.title, second.title) == ("Навчання", "Форум")
    assert first.deadline.kind is DeadlineKind.MULTIPLE
    assert [a.body for a in first.assignments] == ["відділ освіти відділ культури"] or len(
        first.assignments
    ) == 2


def test_a_row_cut_along_other_lines_keeps_its_columns() -> None:
    rows = only_table(
        docx(
            table(
                (cell("№"), cell("Назва заходу", across(2)), cell("Строк"), cell("Відповідальні")),
                (cell("Напрям 1: Доступ", across(5)),),
                (cell("1."), cell("Захід"), cell("2015 рік", across(2)), cell("відділ")),
                (cell("2."), cell("Ще", across(2)), cell("постійно, без тексту", across(2))),
            )
        )
    ).rows
    assert [row.texts for row in rows] == [
        ("№", "Назва заходу", "Строк", "Відповідальні"),
        ("Напрям 1: Доступ",),
        ("1.", "Захід", "2015 рік", "відділ"),
        ("2.", "Ще", "постійно, без тексту", ""),
    ]


def test_automatic_numbers_are_printed() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
        '<w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
        '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )

    def listed(text: str, number: int, depth: int = 0) -> str:
        return paragraph(
            text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        )

    body = (
        listed("Створити", 1)
        + listed("частина", 1, 1)
        + listed("друга", 1, 1)
        + listed("Провести", 1)
        + listed("знак", 2)
        + listed("Сьомий", 3)
        + table(HEADER, (listed("", 1), "Форум", "постійно", "відділ"))
    )
    content = docx(body, numbering=numbering)
    assert lines(content) == [
        "1. Створити", "1.а) частина", "1.б) друга", "2. Провести", "- знак", "7. Сьомий",
    ]  # fmt: skip
    assert only_table(content).rows[1].texts[0] == "3."


def test_deleted_words_are_no_text_and_inserted_ones_are() -> None:
    body = (
        "<w:p><w:r><w:t>до 1 </w:t></w:r><w:del><w:r><w:delText>травня</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>липня</w:t><w:br/><w:t>2015 року</w:t></w:r></w:ins></w:p>"
    )
    assert lines(docx(body)) == ["до 1 липня", "2015 року"]


def test_a_letterhead_is_lines_and_a_plan_in_a_frame_is_a_plan() -> None:
    plan = table(HEADER, ("1.", "Форум", "постійно", "відділ"))
    content = docx(
        table(("", "ЗАТВЕРДЖЕНО")) + table(("Меню", cell(paragraph("План заходів") + plan)))
    )
    assert lines(content) == ["ЗАТВЕРДЖЕНО", "Меню", "План заходів"]
    assert len(only_table(content).rows) == 2


def test_a_table_inside_a_title_belongs_to_its_text() -> None:
    inner = cell(paragraph("Навчання за графіком:") + table(("січень", "Київ"), ("лютий", "Ніжин")))
    rows = only_table(docx(table(HEADER, ("1.", inner, "постійно", "відділ")))).rows
    assert rows[1].texts[1] == "Навчання за графіком:\nсічень Київ\nлютий Ніжин"


def test_spans_without_end_end_with_the_grid() -> None:
    wide = only_table(docx(table(HEADER, (cell("Напрям 1: Доступ", across(100_000_000)),)))).rows
    assert wide[1].texts == ("Напрям 1: Доступ",)
    page = (
        "<html><table><tr><th>№<th>Назва заходу<th>Строк</tr><tr><td rowspan=999999999>1."
        "<td>Форум<td colspan=999999999>постійно</tr><tr><td>Ще<td>завжди</tr></table></html>"
    )
    tall = only_table(page.encode()).rows
    assert [row.texts for row in tall] == [
        ("№", "Назва заходу", "Строк"), ("1.", "Форум", "постійно"), ("1.", "Ще", "завжди"),
    ]  # fmt: skip
    assert [cell.held for cell in tall[2].cells] == [True, False, False]


def refusal(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_blocks(content, "план", limits)
    assert refused.value.values["file"] == "план"
    return refused.value.code


def test_dangerous_archives_are_refused_before_they_are_unpacked() -> None:
    good = docx(paragraph("План"))
    assert refusal(good, Limits(archive_members=0)) == "archive_members"
    assert refusal(good, Limits(unpacked_bytes=10)) == "archive_unpacked"
    bomb = docx(paragraph("План " * 1_000_000))
    assert refusal(bomb) == "archive_ratio"
    assert refusal(good[:-30]) == "file_broken"
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = archive_with_twins()
    assert refusal(twice) == "archive_repeated"
    assert refusal(docx('<!DOCTYPE x [<!ENTITY a "б">]>')) == "doctype"


def archive_with_twins() -> bytes:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for text in ("перший", "другий"):
            made.writestr("word/document.xml", text)
    return stream.getvalue()


def test_packing_methods_other_than_the_usual_are_refused() -> None:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("word/document.xml", "<a/>")
    assert refusal(stream.getvalue()) == "archive_method"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_a_saved_page_loses_its_menus_and_keeps_its_plan(encoding: str) -> None:
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>Т</title>'
        "<script>var x = '<table>';</script></head><body>"
        "<nav><a>Новини</a></nav><div class='main-menu'><ul><li>Про нас</ul></div>"
        "<div style='display:none'>Схований</div>"
        "<table><tr><td class=sidebar>Погода<td><h1>План заходів</h1>"
        "<p>на   2015\n рік<br>у   місті</p><ol start=3><li>Перше<li><p>Друге</p></ol>"
        "<table><caption>Таблиця 1</caption><tr><th>№<th>Назва заходу<th>Строк</tr>"
        "<tr><td>1.<td>Форум<br>- день<td>постійно</tr></table></table>"
        "<footer>Усі права</footer></body></html>"
    )
    content = page.encode(encoding)
    assert read_blocks(content, "план")[0] == "html"
    assert lines(content) == [
        "Погода", "План заходів", "на 2015 рік", "у місті", "3. Перше", "4. Друге", "Таблиця 1",
    ]  # fmt: skip
    assert only_table(content).rows[1].texts == ("1.", "Форум\n- день", "постійно")


def test_a_page_nested_without_end_is_refused() -> None:
    assert refusal(("<html>" + "<div>" * 20_000 + "План").encode()) == "nested_too_deep"


def rtf(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    return (r"{\rtf1\ansi\ansicpg1251" + fonts + body + "}").encode("cp1251")


def test_rich_text_reads_code_pages_merges_and_list_numbers() -> None:
    row = r"\trowd\cellx1000\cellx3000\cellx5000 "
    content = rtf(
        r"\pard\f1 \'cf\'eb\'e0\'ed \u1079?\u1072\u-3913?{\*\generator Писар}{\info Хтось}\par "
        r"\pard{\listtext\f1 2.\tab}\f1 Друге\par "
        + row + r"\pard\intbl\f1 №\cell Назва заходу\cell Строк\cell\row "
        + r"\trowd\cellx5010\pard\intbl Напрям 1: Доступ\cell\row "
        + r"\trowd\cellx1010\cellx3000\clvmgf\cellx5000 \pard\intbl 1.\cell Форум\line і клуб\cell"
        r" постійно\cell\row "
        + r"\trowd\cellx1000\cellx3000\clvmrg\cellx5000 \pard\intbl 2.\cell Два\par рядки\cell\cell"
        r"\row\pard Кінець\par"
    )  # fmt: skip
    assert lines(content)[0].startswith("План за")
    assert lines(content)[1:] == ["2. Друге", "Кінець"]
    assert [row.texts for row in only_table(content).rows] == [
        ("№", "Назва заходу", "Строк"),
        ("Напрям 1: Доступ",),
        ("1.", "Форум\nі клуб", "постійно"),
        ("2.", "Два\nрядки", "постійно"),
    ]


def test_rich_text_cut_off_is_refused() -> None:
    assert refusal(rtf(r"\pard План\par")[:-1]) == "file_broken"
    assert refusal(rtf("{" * 2000 + "}" * 2000)) == "nested_too_deep"


def test_workbook_cells_keep_their_merges_and_title_lines() -> None:
    def row(*cells: str, repeated: int = 1) -> str:
        made = "".join(
            c if c.startswith("<") else f"<table:table-cell><text:p>{c}</text:p></table:table-cell>"
            for c in cells
        )
        mark = f' table:number-rows-repeated="{repeated}"'
        return f"<table:table-row{mark}>{made}</table:table-row>"

    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    covered = "<table:covered-table-cell/>"
    both = '<table:table-cell table:number-rows-spanned="2"><text:p>постійно</text:p></table:table-cell>'
    wide = '<table:table-cell table:number-columns-spanned="3"><text:p>Напрям 1: Доступ</text:p></table:table-cell>'
    content = ods(
        row("", "", "ЗАТВЕРДЖЕНО", blank)
        + row(blank, repeated=2)
        + row("План заходів на 2015 рік", blank)
        + row("№", "Назва заходу", "Строк", blank)
        + row(wide, covered, covered, blank)
        + row("1.9", "Форум", both, blank)
        + row("1.10", "Клуб", covered, blank)
        + row(blank, repeated=1_000_000)
    )
    found = read(content)
    assert [(b.text, b.place.code) for b in found if isinstance(b, Paragraph)] == [
        ("ЗАТВЕРДЖЕНО", "s1r1"), ("План заходів на 2015 рік", "s1r4"),
    ]  # fmt: skip
    rows = only_table(content).rows
    assert [(row.texts, row.place.code) for row in rows] == [
        (("№", "Назва заходу", "Строк"), "s1r5"),
        (("Напрям 1: Доступ",), "s1r6"),
        (("1.9", "Форум", "постійно"), "s1r7"),
        (("1.10", "Клуб", "постійно"), "s1r8"),
    ]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_csv_table_is_told_by_its_cells(delimiter: str, encoding: str) -> None:
    rows = [
        ("План заходів на 2015 рік", "", ""),
        ("№", "Назва заходу", "Строк"),
        ("1.", '"Форум:\n- день; ніч,\tранок"', "постійно"),
        ("2.", "Клуб за участю громадськості", "2015 рік"),
    ]
    content = "\n".join(delimiter.join(row) for row in rows).encode(encoding)
    reader, blocks = read_blocks(content, "план.txt")
    assert reader == "csv"
    assert blocks[0] == Paragraph("План заходів на 2015 рік", Place(line=1))
    table_rows = only_table(content).rows
    assert table_rows[1].texts == ("1.", "Форум:\n- день; ніч,\tранок", "постійно")
    assert [row.place.code for row in table_rows] == ["L2", "L3-4", "L5"]


@pytest.mark.parametrize(
    "text",
    [
        "Створити раду, провести форум, скласти звіт\nОприлюднити план; призначити день\nКінець\n",
        "\t1.1.\n\tСтворення групи\n\tII квартал\n\t1.2.\n\tФорум\n\tIV квартал\n",
        "1.1.\tСтворення\tII квартал\n2013 року\n1.2.\tФорум\tIV квартал\n2013 року\n",
    ],
    ids=["prose", "tab-led", "rows with breaks"],
)
def test_text_is_no_csv(text: str) -> None:
    assert read_blocks(text.encode(), "план.csv")[0] == "text"


def test_a_format_named_in_the_archive_alone_is_refused_when_nothing_is_in_it() -> None:
    assert refusal(archive({"word/document.xml": "<w:document/>"})) == "file_broken"
    assert refusal(archive({"xl/workbook.xml": "<a/>"})) == "file_broken"
