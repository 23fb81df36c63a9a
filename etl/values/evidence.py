"""The proofs a result text names: dates, counts, organisations, publications (reading rules 36-38)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from data.model import Evidence, EvidenceKind
from etl.values.inflection import adjective_nominative, read_adjective, read_noun
from etl.values.lexicon import alternation, lexicon, whole_words, words
from etl.values.spans import Span, Unit, Year, read_spans
from etl.values.text import clean, skeleton

_QUOTED: Final = re.compile(r'[«„“"][^«»„“”"]*[»”“"]')
_CLAUSE_END: Final = re.compile(
    r"[;\n]|(?<=[а-яґєії»_\d])\.(?=\s|$)|,\s(?=[^,]{0,60}(?:но|то|лися|лось|вся)\b)"
)
_YEAR_OF_WORK: Final = re.compile(r"(?<!\w)(?:у|в|за|протягом|упродовж|впродовж)\s+$")
_DIGITS: Final = re.compile(
    r"(?<![\w.,/:№-])(\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,6})(?![\w/:%-]|[.,]\d|\s*%)(?=\s+([^\W\d_][\w'-]*))"
)
_AUXILIARY: Final = re.compile(r"(?<!\w)(?:також\s+)?(?:було|були|була|був|є)?\s*$")
_SUBORDINATE: Final = re.compile(r",\s*(?:що|як[а-яґєії]{1,3}|де|з метою|зокрема)(?!\w)")
_URL: Final = re.compile(r"(?:https?://|www\.)\S+")


def parse_evidence(text: str, year: int | None) -> tuple[Evidence, ...]:
    """The proofs in a result text in their order; `year` is the report's and fills in what a date omits.

    «29-30 березня та 19 квітня» of 2017 gives `2017-03-29/2017-03-30` and `2017-04-19`; «Проведено 38
    консультацій» gives the count `38`. Quoted titles and programme years («на 2016-2020 роки») give none.
    """
    return _read(text, year)


@lru_cache(maxsize=4096)
def _read(text: str, year: int | None) -> tuple[Evidence, ...]:
    folded = skeleton(text)
    plain = _QUOTED.sub(lambda m: re.sub(r"[^\s]", "_", m.group()), folded)
    spans, years = read_spans(plain, abbreviations=False)
    found = [
        *_dates(text, plain, spans, years, year),
        *_counts(text, plain, spans, years),
        *_organisations(text, folded),
        *_publications(text, plain),
    ]
    ordered = sorted(found, key=lambda item: item[0])
    return tuple(dict.fromkeys(evidence for _, evidence in ordered))


# --- dates -----------------------------------------------------------------------------------


def _dates(
    text: str, plain: str, spans: list[Span], years: list[Year], year: int | None
) -> list[tuple[int, Evidence]]:
    found: list[tuple[int, Evidence]] = []
    for span in spans:
        if span.unit not in (Unit.DAY, Unit.MONTH) or not _is_of_work(plain, span, year):
            continue
        if span.unit is Unit.DAY and not re.search(r"\d", plain[span.start : span.end]):
            continue
        value = _date_value(plain, span, years, year)
        if value:
            found.append(
                (span.start, _evidence(EvidenceKind.DATE, value, text, span.start, span.end))
            )
    for named in years:
        alone = named.first == named.last and _YEAR_OF_WORK.search(plain[: named.start])
        if alone:
            snippet = (named.start, named.end)
            found.append(
                (named.start, _evidence(EvidenceKind.DATE, str(named.first), text, *snippet))
            )
    return found


def _is_of_work(plain: str, span: Span, year: int | None) -> bool:
    """Not the date of a law that the text cites («постанова від 03.11.2010 № 996»)."""
    cited = re.search(r"(?<!\w)від\s*$", plain[: span.start])
    return not (cited and span.own_year and year is not None and span.year != year)


def _date_value(plain: str, span: Span, years: list[Year], year: int | None) -> str:
    known = span.year if span.own_year else _year_near(plain, span, years) or year
    if known is None:
        return ""
    dated = span.with_years(known)
    try:
        first, last = dated.begins(), dated.ends()
    except ValueError:  # «31 листопада»
        return ""
    if span.unit is Unit.MONTH:
        return f"{first:%Y-%m}"
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _year_near(plain: str, span: Span, years: list[Year]) -> int | None:
    """The year said after a date or after the list it stands in («30 березня та 19 квітня 2017 року»)."""
    for named in years:
        if named.start >= span.end:
            between = plain[span.end : named.start]
            if len(between) <= 40 and re.fullmatch(
                r"[\s,]*(?:(?:та|і|й)?\s*[\d\s-]+[а-яґєії']+[\s,]*)*", between
            ):
                return named.first if named.first == named.last else None
            return None
    return None


# --- counts ----------------------------------------------------------------------------------


@cache
def _number_words() -> re.Pattern[str]:
    listed = [word for forms in lexicon()["numbers"].values() for word in forms]
    return re.compile(rf"(?<![\w'-]){alternation(listed)}(?=\s+([^\W\d_][\w'-]*))")


@cache
def _not_counted() -> re.Pattern[str]:
    return re.compile(alternation(words("evidence", "not_counted")))


@cache
def _not_before() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w){alternation(words('evidence', 'not_before'))})\.?\s*$")


def _counts(
    text: str, plain: str, spans: list[Span], years: list[Year]
) -> list[tuple[int, Evidence]]:
    taken = [(span.start, span.end) for span in spans]
    taken += [(named.start, named.end) for named in years]
    found: list[tuple[int, Evidence]] = []
    for match in [*_DIGITS.finditer(plain), *_number_words().finditer(plain)]:
        start, end = match.span()
        following = match.group(match.lastindex or 0)
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        if (
            _not_counted().fullmatch(following.rstrip("."))
            or following == "не"
            or _not_before().search(plain[:start])
        ):
            continue
        value = _count_value(plain[start:end])
        tail = re.match(r"\s+[\w'’-]+(?:\s+[\w'’-]+)?", text[end:])
        found.append(
            (
                start,
                Evidence(
                    EvidenceKind.COUNT,
                    value,
                    clean(text[start : end + (tail.end() if tail else 0)]),
                ),
            )
        )
    return found


def _count_value(said: str) -> str:
    digits = re.sub(r"\s", "", said)
    if digits.isdigit():
        return str(int(digits))
    return next(str(number) for number, forms in lexicon()["numbers"].items() if said in forms)


# --- organisations and publications ----------------------------------------------------------


@cache
def _organisation() -> re.Pattern[str]:
    kind = alternation(words("evidence", "organisations"))
    return re.compile(
        rf"(?<![\w'])(?:[а-яґєії'-]+(?:а|я|у|ю|ою|ий|ого|им|ій|і|их|ими|ої|е)\s+){{0,2}}{kind}\s+\"[^\"]+\""
    )


def _organisations(text: str, folded: str) -> list[tuple[int, Evidence]]:
    found: list[tuple[int, Evidence]] = []
    for match in _organisation().finditer(folded):
        start, end = match.span()
        start += _without_foreign_words(folded[start:end])
        name = _nominative(clean(text[start:end]))
        found.append((start, Evidence(EvidenceKind.ORGANISATION, name, clean(text[start:end]))))
    return found


def _without_foreign_words(phrase: str) -> int:
    """How far the words before the name's own adjectives and noun reach («організації благодійна ліга»)."""
    name = re.search(r"\s*\"", phrase)
    opening = phrase[: name.start()] if name else phrase
    tokens = [(m.start(), m.group()) for m in re.finditer(r"[\w'-]+", opening)]
    begin = tokens[-1][0]
    for start, word in reversed(tokens[:-1]):
        if not read_adjective(word):
            break
        begin = start
    return begin


