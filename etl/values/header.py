"""What a document says of itself before (and after) its table: reading rules 5-8 and 58."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import takewhile
from typing import Final

from data.model import DocumentKind, Header, Programme
from etl.values.header_dates import Period, first_date, is_date_line, stated_date, title_years
from etl.values.lexicon import alternation, words
from etl.values.region import NATION, find_region
from etl.values.text import clean, fold, skeleton

_SPACED: Final = re.compile(r"(?<![^\W\d_])(?:[^\W\d_][ \u00a0]){3,}[^\W\d_](?![^\W\d_])")
_BULLET: Final = re.compile(r"^[\s•·▪*–—\-\t]+")
_NUMBERED: Final = re.compile(r"^(?:\d+[.)]|№|[а-яґєії]\)|\|)")
_DANGLING: Final = re.compile(
    r"(?:(?<!\w)(?:з|із|зі|щодо|на|у|в|до|про|по|за|та|і|й|для|від|при|або)|[-–—,«„(])$"
)
_NAME: Final = re.compile(
    r"[А-ЯҐЄІЇ]\.\s?(?:[А-ЯҐЄІЇ]\.\s?)?[А-ЯҐЄІЇ][\w'’ʼ-]+|[А-ЯҐЄІЇ][а-яґєії'’ʼ]+\s+[А-ЯҐЄІЇ]{2,}"
)
_ACT_DATE: Final = re.compile(r"(?<!\w)(?:від|вiд)\s|№|(?<!\w)N\s")
_UKRAINIAN: Final = re.compile(r"[А-ЯҐЄІЇа-яґєії]")
_ACT_END: Final = re.compile(
    r"\s*(?:(?<!\w)від\s+[\d«\"]|(?<!\w)від\s*$|№|\d{1,2}\.\d{1,2}\.|\d{1,2}\s+[а-яґєії]+\s+(?:19|20)\d\d)"
)
# «___» _____ 2015 р., alone or behind a name that a PDF sets on the same line
_BLANK_DAY: Final = re.compile(r'\s*[«"“]\s*_+\s*[»"”]')
# a form that nobody filled in says neither day nor number: «____________ 2013 р. № ______»
_BLANK_FORM: Final = re.compile(
    r"^[\s_]*(?:від\s+)?_{2,}[\s_]*(?:(?:19|20)\d\d\s*(?:р\.?|року|рік)?)?\s*(?:№[\s_]*)?$"
    r'|^\s*[«"“]\s*_+\s*[»"”]'
)
_ANNEX: Final = re.compile(r"^(додаток)\s*(?:№\s*)?\d+")
_PLACE_LINE: Final = re.compile(r"(?:м|смт|с)\.\s?[А-ЯҐЄІЇ][\w'’ʼ-]+(?:[\s,]+[«\"]?\d.*)?$")
_LONGEST_TITLE: Final = 600
_LONGEST_APPROVAL: Final = 200
_LONGEST_OPENING: Final = 300


@dataclass(frozen=True, slots=True)
class _Title:
    kind: DocumentKind
    text: str
    first: int
    last: int


@cache
def _openings() -> dict[str, re.Pattern[str]]:
    keys = ("plan", "report", "order", "order_title", "programme_title", "approval", "approving")
    draft = r"(?:про[єе]кт\s+)?"
    return {
        key: re.compile(rf'["\s]*{draft}{alternation(words("header", key))}(?![\w])')
        for key in keys
    }


def parse_header(text: str, body: str = "") -> Header:
    """Kind, title, region, years, approval and report dates that the lines around the table state.

    `text` holds those lines, `body` the whole document, from which a region is taken that the lines do not
    name (rule 5). A blank form date gives no approval (rule 7); a report's period is whole years, quarters or
    months as named («у 2017 році» is 2017-01-01 to 2017-12-31).
    """
    lines = [_close_spaced(line) for line in text.split("\n")]
    title = _find_title(lines)
    kind = title.kind
    years = _years(title, lines)
    approved_on, approved_by = _approval(title, lines)
    report = kind is DocumentKind.REPORT
    return Header(
        kind=kind,
        title=title.text,
        programme=_programme(title.text, text, body),
        region_iso=_region(title, lines, body),
        year_start=years.year_start,
        year_end=years.year_end,
        approved_on=approved_on,
        approved_by=approved_by,
        period_start=years.start if report else None,
        period_end=years.end if report else None,
        report_date=_report_date(title, lines) if report else None,
    )


def title_kind(line: str) -> DocumentKind | None:
    """What a title line makes of its document («План заходів …» → plan); None for prose and approval blocks."""
    return _line_kind(_close_spaced(line))


def opens_approval(line: str) -> bool:
    """Whether a line opens an approval block: «ЗАТВЕРДЖЕНО», «Додаток до розпорядження …»."""
    return bool(_openings()["approving"].match(skeleton(_close_spaced(line))))


def heads_order(line: str) -> bool:
    """Whether a line heads an order: «РОЗПОРЯДЖЕННЯ», «Р І Ш Е Н Н Я», «Наказ від 12.01.2016 № 3»."""
    return _order_line([_close_spaced(line)]) is not None


def _close_spaced(line: str) -> str:
    """«Р І Ш Е Н Н Я» as «РІШЕННЯ»."""
    line = clean(line)
    return _SPACED.sub(lambda m: re.sub(r"\s", "", m.group()), line)


# --- kind and title --------------------------------------------------------------------------


def _find_title(lines: list[str]) -> _Title:
    order = _order_line(lines)
    if order is not None:
        return _order_title(lines, order)
    candidates = [
        (index, kind)
        for index, line in enumerate(lines)
        for kind in [_line_kind(line)]
        if kind is not None
    ]
    for wanted in (DocumentKind.REPORT, DocumentKind.PLAN, DocumentKind.OTHER, DocumentKind.ORDER):
        for index, kind in candidates:
            if kind is wanted:
                return _joined(lines, index, kind)
    first = next((i for i, line in enumerate(lines) if _UKRAINIAN.match(_BULLET.sub("", line))), 0)
    return _joined(lines, first, DocumentKind.OTHER)


def _line_kind(line: str) -> DocumentKind | None:
    """What a title line makes of its document; None for prose, approval blocks and lists."""
    folded = skeleton(_BULLET.sub("", line))
    if not folded or len(line) > _LONGEST_TITLE or _openings()["approval"].match(folded):
        return None
    if not re.match(r'["“«„\s]*[А-ЯҐЄІЇA-Z]', _BULLET.sub("", line)):
        return None
    if _openings()["report"].match(folded):
        return DocumentKind.REPORT
    if _openings()["plan"].match(folded) and not re.match(
        r"план\s+(?:був|було|є|має|передбач)", folded
    ):
        return DocumentKind.PLAN
    if _openings()["order_title"].match(folded):
        return DocumentKind.ORDER
    if _openings()["programme_title"].match(folded):
        return DocumentKind.OTHER
    return None


def _order_line(lines: list[str]) -> int | None:
    """The line that heads an order: «РОЗПОРЯДЖЕННЯ», «Рішення від …», outside an approval block."""
    approving = False
    for index, line in enumerate(lines):
        folded = skeleton(line)
        if not folded:
            continue
        if _openings()["approving"].match(folded):
            approving = True
            continue
        if _openings()["plan"].match(folded) or _openings()["programme_title"].match(folded):
            approving = False
        heads = _openings()["order"].match(folded)
        if heads and not approving:
            rest = folded[heads.end() :].strip(' .:|"')
            if not rest or re.match(r"(?:від|№|n\b|\d|,)|.{0,120}(?:від\s+[\d\"_]|№)", rest):
                return index
        if re.search(r"\|\s*(?:постанова|розпорядження|указ|наказ|рішення)", folded):
            return index
    return None


def _order_title(lines: list[str], order: int) -> _Title:
    """The «Про …» of an order, after its heading or, in a quotation, before it."""
    places = [*range(order, len(lines)), *range(order)]
    for index in places:
        if re.match(r'["“«\s]*Про\s', lines[index]):
            joined = _joined(lines, index, DocumentKind.ORDER)
            return joined
    return _Title(DocumentKind.ORDER, lines[order], order, order)


def _joined(lines: list[str], first: int, kind: DocumentKind) -> _Title:
    """The title with the lines that continue it (reading rule 8)."""
    parts = [_BULLET.sub("", lines[first])]
    last = first
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if not line:
            continue
        if not _continues(parts, line) or sum(map(len, parts)) + len(line) > _LONGEST_TITLE:
            break
        parts.append(line)
        last = index
    return _Title(kind, clean(" ".join(parts)), first, last)


def _continues(parts: list[str], line: str) -> bool:
    so_far = parts[-1]
    if (
        _NUMBERED.match(line)
        or _PLACE_LINE.match(line)
        or _openings()["approving"].match(skeleton(line))
        or is_date_line(line)
    ):
        return False
    if line[0].islower() or (line[0] in '«„“"(' and not line.isupper()):
        return True
    if line[0].isdigit():
        return bool(re.match(r"(?:19|20)\d\d", line)) and not so_far.endswith(".")
    if _DANGLING.search(so_far) or len(so_far.split()) == 1:
        return True
    shouted = " ".join(parts).isupper()
    return shouted and line.isupper()


# --- years, dates ----------------------------------------------------------------------------


def _years(title: _Title, lines: list[str]) -> Period:
    report = title.kind is DocumentKind.REPORT
    years = title_years(title.text, report)
    if years.year_end is not None or title.kind is DocumentKind.ORDER:
        return years
    for index in range(title.last + 1, min(len(lines), title.last + 5)):
        folded = skeleton(lines[index])
        if re.match(
            r"(?:на|у|в|за|до)\s+(?:i|ii|iii|iv|і|[а-яґєії]+\s)?[^.]{0,20}(?:19|20)\d\d", folded
        ):
            return title_years(lines[index], report)
    return years


def _approval(title: _Title, lines: list[str]) -> tuple[date | None, str]:
    """When and by whom the document was approved, as its approval block says (reading rule 7)."""
    if title.kind is DocumentKind.ORDER:
        return _order_date(title, lines), ""
    for start in range(len(lines)):
        end = title.first if title.first > start else len(lines)
        beginning = " ".join(lines[start : min(end, start + 4)])[:_LONGEST_OPENING]
        if _openings()["approving"].match(_unnumbered(beginning)) and lines[start]:
            block = lines[start:end]
            # prose between the block and the title tells other dates («5 листопада 2012 року проведено…»)
            block = list(takewhile(lambda line: len(line) <= _LONGEST_APPROVAL, block))
            return first_date("\n".join(block)), _office_and_name(block)
    return None, ""


def _unnumbered(text: str) -> str:
    """«Додаток 1 до рішення» as «додаток до рішення»."""
    return _ANNEX.sub(r"\1", skeleton(text))


def _order_date(title: _Title, lines: list[str]) -> date | None:
    """The date of an order: the one that stands by «від», «№» or alone, never one inside the title."""
    inside = range(title.first, title.last + 1)
    outside = [line for i, line in enumerate(lines) if i not in inside]
    marked = [line for line in outside if _ACT_DATE.search(line)]
    marked += [line for line in outside if _openings()["order"].search(skeleton(line))]
    if _openings()["order"].match(skeleton(title.text)):  # the heading is all the title there is
        marked.append(title.text)
    for line in [*marked, *outside]:
        found = first_date(line)
        if found is not None:
            return found
    return None


def _office_and_name(block: list[str]) -> str:
    """Office and name in one string: «Заступник голови облдержадміністрації В.М.Тканко»."""
    parts: list[str] = []
    for index, line in enumerate(block):
        opening = _openings()["approving"].match(skeleton(line))
        if opening and index and parts:
            break
        said = line[opening.end() :] if opening else line
        blank_date = is_date_line(said) or _BLANK_FORM.match(said)
        if blank_date and parts:
            break
        said = _BLANK_DAY.split(said)[0]
        words_ = _ACT_END.split(re.sub(r"_{2,}", " ", said))[0].strip(" :,")
        if words_ and not blank_date:
            parts.append(words_)
        if _NAME.search(said) or (words_ and words_ != said.strip(" :,_")):
            break
    return clean(" ".join(parts))


def _report_date(title: _Title, lines: list[str]) -> date | None:
    """The date a report states for itself: «станом на …», or a date on a line of its own."""
    stated = stated_date("\n".join(lines))
    if stated is not None:
        return stated
    alone = [line for line in lines[title.last + 1 :] if line and is_date_line(line)]
    return first_date(alone[0]) if alone else None


# --- region, programme -----------------------------------------------------------------------


def _region(title: _Title, lines: list[str], body: str) -> str:
    """The region named by the title, else by the lines around it, else by the whole document (rule 5)."""
    near = "\n".join(lines[max(0, title.first - 14) : title.last + 8])
    for text in (title.text, near, "\n".join(lines)):
        found = find_region(text)
        if found and found != NATION:
            return found
    national = find_region("\n".join(lines))
    if national or not body:
        return national
    return find_region(body)


def _programme(title: str, text: str, body: str) -> Programme:
    for source in (title, text, body):
        folded = fold(source)
        for programme, pattern in _programmes():
            if pattern.search(folded):
                return programme
    return Programme.OTHER


@cache
def _programmes() -> tuple[tuple[Programme, re.Pattern[str]], ...]:
    keys = ((Programme.OGP, "ogp"), (Programme.CIVIL_SOCIETY, "civil_society"))
    return tuple(
        (programme, re.compile(rf"(?<!\w){alternation(words('header', key))}(?!\w)"))
        for programme, key in keys
    )
