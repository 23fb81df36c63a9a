"""Which logical document a file is, and which measure keeps which address when it is loaded again.

A document's key is readable («UA-09-pvu-plan-2013») and is kept for good, whatever is corrected later; so is a
measure's address «UA-09-pvu-plan-2013:1.10».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import PurePath
from typing import Final

from rapidfuzz import fuzz, process

from data.model import Document, DocumentKind, Header, Measure

SAME_WORDS: Final = 0.8
SAME_MEASURES: Final = 0.8
REWORDED: Final = 60.0
MOVED: Final = 90.0
_MAX_COMPARISONS: Final = 4_000_000
_SLUG_LENGTH: Final = 60
_LINE: Final = 400
# «соціально-» / «економічних» over a PDF's line end, «облдерж-адміністрації», «зв’язок»
_WITHIN_WORD: Final = re.compile(r"(?<=[^\W\d_])(?:[-\u00ad\u2010\u2011]\s*|['’ʼ`´])(?=[^\W\d_])")
# between digits a mark says something: «2013-2015» are not «2013, 2015», «2,5» is not «25»
_SAYING: Final = re.compile(
    r"\d+(?:\s*[.,:/–—-]\s*\d+)*|[^\W\d_]+|[^\w\s.,:;!?(){}\[\]|/\\*•·▪…«»„“”\"'‘’‐‑‒–—―-]"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A document of the database as its current version describes it."""

    document_id: int
    version_id: int
    key: str
    name: str
    sha256: str
    header: Header
    part: int = 0


@dataclass(frozen=True, slots=True)
class KnownMeasure:
    """A measure of any earlier version, by which its address is found again."""

    measure_id: str
    number: str
    direction_number: str
    full_text: str


def fold_for_search(text: str) -> str:
    """Text as a search compares it: «Об’єднання» and «ОБ'ЄДНАННЯ» are one, any white space is one space."""
    return " ".join(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())


def essence(text: str) -> str:
    """What a text says without how a format sets it: its words, numbers and signs, by single spaces.

    «Центр  «Розвиток», соціально-\\nекономічний» and «центр "Розвиток" соціально-економічний» have one essence;
    another word, number or sign (50 and 50 %) makes another.
    """
    return _essence(text) if len(text) > _LINE else _line_essence(text)


def _essence(text: str) -> str:
    folded = _WITHIN_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_tight(said) if said[0].isdigit() else said for said in _SAYING.findall(folded))


# bodies, deadlines and rules stand in measure after measure, many a title is the whole text
_line_essence: Final = lru_cache(maxsize=8192)(_essence)


def document_key(header: Header, name: str, part: int = 0) -> str:
    """The readable key of a document: region, programme, kind, years, and an interim report's last day.

    Where region or years are unknown the file's name stands in: «luhansk-pvu-plan-2013». The second document
    of a file says so: «UA-74-pvu-plan-2015-part-2».
    """
    slug = _slug(name)
    subject = [header.programme.value, header.kind.value]
    years = _years(header)
    region = header.region_iso or (slug if years else "")
    end = interim_end(header)
    until = f"to-{end.isoformat()}" if end else ""
    further = f"part-{part}" if part > 1 else ""
    words = (region, *subject, years or slug, until, further)
    return "-".join(word for word in words if word)


def interim_end(header: Header) -> date | None:
    """The day up to which an interim report tells; None for a plan and for a report on its whole last year."""
    told = _told_to(header)
    if told is None:
        return None
    whole = header.year_end is not None and told >= date(header.year_end, 12, 31)
    return None if whole else told


