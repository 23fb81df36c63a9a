"""Ukrainian words as a search compares them: one spelling for twins, one stem for all forms of a word.

The stem is light: it takes endings off and undoes the alternations within a paradigm («захід» — «заходи»,
«сторінка» — «сторінок», «політика» — «політиці»). It need not be a word, only the same for all forms; words
derived from one another («звіт», «звітування») keep stems of their own and are found by their common root.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

_REFERENCE: Final = Path(__file__).resolve().parents[1] / "reference" / "search_uk.toml"
_APOSTROPHES: Final = "'’ʼ`´‘′ˈ"
_HYPHENS: Final = "-‐‑\u00ad"
# a word with its apostrophes and hyphens («веб-сайт», «об’єднання»), or a number («1.10», «31.12.2017»)
_TOKEN: Final = re.compile(rf"[^\W\d_]+(?:[{_HYPHENS}{_APOSTROPHES}][^\W\d_]+)*|\d+(?:[.,/]\d+)*")
_INSIDE: Final = str.maketrans(dict.fromkeys(f"{_APOSTROPHES}\u00ad", ""))
_ONE_HYPHEN: Final = str.maketrans(dict.fromkeys(_HYPHENS, "-"))
# reading rule 41: offices type Latin letters inside Ukrainian words; «ґ» and «проєкт» are spelled both ways
_TWINS: Final = str.maketrans("aceiopxykmtbhïґ", "асеіорхукмтвнїг")
_LATIN_TWINS: Final = frozenset("aceiopxykï")
_LATIN: Final = re.compile(r"[a-zï]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_ROMAN: Final = re.compile(r"[iіvxх]+")
_TO_ROMAN: Final = str.maketrans("іх", "ix")
_YEAR: Final = re.compile(r"\d{4}")

_VOWELS: Final = frozenset("аеєиіїоуюя")
_SHORTEST: Final = 3
_SHORTEST_REFLEXIVE: Final = 6
_LONG_ENDINGS: Final = (
    *("остями", "остям", "остях", "остей", "істю", "ості", "ість"),
    *("ього", "ьому", "ьої", "ьою", "ими", "іми", "ого", "ому", "ями", "ами"),
)
_ENDINGS: Final = (
    *_LONG_ENDINGS,
    *(
        "ий",
        "ій",
        "ої",
        "ою",
        "ею",
        "єю",
        "их",
        "іх",
        "їх",
        "ім",
        "їм",
        "им",
        "ам",
        "ям",
        "ах",
        "ях",
    ),
    *("ом", "ем", "єм", "ів", "їв", "ей", "єв", "а", "я", "о", "е", "є", "у", "ю", "и", "і", "ї"),
    *("ь", "й"),
)
_REFLEXIVE: Final = re.compile(r"(?<=[втлоаиь])(?:ся|сь)$")
_ABSTRACT: Final = re.compile(r"(?:ість|істю|ості|остей|остям|остями|остях)$")
# «ень» goes in names of months and the few words like them, not in «рішень», «питань»
_FLEETING: Final = (
    (re.compile(r"([^аеєиіїоуюяь])ок$"), r"\1к"),
    (re.compile(r"ець$"), "ц"),
    (
        re.compile(
            r"(січ|берез|квіт|трав|черв|лип|серп|верес|жовт|груд|рів|ступ|тижд|учас|перст)ень$"
        ),
        r"\1н",
    ),
)
# «слухання» — «слухань», «стаття» — «статей»; not «районний», which is no form of «район»
_DOUBLE: Final = re.compile(
    r"(?:(?<=[аеєиіюя])н(?=н)|т(?=т)|д(?=д)|л(?=л)|ч(?=ч)|ж(?=ж)|с(?=с)|з(?=з))(?=.$)"
)
_ALTERNATES: Final = str.maketrans("цзс", "кгх")
# roots by which words derived from one another are found: «звітування» -> «звіт»
_DERIVED: Final = re.compile(
    r"(?:ован|уван|юван|ійн|альн|ичн|існ|ост|ен|ан|ін|н|ова|ува|юва|ова|ити|ати|увати|ювати|ник|ич|к)$"
)
_SHORTEST_ROOT: Final = 4


class Word(NamedTuple):
    """A word of a text: where it stands and its folded spelling."""

    start: int
    end: int
    folded: str


def each_word(text: str) -> Iterator[Word]:
    """The words and numbers of a text in order: «№ 1.10 Об’єднання» gives «1.10» and «обєднання»."""
    for match in _TOKEN.finditer(text):
        yield Word(match.start(), match.end(), fold_word(match.group()))


def raw_words(text: str) -> list[str]:
    """The words of a text as printed; `fold_word` is the same for equal ones, so each is folded once."""
    return _TOKEN.findall(text)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """A word in one spelling: «Об'єднання», «ОБ’ЄДНАННЯ» -> «обєднання»; «райoнні» with a Latin «o» -> «районні».

    Roman numerals of any alphabet are one («ІV», «IV» -> «iv»), so are «1,10» and «1.10», «проєкт» and «проект».
    """
    if word[0].isdigit():
        return word.replace(",", ".")
    folded = word.translate(_INSIDE).translate(_ONE_HYPHEN).lower().replace("\u0307", "")
    if _ROMAN.fullmatch(folded):
        return folded.translate(_TO_ROMAN)
    if _LATIN.search(folded) and (_CYRILLIC.search(folded) or set(folded) <= _LATIN_TWINS):
        folded = folded.translate(_TWINS)
    return folded.replace("ґ", "г").replace("проєк", "проек")


def stems_of(folded: str) -> tuple[str, ...]:
    """What a folded word is found by: its stem, the stems of its parts, the years of a date.

    «веб-сайту» is found by «вебсайт», «веб» and «сайт», «31.12.2017» by itself and «2017».
    """
    if folded[0].isdigit():
        return (
            folded,
            *(
                part
                for part in re.split(r"[./]", folded)
                if part != folded and _YEAR.fullmatch(part)
            ),
        )
    if "-" not in folded:
        return (stem(folded),)
    parts = folded.split("-")
    return (stem("".join(parts)), *(stem(part) for part in parts))


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """The stem of all forms of a word: «рада», «ради», «рад», «радою» -> «рад»; «захід», «заходів» -> «заход»."""
    if known := _irregular().get(folded):
        return known
    folded = _REFLEXIVE.sub("", folded) if len(folded) > _SHORTEST_REFLEXIVE else folded
    if (abstract := _ABSTRACT.search(folded)) and abstract.start() >= _SHORTEST:
        return folded[: abstract.start()] + "ост"
    base = _without_fleeting(folded) or _without_ending(folded)
    if len(base) > _SHORTEST and base[-1] == "і":
        base = base[:-1]
    base = _DOUBLE.sub("", base)
    return _with_open_vowel(base[:-1] + base[-1].translate(_ALTERNATES))


def root(folded: str) -> str:
    """The beginning that derived words share: «звітування» -> «звіт», «навчальний» -> «навч»; "" for short words."""
    base = _ABSTRACT.sub("", folded)
    if base == folded:
        base = _without_ending(folded)
    base = _DOUBLE.sub("", base)
    cut = _DERIVED.sub("", base)
    base = cut if len(cut) >= _SHORTEST_ROOT else base
    return base if len(base) >= _SHORTEST_ROOT else ""


@cache
def search_words() -> dict[str, Any]:
    """The words of the search that rules cannot know: `data/reference/search_uk.toml`."""
    with _REFERENCE.open("rb") as file:
        return tomllib.load(file)


@cache
def _irregular() -> dict[str, str]:
    return {form: known for known, forms in search_words()["forms"].items() for form in forms}


@cache
def _kept() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Stems that end as if with an ending («програм»), and a word of one of them in any of its forms."""
    stems = tuple(search_words()["stems"])
    endings = "|".join(sorted(_ENDINGS, key=len, reverse=True))
    return stems, re.compile(rf"(?P<stem>.*(?:{'|'.join(stems)}))(?:{endings})?")


def _without_fleeting(word: str) -> str:
    """«розвиток» as in «розвитку», «виконавець» as in «виконавця»; "" for a word without a fleeting vowel."""
    for pattern, kept in _FLEETING:
        short = pattern.sub(kept, word)
        if short != word and len(short) > _SHORTEST and _VOWELS & set(short):
            return short
    return ""


def _without_ending(word: str) -> str:
    stems, pattern = _kept()
    if any(one in word for one in stems) and (kept := pattern.fullmatch(word)):
        return kept["stem"]
    for ending in _ENDINGS:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) >= _SHORTEST and _VOWELS & set(rest):
                return rest
    return word


def _with_open_vowel(base: str) -> str:
    """«і» of the last, closed syllable as «о»: «робіт» as «робота», «рік» as «року»."""
    at = max((index for index, letter in enumerate(base) if letter in _VOWELS), default=-1)
    if at > 0 and base[at] == "і":
        return f"{base[:at]}о{base[at + 1 :]}"
    return base
