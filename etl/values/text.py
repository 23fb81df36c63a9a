"""Text as printed (`clean`) and its normal form for matching (`skeleton`, `fold`): reading rules 1, 2, 41.

Offices type Latin letters inside Ukrainian words («райoнні»), write Roman numerals in three alphabets
(«ІV», «IY», «1У») and break words at line ends («облдерж-адміністрації»). None of that is kept apart
when words are compared, all of it is kept when they are shown.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final

_TAG: Final = re.compile(
    r"</?(?:p|ul|ol|li|br|div|span|b|i|u|strong|em|sup|sub|a|font|table|tr|td|th)\b[^<>]*>", re.I
)
# patterns here begin where a word begins or are bounded: a cell of 30,000 equal letters is read in linear time
_BOOKMARK: Final = re.compile(r"\[(?:bookmark|if|endif)[^\]\n]{0,500}\]", re.I)
_RULE_LINE: Final = re.compile(r"^(?=[ \t|:_—–=-]+$).*?(?:_{3,}|-{3,}|—{3,}|={3,}).*$", re.M)
_LINE: Final = 600
# marks that nobody sees inside a word: soft hyphens with the line end after them, zero-width signs
_IN_WORD: Final = re.compile(
    r"(?<=[^\W\d_])(?:\u00ad\s*|[\u200b\u200c\u200d\u2060\ufeff]+)+(?=[^\W\d_])"
)
_ENTITY: Final = re.compile(r"&(?:[a-z]+|#\d+);", re.I)

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), " ")
_LATIN: Final = "abcehikmoptxyABCEHIKMOPTXYïÏ"
_CYRILLIC: Final = "авсеніктортхуАВСЕНІКМОРТХУїЇ"
# m, t, b, h, k look like Cyrillic letters only as capitals, yet no Ukrainian word is typed with them alone
_TO_CYRILLIC: Final = str.maketrans("aceiopxykmtbhïACEIOPXYKMTBHÏ", "асеіорхукмтвнїасеіорхукмтвнї")
_LOOK_ALIKE: Final = frozenset("aceiopxykïACEIOPXYKMTBHÏ")
_MARKS: Final = str.maketrans(
    {
        **dict.fromkeys("–—‒−‑―", "-"),
        **dict.fromkeys("’ʼ`´‘′ˈ", "'"),
        **dict.fromkeys("«»“”„‟ˮ″", '"'),
    }
)
_WITH_LATIN: Final = re.compile(r"(?<![^\W_])[^\W_]*?[A-Za-zÏï][^\W_]*")
_ROMAN_TOKEN: Final = re.compile(r"(?<![\w])[IІіi1lVУYvyуXХxх]{2,5}(?![\w])")
_ROMAN: Final = re.compile(r"x{0,2}(?:ix|iv|v?i{0,3})")
_TO_ROMAN: Final = str.maketrans("IІіi1lVУYvyуXХxх", "iiiiiivvvvvvxxxx")
# «пр0тягом»: a zero typed for a letter
_ZERO: Final = re.compile(r"(?<=[а-яґєії])0(?!\d)")
_CYRILLIC_LETTER: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN_LETTER: Final = re.compile(r"[A-Za-z]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")

# «житлово-» and «соціально-» keep their hyphen over a line end; «райдерж-» loses it
_BROKEN_WORD: Final = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{2,})[-‑\u00ad]\s+([^\W\dA-ZА-ЯҐЄІЇ_]{2,})"
)
_COMPOUND: Final = re.compile(r"(?:о|е|є)$")
_SHORTEST_ADJECTIVE: Final = 5
_ADJECTIVE_END: Final = re.compile(
    r"(?:ий|ій|ого|ього|ому|ьому|им|ім|ої|ьої|ою|ьою|а|я|у|ю|е|є|і|ї|их|іх|ими|іми)$"
)
_NOUN_END: Final = re.compile(r"(?:ння|ття|ції|цію|ацій|ності|ками|ання)$")
_HYPHENATED_STEMS: Final = re.compile(r"(?<![а-яґєії])([а-яґєії]{2,})-([а-яґєії]{2,})", re.I)
_WHOLE_WORDS: Final = re.compile(
    r"^(?:обл|рай|міськ)?(?:держ)?(?:адміністрац|виконком|управлін|департамент|громадськ)", re.I
)


def clean(text: str) -> str:
    """The text as printed, its white space as single spaces, without tooling debris (reading rules 1, 2).

    `[bookmark: _GoBack]16 листопада  форум` becomes `16 листопада форум`; spelling, quotes and dashes stay.
    """
    return _line_clean(text) if len(text) <= _LINE else _clean(text)


def _clean(text: str) -> str:
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if "[" in text:
        text = _BOOKMARK.sub("", text)
    if not text.isascii():
        text = _IN_WORD.sub("", text)
    if "--" in text or "__" in text or "——" in text or "==" in text:
        text = _RULE_LINE.sub(" ", text)
    return " ".join(unicodedata.normalize("NFC", text).split())


# a cell is asked for its words by every stage that looks at it
_line_clean: Final = lru_cache(maxsize=4096)(_clean)


def skeleton(text: str) -> str:
    """The normal form of `text` letter for letter: a place found in it is the same place in `text`.

    Look-alike letters, Roman numerals, dashes, quotes, apostrophes, case and invisible marks are made one
    (reading rule 41); «ІV Кварталу» and «IY квартaлу» become `iv кварталу`.
    """
    return _line_skeleton(text) if len(text) <= _LINE else _skeleton(text)


def _skeleton(text: str) -> str:
    text = text.translate(_INVISIBLE)
    if "0" in text:
        text = _ZERO.sub("о", text)
    text = _ROMAN_TOKEN.sub(_as_roman, text)
    text = _WITH_LATIN.sub(_as_cyrillic, text)
    lowered = text.lower()
    if len(lowered) != len(text):  # «İ» alone grows when lowered
        lowered = "".join(letter.lower()[:1] for letter in text)
    return lowered.translate(_MARKS)


# one line is looked at with many patterns, each asking for its skeleton
_line_skeleton: Final = lru_cache(maxsize=4096)(_skeleton)


def fold(text: str) -> str:
    """The normal form for comparing: `skeleton` with joined words and single spaces.

    «Райдерж-\\nадміністрації» and «райдержaдміністрації» fold to the same.
    """
    return _line_fold(text) if len(text) <= _LINE else _text_fold(text)


def _fold(text: str) -> str:
    return " ".join(_skeleton(dehyphenate(unicodedata.normalize("NFC", text))).split())


# a heading or a cell comes back often; of the long ones the head of one document, asked one thing after another
_line_fold: Final = lru_cache(maxsize=4096)(_fold)
_text_fold: Final = lru_cache(maxsize=8)(_fold)


def dehyphenate(text: str) -> str:
    """Join words broken at a line end or by a stray hyphen: «адмініст-рація» -> «адміністрація».

    Compound adjectives keep their hyphen: «житлово-\\nкомунального» -> «житлово-комунального».
    """
    text = _IN_WORD.sub("", text)
    if "-" not in text and "‑" not in text:
        return text
    text = _BROKEN_WORD.sub(_join_broken, text)
    return _HYPHENATED_STEMS.sub(_join_known, text)


def unbroken(text: str) -> tuple[str, list[int] | None]:
    """The text with its broken words joined, and for each letter its place before; None if none is broken.

    «прове-\\nдено» becomes «проведено», so that a reading of it can be shown as printed.
    """
    found = [*_IN_WORD.finditer(text)]
    found += [m for m in _BROKEN_WORD.finditer(text) if _join_broken(m) == m[1] + m[2]]
    if not found:
        return text, None
    cut: set[int] = set()
    for match in found:
        start, end = match.span()
        if match.re is _BROKEN_WORD:
            start, end = match.end(1), match.start(2)
        cut |= set(range(start, end))
    places = [place for place in range(len(text)) if place not in cut]
    return "".join(text[place] for place in places), [*places, len(text)]


def mixed_alphabets(text: str) -> bool:
    """Whether some word mixes Latin and Cyrillic letters («райoнні», «ІV»)."""
    if not _LATIN_LETTER.search(text):
        return False
    return any(
        _LATIN_LETTER.search(word) and _CYRILLIC_LETTER.search(word) for word in _WORD.findall(text)
    )


def strip_final_stop(text: str) -> str:
    """The text without the full stop, comma or semicolon that closes a line (reading rule 54).

    An abbreviation keeps its dot: «2015 р.» stays as it is.
    """
    stripped = text.rstrip(" \t\n\u00a0;,")
    if stripped.endswith(".") and not re.search(r"(?:(?<![\w'’ʼ])[^\W\d_]{1,3}|\.\.)\.$", stripped):
        stripped = stripped[:-1].rstrip(" ;,")
    return stripped


def _as_roman(match: re.Match[str]) -> str:
    token = match.group()
    roman = token.translate(_TO_ROMAN)
    if token.isdigit() or not _ROMAN.fullmatch(roman):
        return token
    if token.islower() and _CYRILLIC_LETTER.search(token) and not re.search(r"[ivx]|^і+$", token):
        return token  # «їх», «ух»: small Cyrillic letters are words
    return roman


@lru_cache(maxsize=4096)
def _cyrillic_of(word: str) -> str:
    if _CYRILLIC_LETTER.search(word) or all(letter in _LOOK_ALIKE for letter in word):
        return word.translate(_TO_CYRILLIC)
    return word


def _as_cyrillic(match: re.Match[str]) -> str:
    word = match.group()
    if len(word) > 1 and _ROMAN.fullmatch(word):
        return word  # a numeral made by _as_roman
    return _cyrillic_of(word)


def _join_broken(match: re.Match[str]) -> str:
    first, second = match.groups()
    if second in {"та", "і", "й", "або", "чи"}:  # «науково- та проєктно-технічний»
        return match.group()
    compound = _COMPOUND.search(first) and _ADJECTIVE_END.search(second)
    # «обласно-\nму» and «вико-\nнавчого» are one word, «житлово-\nкомунального» is two
    if min(len(first), len(second)) < _SHORTEST_ADJECTIVE:
        compound = None
    if compound and not _NOUN_END.search(second):
        return f"{first}-{second}"
    return first + second


def _join_known(match: re.Match[str]) -> str:
    first, second = match.groups()
    joined = first + second
    if _WHOLE_WORDS.match(joined) and not _WHOLE_WORDS.match(second + " "):
        return joined
    if re.match(r"(?:обл|рай|облдерж|райдерж|держ|міськ)$", first, re.I):
        return joined
    return match.group()