def find_same(
    document: Document, known: Sequence[Known], measures_of: Callable[[Known], set[str]]
) -> Known | None:
    """The document that `document` is a reading of; None for one that was never loaded.

    The same part of the same bytes; else the same subject under the same file name or nearly the same title; else
    mostly the same measures: of the same subject where a file has no title (a table saved as .csv), or under the
    same file name of the same office (only region or years were read otherwise). A file's format is no part of
    its name.
    """
    known = sorted(known, key=lambda one: not _same_part(document, one))
    same_bytes = [one for one in known if one.sha256 == document.sha256]
    if same_bytes and _same_part(document, same_bytes[0]):
        return same_bytes[0]
    of_kind = [
        one
        for one in known
        if one.sha256 != document.sha256  # another part of the same bytes is another document
        and one.header.kind is document.header.kind
        and one.header.programme is document.header.programme
    ]
    for one in of_kind:
        if _subject(one.header) == _subject(document.header) and _is_named_alike(document, one):
            return one
    fingerprints = {fingerprint(measure) for measure in document.measures} if of_kind else set()
    for one in of_kind:
        if _is_untitled_copy(document, one) and _mostly_same(fingerprints, measures_of(one)):
            return one
    for one in of_kind:
        if (
            _same_name(document.name, one.name)
            and _agree(document.header.region_iso, one.header.region_iso)
            and _agree(_told_to(document.header), _told_to(one.header))
            and _mostly_same(fingerprints, measures_of(one))
        ):
            return one
    return None


def fingerprint(measure: Measure) -> str:
    """What makes a measure the same in two readings of one file: its text and, in a report, its result."""
    return joined_fingerprint(
        measure.full_text, measure.outcome.result_text if measure.outcome else ""
    )


def joined_fingerprint(full_text: str, result_text: str) -> str:
    """The fingerprint of a stored measure."""
    return f"{essence(full_text)}\n{essence(result_text)}"


def name_stem(name: str) -> str:
    """The name of a file as far as it tells documents apart: «План.docx» and «план.pdf» are one."""
    return PurePath(name).stem.casefold()


def free_key(wanted: str, taken: Iterable[str]) -> str:
    """The wanted key of a new document, with «-2», «-3» … when another document has it."""
    used = set(taken)
    number = 1
    key = wanted
    while key in used:
        number += 1
        key = f"{wanted}-{number}"
    return key


