"""Small words that several commands share: places, kinds, counts in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from data.i18n import Words
from data.issue_words import UNCUT, issue_meaning, issue_text
from data.model import Fate, Issue, Place, Severity
from etl.headers import NATION

DASH = "–"


def place_words(words: Words, place: Place) -> str:
    """A place as people say it: «рядки 12–15», «таблиця 2, рядок 14», «сторінка 3»; "" for none."""
    parts = [
        words(f"etl.place.{name}", number=number)
        for name in ("edit", "sheet", "page", "table")
        if (number := getattr(place, name)) is not None
    ]
    if place.row is not None and place.line is None:
        parts.append(words("etl.place.row", number=place.row))
    if place.paragraph is not None:
        parts.append(words("etl.place.paragraph", number=place.paragraph))
    if place.line is not None:
        if place.line_end in (None, place.line):
            parts.append(words("etl.place.line", number=place.line))
        else:
            span = f"{place.line}{DASH}{place.line_end}"
            parts.append(words("etl.place.lines", number=span))
    return ", ".join(parts)


def part_words(words: Words, name: str, part: int) -> str:
    """A document by its file: «план.docx», «план.docx, частина 2» where a file holds several."""
    return words("etl.part", name=name, part=part) if part else name


def years_words(start: int | None, end: int | None) -> str:
    """Years as one word: «2013», «2014–2015», "" when none is known."""
    known = [str(year) for year in (start, end) if year is not None]
    return DASH.join(dict.fromkeys(known))


def document_words(words: Words, kind: str, region: str, start: int | None, end: int | None) -> str:
    """What a document is, in one line: «план · Луганська область · 2013»."""
    parts = (words(f"etl.kind.{kind}"), region_words(words, region), years_words(start, end))
    return " · ".join(part for part in parts if part)


def region_words(words: Words, region: str) -> str:
    """The name of a region by its code: «Луганська область», «Україна»; a code without a name stays a code."""
    key = "etl.nation" if region == NATION else f"region.{region}"
    return words(key) if words.has(key) else region


def fates_words(words: Words, counts: Mapping[Fate, int]) -> str:
    """Rows in = rows out by fate: «112 рядків = 35 заходів + 4 напрями + …» (reading rule 49)."""
    total = words.plural("etl.rows", sum(counts.values()))
    parts = [words.plural(f"etl.fate.{fate}", counts[fate]) for fate in Fate if counts.get(fate)]
    return f"{total} = {' + '.join(parts)}" if parts else total


def severity_words(words: Words, counts: Mapping[Severity, int]) -> str:
    """Issues by severity: «помилок 0, перевірити 2, довідок 3»; one word when there are none."""
    parts = [
        words.plural(f"etl.severity.{severity}", counts[severity])
        for severity in Severity
        if counts.get(severity)
    ]
    return ", ".join(parts) or words("etl.no_issues")


def count_severities(issues: Iterable[Issue]) -> Counter[Severity]:
    """How many issues of each severity there are."""
    return Counter(issue.severity for issue in issues)


def issue_hint(words: Words, issue: Issue, longest: int = UNCUT) -> str:
    """What happened and what to do about it, in one line; the document's words are cut to `longest`."""
    return f"{issue_text(words, issue, longest)} — {issue_meaning(words, issue, longest)}"