def _nominative(name: str) -> str:
    """«громадською організацією «…»» -> «громадська організація «…»»."""
    match = re.match(r"([^«„\"“]+)([«„\"“].*)", name)
    if match is None:
        return name
    parts = match[1].split()
    nouns = read_noun(skeleton(parts[-1]))
    if not nouns or any(noun.form.case == "nom" for noun in nouns):
        return name
    noun = nouns[0]
    changed = [
        adjective_nominative(word, noun.form.number, noun.form.gender) for word in parts[:-1]
    ]
    return " ".join([*changed, noun.nominative, match[2]])


@cache
def _published() -> re.Pattern[str]:
    return whole_words("evidence", "published")


@cache
def _made() -> re.Pattern[str]:
    return whole_words("evidence", "made")


@cache
def _media() -> re.Pattern[str]:
    return whole_words("evidence", "media")


def _publications(text: str, plain: str) -> list[tuple[int, Evidence]]:
    found: list[tuple[int, Evidence]] = []
    start = 0
    bounds = [m.span() for m in _CLAUSE_END.finditer(plain)] + [(len(plain), len(plain))]
    for end, following in bounds:
        clause = plain[start:end]
        if _is_publication(clause):
            words_ = clean(text[start:end]).strip(" .;,")
            thing = _published_thing(text[start:end], clause) or words_
            found.append((start, Evidence(EvidenceKind.PUBLICATION, thing, words_)))
        start = following
    return found


def _is_publication(clause: str) -> bool:
    if re.search(r"(?<!\w)не\s", clause):
        return False
    made = _made().search(clause) and _media().search(clause)
    return bool(_published().search(clause) or made or _URL.search(clause))


def _published_thing(printed: str, clause: str) -> str:
    """What was issued or put online: «Довідник» of «Довідник створено», "" where the clause does not tell.

    It stands before the verb, or after it where a circumstance stands before («У 2017 році було виготовлено та
    розміщено у ефірі телеканалів 85 телепрограм, що висвітлюють…» → «85 телепрограм»).
    """
    verbs = [*_published().finditer(clause), *_made().finditer(clause)]
    if not verbs:
        return ""
    first, last = min(v.start() for v in verbs), max(v.end() for v in verbs)
    before = _AUXILIARY.sub("", clause[:first])
    if before.strip(" ,") and not _circumstance().match(before):
        return clean(printed[: len(before)]).strip(" .;,–-")
    stop = _SUBORDINATE.search(clause, last)
    end = stop.start() if stop else len(clause)
    start = last
    if _circumstance().match(clause, last):
        count = _DIGITS.search(clause, last, end)
        if count is None:
            return ""
        start = count.start()
    return clean(printed[start:end]).strip(" .;,–-:")


@cache
def _circumstance() -> re.Pattern[str]:
    """«У 2017 році», «на сайті», «з метою»: a stretch that opens with a preposition names no thing."""
    return re.compile(rf"\W*{alternation(words('evidence', 'circumstance'))}(?!\w)")


def _evidence(kind: EvidenceKind, value: str, text: str, start: int, end: int) -> Evidence:
    return Evidence(kind, value, clean(text[start:end]))