def nearly_same_title(one: str, other: str) -> bool:
    """Whether two titles differ only by misprints: every word that differs must be nearly the same word.

    «…Новоайдарського району» and «…Станично-Луганського району» are two titles, so are those of two years.
    """
    left, right = (re.findall(r"\w+", fold_for_search(title)) for title in (one, other))
    if not left or not right:
        return False
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return all(
        tag == "equal" or _alike("".join(left[a:b]), "".join(right[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def assign_measure_ids(
    key: str, measures: Sequence[Measure], known: Sequence[KnownMeasure]
) -> list[str]:
    """The addresses of a version's measures, in their order (reading rule 53: numbers may repeat).

    A measure that an earlier version has, moved, renumbered or reworded, keeps its address; a new one gets
    `key:number`, or its position where it has no number, with «~2» where that address was ever another's.
    """
    found = _pair_exactly(measures, known)
    _pair_by_likeness(measures, known, found)
    used = {one.measure_id for one in known}
    ids = []
    for index, measure in enumerate(measures):
        if index in found:
            ids.append(found[index])
            continue
        address = _free_address(key, measure, used)
        used.add(address)
        ids.append(address)
    return ids


def assign_revised_ids(
    key: str,
    measures: Sequence[Measure],
    known: Sequence[KnownMeasure],
    stated: Sequence[str | None],
    corrected: set[str],
) -> list[str]:
    """The addresses of a form's version: as `stated`, and for a measure without one an address of its own.

    A new measure never takes one of the addresses `corrected`, which the form was written with; of an earlier
    version it may.
    """
    new = [measure for measure, address in zip(measures, stated, strict=True) if address is None]
    free = [one for one in known if one.measure_id not in corrected]
    found = _pair_exactly(new, free)
    used = {one.measure_id for one in known} | corrected
    fresh = []
    for index, measure in enumerate(new):
        address = found.get(index) or _free_address(key, measure, used)
        used.add(address)
        fresh.append(address)
    left = iter(fresh)
    return [address if address is not None else next(left) for address in stated]


def _pair_exactly(measures: Sequence[Measure], known: Sequence[KnownMeasure]) -> dict[int, str]:
    found: dict[int, str] = {}
    keys: tuple[Callable[[Measure | KnownMeasure], Hashable], ...] = (
        lambda one: (one.number, one.direction_number, essence(one.full_text)),
        lambda one: (one.number, essence(one.full_text)),
        lambda one: essence(one.full_text),
    )
    for key in keys:
        taken = set(found.values())
        waiting: dict[Hashable, list[str]] = {}
        for old in known:
            if old.measure_id not in taken:
                waiting.setdefault(key(old), []).append(old.measure_id)
        for index, measure in enumerate(measures):
            candidates = waiting.get(key(measure)) if index not in found else None
            if candidates:
                found[index] = candidates.pop(0)
    return found


def _pair_by_likeness(
    measures: Sequence[Measure], known: Sequence[KnownMeasure], found: dict[int, str]
) -> None:
    """Pairs what is left: reworded under its number, then nearly the same text anywhere."""
    for same_number, least in ((True, REWORDED), (False, MOVED)):
        taken = set(found.values())
        left = {one.measure_id: one for one in known if one.measure_id not in taken}
        if not same_number and len(left) * (len(measures) - len(found)) > _MAX_COMPARISONS:
            return
        for index, measure in enumerate(measures):
            if index in found:
                continue
            choices = {
                measure_id: fold_for_search(one.full_text)
                for measure_id, one in left.items()
                if not same_number or (one.number == measure.number and measure.number)
            }
            best = process.extractOne(
                fold_for_search(measure.full_text), choices, scorer=fuzz.ratio, score_cutoff=least
            )
            if best is not None:
                found[index] = best[2]
                del left[best[2]]


def _free_address(key: str, measure: Measure, used: set[str]) -> str:
    number = re.sub(r"[\s/?#%~:&]+", "-", measure.number.strip()) or str(measure.position)
    address = f"{key}:{number}"
    repeat = 1
    while address in used:
        repeat += 1
        address = f"{key}:{number}~{repeat}"
    return address


def _tight(said: str) -> str:
    """A number with its marks as a format without room sets it: «2013 – 2015» as «2013-2015»."""
    return re.sub(r"[–—]", "-", "".join(said.split()))


def _subject(header: Header) -> tuple[object, ...]:
    return (header.region_iso, header.year_start, header.year_end, interim_end(header))


def _is_named_alike(document: Document, one: Known) -> bool:
    same_title = nearly_same_title(document.header.title, one.header.title)
    if _same_name(document.name, one.name):
        return same_title or (document.part == one.part == 0)
    # «План заходів» of an unknown office says too little to be taken for another's
    known = bool(document.header.region_iso) and document.header.year_start is not None
    return known and same_title


def _same_part(document: Document, one: Known) -> bool:
    """Whether both are the same part of a file; a file that was one document goes on as its first part."""
    return max(document.part, 1) == max(one.part, 1)


def _is_untitled_copy(document: Document, one: Known) -> bool:
    """Whether one of two files of one known subject has no title, so that only its measures can tell."""
    if document.header.title and one.header.title:
        return False
    known = bool(document.header.region_iso) and document.header.year_start is not None
    return known and bool(document.measures) and _subject(one.header) == _subject(document.header)


def _same_name(one: str, other: str) -> bool:
    return name_stem(one) == name_stem(other)


def _told_to(header: Header) -> date | None:
    """The last day a report tells of, as far as it says so."""
    told = header.period_end or header.report_date
    return told if header.kind is DocumentKind.REPORT else None


def _agree(one: object, other: object) -> bool:
    """Whether two readings do not contradict each other: what is unknown fits anything."""
    return not one or not other or one == other


def _mostly_same(one: set[str], other: set[str]) -> bool:
    if not one and not other:
        return True
    return len(one & other) >= SAME_MEASURES * max(len(one), len(other))


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_WORDS


def _years(header: Header) -> str:
    ends = [year for year in (header.year_start, header.year_end) if year is not None]
    return "-".join(dict.fromkeys(str(year) for year in ends))


def _slug(name: str) -> str:
    words = re.sub(r"[\W_]+", "-", PurePath(name).stem.casefold()).strip("-")
    return words[:_SLUG_LENGTH].strip("-") or "document"
