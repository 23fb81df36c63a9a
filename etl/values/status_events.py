"""What single stretches of a result say about work: done, denied, moved, unfinished… (reading rules 34, 48).

The wordings stand in `lexicon_uk.toml`, section `status`; the general endings of Ukrainian verbs stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from etl.values.lexicon import alternation, lexicon, words
from etl.values.spans import read_spans

_PAST_REFLEXIVE: Final = r"[а-яґєії']{2,}(?:л(?:о|а|и)(?:ся|сь)|вся|всь)"
# «опрацювали», not «квартали»: only the suffix of verbs is safe
_PAST_ACTIVE: Final = r"[а-яґєії']{3,}(?:у|ю)вали"
_PRESENT: Final = r"[а-яґєії']{3,}(?:ється|ються|иться|яться|їться|їяться)"
_YEARS: Final = 1900
_IMPERSONAL: Final = r"[а-яґєії']{2,}(?:ен|ан|єн|ят|ит|ут|от)о"


class Sense(Enum):
    """What one stretch of words says about work."""

    HARMLESS = "harmless"
    DENIED = "denied"
    MOVED = "moved"
    UNFINISHED = "unfinished"
    FUTURE = "future"
    CONTINUING = "continuing"
    PARTIAL = "partial"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Event:
    """One stretch of words with its sense; `listed` says that its wording stands in the lexicon."""

    sense: Sense
    start: int
    end: int
    listed: bool = True


@cache
def _grammar() -> re.Pattern[str]:
    def listed(key: str) -> str:
        return alternation(words("status", key))

    noun, free = listed("harmless"), listed("harmless_verbs")
    near = r"[^.;!?\n]{0,60}?"
    verb = rf"(?:{_PAST_REFLEXIVE}|{_IMPERSONAL}|[а-яґєії']+)"
    adverbs = listed("adverbs")
    small = r"(?:на|в|у|з|із|до|за|для|по|при|про|від|є|вс[іея]|кожн\w+)"
    return re.compile(
        rf"""(?<![\w'])(?:
        (?P<skip>{listed("no_denial")}(?!\w))
      | (?P<partial>{listed("partial")}(?!\w))
      | (?P<harmless>{noun}(?!\w){near}(?<!\w){free}(?!\w)|{free}(?!\w)\s+(?:жодн\w*\s+)?{noun}(?!\w))
      | (?P<unfinished>{listed("unfinished")}(?!\w))
      | (?P<moved>(?:(?:було|були|була)\s+)?{listed("moved")}(?!\w)
          (?!\s+на\s+(?:нов|інш)\w+\s+(?:сайт|портал|сервер|платформ)))
      | (?P<future>{listed("future")}(?!\w)(?:\s+\w+){{0,2}}?(?:\s+{_IMPERSONAL}(?!\w))?)
      | (?P<denied>(?:{listed("lacking")}|{listed("failed")})(?!\w)
          |не\s+(?:було\s+|були\s+|була\s+)?(?!{small}\s){verb}(?!\w)
          |(?<=-)\s+ні(?!\w)|(?<=-)ні(?!\w))
      | (?P<done>{listed("done")}(?!\w))
      | (?P<continuing>{listed("continuing")}(?!\w))
      | (?P<adverb>(?:{adverbs}|{listed("idle")})(?!\w))
      | (?P<present>{_PRESENT}(?!\w))
      | (?P<general>(?:{_PAST_ACTIVE}|{_IMPERSONAL})(?!\w))
      | (?P<reflexive>{_PAST_REFLEXIVE}(?!\w))
        )""",
        re.X,
    )


_SENSES: Final = {
    "partial": Sense.PARTIAL,
    "harmless": Sense.HARMLESS,
    "unfinished": Sense.UNFINISHED,
    "moved": Sense.MOVED,
    "future": Sense.FUTURE,
    "denied": Sense.DENIED,
    "done": Sense.DONE,
    "continuing": Sense.CONTINUING,
    "present": Sense.CONTINUING,
    "general": Sense.DONE,
    "reflexive": Sense.DONE,
}


@cache
def whole(key: str) -> re.Pattern[str]:
    """A pattern of the wordings under `[status] key`, standing as whole words."""
    return re.compile(rf"(?<!\w){alternation(words('status', key))}(?!\w)")


def read_events(plain: str) -> list[Event]:
    """The events of a folded text in their order; its quotations and brackets are blanked."""
    events = []
    for match in _grammar().finditer(plain):
        sense = _SENSES.get(str(match.lastgroup))
        if sense is not None:
            listed = match.lastgroup not in ("present", "reflexive")
            events.append(Event(sense, match.start(), match.end(), listed))
    events += list(_shortfalls(plain))
    events += [
        Event(Sense.PARTIAL, m.start(), m.end())
        for m in (*_of().finditer(plain), *_instead().finditer(plain))
        if int(m[1]) < int(m[2]) < _YEARS
    ]
    return sorted(events, key=lambda event: event.start)


@cache
def _only() -> re.Pattern[str]:
    """«лише у 3 громадах», «тільки на 40 %», «лише частину»: the share that was reached."""
    numbers = [word for forms in lexicon()["numbers"].values() for word in forms]
    where = alternation(words("status", "only_before"))
    share = rf"{alternation(words('status', 'shares'))}(?!\w)"
    percent = r"(?:на\s+)?\d+(?:[.,]\d+)?\s*(?:%|відсотк|з|із)"
    return re.compile(
        rf"(?<!\w)(?<!не ){alternation(words('status', 'only'))}\s+"
        rf"(?:{percent}|(?:{where}\s+)?{share}|{where}\s+(?:\d+|{alternation(numbers)})(?!\w))"
    )


@cache
def _of() -> re.Pattern[str]:
    """«5 із 8 запланованих засідань»: a number of a number."""
    planned = alternation(words("status", "planned"))
    return re.compile(
        rf"(?<![\d.,])(\d{{1,4}})(?:\s+[а-яґєії']+){{0,2}}\s+(?:із|з)\s+(?:{planned}\s+)?(\d{{1,4}})(?![\d.,])(?=\s|$|[.;)])"
    )


@cache
def _instead() -> re.Pattern[str]:
    """«2 тренінги замість запланованих 4»: what was done and what was planned."""
    than = alternation(words("status", "instead"))
    return re.compile(
        rf"(?<![\d.,])(\d{{1,4}})(?:\s+[а-яґєії']+){{0,3}}[\s,(]+{than}(?:\s+[а-яґєії']+){{0,2}}\s+(\d{{1,4}})(?![\d.,])"
    )


@cache
def _all_but() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){alternation(words('status', 'all'))}(?!\w)[^.;\n]{{0,80}}?(?<!\w)"
        rf"{alternation(words('status', 'except'))}(?!\w)(?!\s+(?:того|цього))"
    )


def _shortfalls(plain: str) -> Iterator[Event]:
    """Stretches that expressly bound what was done; «лише у 2018 році» bounds the time, not the work."""
    for pattern, listed in ((_only(), True), (_only_there(), False)):
        for match in pattern.finditer(plain):
            if not _tells_time(plain, match):
                yield Event(Sense.PARTIAL, *match.span(), listed)
    for match in _all_but().finditer(plain):
        yield Event(Sense.PARTIAL, *match.span())
    for match in _out_of().finditer(plain):
        planned, done = _number(match[1]), _number(match[2])
        if done < planned < _YEARS:
            yield Event(Sense.PARTIAL, *match.span())


def _tells_time(plain: str, match: re.Match[str]) -> bool:
    spans, years = read_spans(plain[match.start() : match.end() + 20], abbreviations=False)
    stop = match.end() - match.start()
    return any(s.start < stop for s in spans) or any(y.start < stop for y in years)


@cache
def _only_there() -> re.Pattern[str]:
    """«лише в Сєвєродонецьку та Рубіжному»: a place, if no time."""
    where = alternation(words("status", "only_before"))
    return re.compile(
        rf"(?<!\w)(?<!не ){alternation(words('status', 'only'))}\s+{where}\s+[а-яґєії'-]{{3,}}"
    )


@cache
def _out_of() -> re.Pattern[str]:
    """«Із запланованих 10 семінарів проведено 6»: the planned number first, then the one reached."""
    spelt = alternation([word for forms in lexicon()["numbers"].values() for word in forms])
    number = rf"(\d{{1,4}}|{spelt})(?!\w)"
    planned = rf"(?:{alternation(words('status', 'planned'))}\s+)?"
    done = rf"(?:{_IMPERSONAL}|{_PAST_REFLEXIVE}|{_PAST_ACTIVE}|[а-яґєії']{{3,}}[иі]ли)"
    return re.compile(
        rf"(?<!\w)(?:із|з)\s+(?:них\s+)?{planned}{number}[^.;\d]{{1,60}}?(?<!\w){done}\s+{number}(?!\s*%)"
    )


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next((int(n) for n, forms in lexicon()["numbers"].items() if text in forms), 0)
