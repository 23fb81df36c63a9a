"""A table of measures is the same table in whatever order, wording, numbering and format an office writes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.errors import UnknownLayout
from data.model import Document, Fate
from etl.layouts.rows import Field
from etl.layouts.words import match_column, read_words
from tests.support.office import cell, docx, paragraph, table
from tests.support.reading import read_document

TITLE = "План заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд» у Сумській області на 2016 рік"
TITLES = (
    "Провести громадські слухання",
    "Оприлюднити набори відкритих даних",
    "Створити консультативну раду",
    "Видати довідник про послуги:\n- у друкарні;\n- на сайті",
    "Забезпечити роботу гарячої лінії",
)
DEADLINES = ("до 1 липня 2016 року", "II квартал 2016 року", "постійно", "щоквартально")
BODIES = ("Департамент фінансів", "відділ освіти, відділ культури", "райдержадміністрації")
EXPECTED = ("Протокол", "Кількість учасників", "")
DIRECTIONS = ("Участь громадськості", "Доступ до інформації", "Електронне урядування")
NUMBERINGS: dict[str, Callable[[int, int], str]] = {
    "running": lambda direction, count: f"{count}.",
    "nested": lambda direction, count: f"{direction}.{count}",
    "bracketed": lambda direction, count: f"{count})",
    "lettered": lambda direction, count: f"{'абвгґдежзик'[count - 1]})",
}
HEADINGS: dict[str, Callable[[int, str], str]] = {
    "word": lambda number, title: f"Напрям {number}. {title}",
    "section": lambda number, title: f"Розділ {number}: {title}",
    "roman": lambda number, title: f"{'I' * number}. {title}",
    "plain": lambda number, title: f"{number}. {title}",
    "unnumbered": lambda number, title: title,
}
# fields in which an office may leave one cell for several measures
MERGED = (Field.DEADLINE, Field.BODIES)


@dataclass(frozen=True)
class Written:
    """A table as an office writes it: the order and words of its columns, its records, its merges."""

    columns: list[tuple[Field, str]]
    groups: list[tuple[str, list[dict[Field, str]]]]
    merged: frozenset[Field]
    numbered_columns: bool
    repeated_header: bool

    @property
    def headings(self) -> list[str]:
        return [words for _, words in self.columns]

    def expected(self) -> list[tuple[str, ...]]:
        kept = (Field.NUMBER, Field.TITLE, Field.DEADLINE, Field.BODIES, Field.EXPECTED)
        return [
            (heading, *(" ".join(row.get(name, "").split()).rstrip(".)") for name in kept))
            for heading, rows in self.groups
            for row in rows
        ]


def words_of(name: Field) -> list[str]:
    """The wordings under which a column is known, those that stand in for another column left out."""
    return [word for word in read_words()["columns"][name.value] if match_column(word) is name]


@st.composite
def written_tables(draw: st.DrawFn, styles: tuple[str, ...] = tuple(HEADINGS)) -> Written:
    fields = [Field.TITLE, Field.DEADLINE, Field.BODIES]
    numbering = draw(st.sampled_from([*NUMBERINGS, ""]))
    if numbering:
        fields.append(Field.NUMBER)
    if draw(st.booleans()):
        fields.append(Field.EXPECTED)
    fields = draw(st.permutations(fields))
    columns = [(name, draw(st.sampled_from(words_of(name)))) for name in fields]
    style = draw(st.sampled_from([*styles, ""]))
    groups = []
    count = 0
    for number in range(1, draw(st.integers(1, 3)) + 1 if style else 2):
        rows = []
        for at in range(1, draw(st.integers(1, 4)) + 1):
            count += 1
            row = {
                Field.TITLE: draw(st.sampled_from(TITLES)),
                Field.DEADLINE: draw(st.sampled_from(DEADLINES)),
                Field.BODIES: draw(st.sampled_from(BODIES)),
            }
            if numbering:
                row[Field.NUMBER] = NUMBERINGS[numbering](
                    number, count if numbering == "running" else at
                )
            if Field.EXPECTED in fields:
                row[Field.EXPECTED] = draw(st.sampled_from(EXPECTED))
            rows.append(row)
        heading = HEADINGS[style](number, DIRECTIONS[number - 1]) if style else ""
        groups.append((heading, rows))
    merged = frozenset(draw(st.sets(st.sampled_from(MERGED))))
    for name in merged:  # one cell over the measures of a direction says the same of all of them
        for _, rows in groups:
            for row in rows:
                row[name] = rows[0][name]
    return Written(columns, groups, merged, draw(st.booleans()), draw(st.booleans()))


def grid_of(written: Written) -> list[tuple[str, list[str], dict[int, int]]]:
    """Rows as («kind», texts, columns merged downwards): header, heading, row."""
    rows: list[tuple[str, list[str], dict[int, int]]] = [("header", written.headings, {})]
    width = len(written.columns)
    if written.numbered_columns:
        rows.append(("row", [str(at) for at in range(1, width + 1)], {}))
    for group, (heading, measures) in enumerate(written.groups):
        if group and written.repeated_header:
            rows.append(("header", written.headings, {}))
        if heading:
            rows.append(("heading", [heading], {}))
        for at, measure in enumerate(measures):
            texts = [measure.get(name, "") for name, _ in written.columns]
            spans = {
                index: len(measures) if at == 0 else 0
                for index, (name, _) in enumerate(written.columns)
                if name in written.merged
            }
            rows.append(("row", texts, spans))
    return rows


def as_docx(written: Written) -> bytes:
    begins, held = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = []
    for kind, texts, spans in grid_of(written):
        if kind == "heading":
            rows.append((cell(escape(texts[0]), f'<w:gridSpan w:val="{len(written.columns)}"/>'),))
            continue
        rows.append(
            tuple(
                cell(
                    "".join(map(paragraph, escape(text).split("\n"))) if spans.get(at, 1) else "",
                    (begins if spans[at] else held) if at in spans else "",
                )
                for at, text in enumerate(texts)
            )
        )
    return docx(paragraph(TITLE) + table(*rows))


def as_html(written: Written) -> bytes:
    rows = []
    for kind, texts, spans in grid_of(written):
        if kind == "heading":
            rows.append(f'<td colspan="{len(written.columns)}">{escape(texts[0])}</td>')
            continue
        cells = (
            f'<td rowspan="{spans.get(at, 1)}">{escape(text).replace(chr(10), "<br>")}</td>'
            for at, text in enumerate(texts)
            if spans.get(at, 1)
        )
        rows.append("".join(cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<html><body><p>{TITLE}</p><table>{body}</table></body></html>".encode()


def as_csv(written: Written) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    width = len(written.columns)
    writer.writerow([TITLE, *[""] * (width - 1)])
    for _, texts, _ in grid_of(written):
        writer.writerow([*texts, *[""] * (width - len(texts))])
    return stream.getvalue().encode()


def read_back(content: bytes, name: str) -> list[tuple[str, ...]]:
    document = read_document(name, content)
    rows = {row.position: row for row in document.rows if row.position is not None}
    assert set(rows) == set(range(1, len(document.measures) + 1))
    titles = {d.number: d.title for d in document.directions}
    return [
        (
            titles.get(m.direction_number, ""),
            m.number,
            m.full_text,
            m.deadline.text,
            m.bodies_text,
            m.expected_result,
        )
        for m in document.measures
    ]


def stripped(heading: str) -> str:
    """The title of a direction, as `HEADINGS` was given it."""
    return next((title for title in DIRECTIONS if title in heading), "")


def check(written: Written, content: bytes, name: str) -> None:
    expected = [(stripped(heading), *rest) for heading, *rest in written.expected()]
    got = [tuple(" ".join(part.split()) for part in row) for row in read_back(content, name)]
    assert got == expected


@settings(deadline=None, max_examples=60)
@given(written_tables())
def test_a_word_table_gives_its_records(written: Written) -> None:
    check(written, as_docx(written), "план.docx")


@settings(deadline=None, max_examples=60)
@given(written_tables())
def test_a_web_table_gives_its_records(written: Written) -> None:
    check(written, as_html(written), "план.html")


@settings(deadline=None, max_examples=60)
@given(written_tables(styles=("word", "section", "roman")))  # without merges the words must tell
def test_a_csv_table_gives_its_records(written: Written) -> None:
    check(written, as_csv(written), "план.csv")


def read_or_refusal(content: bytes, name: str) -> Document | UnknownLayout:
    try:
        return read_document(name, content)
    except UnknownLayout as error:
        return error


@settings(deadline=None, max_examples=60)
@given(written_tables(), st.data())
def test_a_column_that_nobody_knows_is_named(written: Written, draw: st.DataObject) -> None:
    """What stands in it is lost to the records, never in silence: an issue, or a refusal that names the header."""
    at = draw.draw(st.integers(0, len(written.columns) - 1))
    columns = list(written.columns)
    columns[at] = (columns[at][0], "Щось інше")
    changed = replace(written, columns=columns)
    lost = columns[at][0]
    content = as_docx(changed)
    document = read_or_refusal(content, "план.docx")
    if isinstance(document, UnknownLayout):
        assert "Щось інше" in document.values["words"]
        return
    named = [issue.raw for issue in document.issues if issue.code == "column_not_understood"]
    assert named == ["Щось інше"]
    measures = [row for _, rows in written.groups for row in rows]
    rejected = [row for row in document.rows if row.fate is Fate.ISSUE]
    assert len(document.measures) + len(rejected) >= len(measures)
    known = {" ".join(row[Field.TITLE].split()) for row in measures}
    assert lost is Field.TITLE or {m.full_text for m in document.measures} <= known


@settings(deadline=None, max_examples=60)
@given(written_tables(), st.data())
def test_a_row_that_lost_a_cell_spoils_no_other(written: Written, draw: st.DataObject) -> None:
    whole = replace(written, merged=frozenset(), numbered_columns=False)
    rows = [row for _, measures in whole.groups for row in measures]
    assume(len(rows) > 1)  # without any measure left the document is refused
    lost = draw.draw(st.integers(0, len(rows) - 1))
    at = draw.draw(st.integers(0, len(whole.columns) - 1))
    content = as_html(whole)
    cells = "".join(
        f'<td rowspan="1">{escape(rows[lost].get(name, "")).replace(chr(10), "<br>")}</td>'
        for name, _ in whole.columns
    )
    kept = cells.split("</td>")[:-1]
    del kept[at]
    torn = "".join(f"{one}</td>" for one in kept)
    before, after = content.decode().split(cells, 1)
    document = read_document("план.html", f"{before}{torn}{after}".encode())
    expected = read_document("план.html", content)
    place = next(m.place for m in expected.measures if m.place.row == before.count("<tr>"))
    assert [issue.place for issue in document.issues if issue.code == "table_broken"] == [place]
    others = [m.full_text for m in expected.measures if m.place != place]
    assert [m.full_text for m in document.measures] == others
