"""Just enough Ukrainian grammar to know where a body's name begins and what its nominative is.

Orders name bodies in the dative («Структурним підрозділам облдержадміністрації»), acts stored under the
nominative (reading rule 47). Only the head noun and the adjectives that agree with it change; the rest
of a name stays as printed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from etl.values.lexicon import lexicon, words
from etl.values.text import fold


class Form(NamedTuple):
    """A grammatical reading of a word: case (nom gen dat acc ins loc), number (sg pl), gender (m f n)."""

    case: str
    number: str
    gender: str


class Noun(NamedTuple):
    """A head noun met in the text: one reading of its form, and the nominative to print instead."""

    form: Form
    nominative: str
    lemma: str


# endings after the stem, by paradigm: (case, number) -> endings
_PARADIGMS: Final[dict[str, tuple[str, str, dict[tuple[str, str], str]]]] = {
    "m": ("", "m", {
        ("nom", "sg"): "", ("gen", "sg"): "у а", ("dat", "sg"): "у ові", ("acc", "sg"): "",
        ("ins", "sg"): "ом", ("loc", "sg"): "і", ("nom", "pl"): "и", ("gen", "pl"): "ів",
        ("dat", "pl"): "ам", ("acc", "pl"): "и", ("ins", "pl"): "ами", ("loc", "pl"): "ах"}),
    "p": ("", "m", {
        ("nom", "sg"): "", ("gen", "sg"): "а", ("dat", "sg"): "у ові", ("acc", "sg"): "а",
        ("ins", "sg"): "ом", ("nom", "pl"): "и", ("gen", "pl"): "ів", ("dat", "pl"): "ам",
        ("acc", "pl"): "ів", ("ins", "pl"): "ами", ("loc", "pl"): "ах"}),
    "s": ("", "m", {
        ("gen", "sg"): "ю я", ("dat", "sg"): "ю єві еві", ("ins", "sg"): "єм ем",
        ("nom", "pl"): "ї і", ("gen", "pl"): "їв ів", ("dat", "pl"): "ям", ("ins", "pl"): "ями"}),
    "f": ("а", "f", {
        ("nom", "sg"): "а", ("gen", "sg"): "и", ("dat", "sg"): "і", ("acc", "sg"): "у",
        ("ins", "sg"): "ою", ("nom", "pl"): "и", ("gen", "pl"): "", ("dat", "pl"): "ам",
        ("acc", "pl"): "и", ("ins", "pl"): "ами", ("loc", "pl"): "ах"}),
    "i": ("я", "f", {
        ("nom", "sg"): "я", ("gen", "sg"): "ї", ("dat", "sg"): "ї", ("acc", "sg"): "ю",
        ("ins", "sg"): "єю", ("nom", "pl"): "ї", ("gen", "pl"): "й", ("dat", "pl"): "ям",
        ("acc", "pl"): "ї", ("ins", "pl"): "ями", ("loc", "pl"): "ях"}),
    "n": ("я", "n", {
        ("nom", "sg"): "я", ("gen", "sg"): "я", ("dat", "sg"): "ю", ("acc", "sg"): "я",
        ("ins", "sg"): "ям", ("nom", "pl"): "я", ("gen", "pl"): "ь", ("dat", "pl"): "ям",
        ("acc", "pl"): "я", ("ins", "pl"): "ями", ("loc", "pl"): "ях"}),
    "o": ("о", "n", {
        ("nom", "sg"): "о", ("gen", "sg"): "а", ("dat", "sg"): "у", ("acc", "sg"): "о",
        ("ins", "sg"): "ом", ("nom", "pl"): "а", ("gen", "pl"): "", ("dat", "pl"): "ам",
        ("acc", "pl"): "а", ("ins", "pl"): "ами", ("loc", "pl"): "ах"}),
}  # fmt: skip

# the ending of an adjective -> its readings
_ADJECTIVE: Final[dict[str, tuple[Form, ...]]] = {
    "ий": (Form("nom", "sg", "m"), Form("acc", "sg", "m")),
    "ій": (Form("nom", "sg", "m"), Form("dat", "sg", "f"), Form("loc", "sg", "f")),
    "а": (Form("nom", "sg", "f"),),
    "я": (Form("nom", "sg", "f"),),
    "е": (Form("nom", "sg", "n"), Form("acc", "sg", "n")),
    "є": (Form("nom", "sg", "n"), Form("acc", "sg", "n")),
    "і": (Form("nom", "pl", ""), Form("acc", "pl", "")),
    "ого": (Form("gen", "sg", "m"), Form("gen", "sg", "n"), Form("acc", "sg", "m")),
    "ої": (Form("gen", "sg", "f"),),
    "ому": (Form("dat", "sg", "m"), Form("dat", "sg", "n"), Form("loc", "sg", "m")),
    "у": (Form("acc", "sg", "f"),),
    "ю": (Form("acc", "sg", "f"),),
    "им": (Form("ins", "sg", "m"), Form("ins", "sg", "n"), Form("dat", "pl", "")),
    "ім": (Form("ins", "sg", "m"), Form("ins", "sg", "n"), Form("dat", "pl", "")),
    "ою": (Form("ins", "sg", "f"),),
    "их": (Form("gen", "pl", ""), Form("loc", "pl", ""), Form("acc", "pl", "")),
    "іх": (Form("gen", "pl", ""), Form("loc", "pl", "")),
    "ими": (Form("ins", "pl", ""),),
    "іми": (Form("ins", "pl", ""),),
}
# «усі структурні підрозділи» is declined as adjectives are
_EVERY: Final = {
    first + rest: forms
    for first in ("у", "в")
    for rest, forms in {
        "сі": _ADJECTIVE["і"], "сім": (Form("dat", "pl", ""),), "сіх": _ADJECTIVE["их"],
        "сіма": _ADJECTIVE["ими"],
    }.items()
}  # fmt: skip
_ADJECTIVE_WORD: Final = re.compile(
    r"(?P<stem>[а-яґєії'-]*?(?:н|ськ|цьк|зьк|ов|ев|єв|ив|їв|ч|інш|лив|перш|добр|нов|мол))"
    r"(?P<soft>ь)?(?P<end>ий|ій|ого|ої|ому|им|ім|ою|их|іх|ими|іми|а|я|е|є|і|у|ю)"
)
# people named by what they do, hard (адміністратор, розпорядник, спеціаліст) and soft (надавач, посадовець)
_AGENT: Final = re.compile(
    r"(?P<lemma>[а-яґєії'-]{2,}(?:[иіаяу]тор|[їеі]ктор|ник|[а-яґєії]{3}[іи]ст))(?:у|ові|ом|и|ам|ами)?"
)
_SOFT_AGENT: Final = re.compile(
    r"(?P<stem>[а-яґєії'-]{3,}(?:[внм](?=ець|ц)|[аоую]вач|лядач|ладач|тел))"
    r"(?P<end>ець|цю|цеві|цем|ці|цям|цями|у|еві|ем|і|ам|ами|ь|ю|ям|ями|)"
)
_SOFT_ENDS: Final = {
    "ець": ("nom", "sg"), "": ("nom", "sg"), "у": ("dat", "sg"), "еві": ("dat", "sg"),
    "ем": ("ins", "sg"), "і": ("nom", "pl"), "ам": ("dat", "pl"), "ами": ("ins", "pl"),
    "ям": ("dat", "pl"), "ями": ("ins", "pl"), "ю": ("dat", "sg"), "ь": ("nom", "sg"),
}  # fmt: skip
_NOMINATIVE_ENDS: Final = {("sg", "m"): "ий", ("sg", "f"): "а", ("sg", "n"): "е"}
_SHORTEST_PART: Final = 3


@cache
def _not_adjectives() -> frozenset[str]:
    """Nouns that end like adjectives («мова», «основи»)."""
    return frozenset(fold(word) for word in words("bodies", "not_adjectives"))


@cache
def _nouns() -> dict[str, tuple[Noun, ...]]:
    table: dict[str, list[Noun]] = {}
    for paradigm, lemmas in lexicon()["heads"].items():
        if paradigm == "x":
            continue
        for lemma in lemmas:
            for form, noun in _decline(fold(lemma).rstrip("-"), paradigm):
                table.setdefault(form, []).append(noun)
    for form, (nominative, case, number, gender) in lexicon()["irregular_heads"].items():
        noun = Noun(Form(case, number, gender), nominative, nominative)
        table.setdefault(fold(form), []).append(noun)
    return {form: tuple(dict.fromkeys(nouns)) for form, nouns in table.items()}


def _decline(lemma: str, paradigm: str) -> list[tuple[str, Noun]]:
    cut, gender, endings = _PARADIGMS[paradigm]
    stem = lemma.removesuffix(cut) if cut else lemma
    if paradigm == "s" and lemma.endswith("й"):
        stem = lemma[:-1]
    forms = [(lemma, Noun(Form("nom", "sg", gender), lemma, lemma))] if paradigm == "s" else []
    plural = stem + endings["nom", "pl"].split()[0] if endings["nom", "pl"] else stem
    for (case, number), listed in endings.items():
        for ending in listed.split(" "):
            base = stem
            if case in ("dat", "loc") and ending == "і" and stem[-1] in "кгх" and gender == "f":
                base = stem[:-1] + {"к": "ц", "г": "з", "х": "с"}[stem[-1]]
            nominative = lemma if number == "sg" else plural
            forms.append((base + ending, Noun(Form(case, number, gender), nominative, lemma)))
    return forms


@cache
def abbreviations() -> dict[str, str]:
    """Folded abbreviations that are bodies of their own («рда» -> «РДА»)."""
    return {fold(word): word for word in lexicon()["heads"]["x"]}


@cache
def abbreviated() -> re.Pattern[str]:
    """Words such as «Мінекономіки», «Держстат»: bodies by the way they are put together."""
    return re.compile(rf"(?:{'|'.join(words('bodies', 'abbreviated'))})[а-яґєії'’ʼ]{{2,}}")


@cache
def _agents(folded: str) -> tuple[Noun, ...]:
    """Words for people by their suffix, whatever they do: «адміністратори», «фахівцям», «надавачами»."""
    if match := _AGENT.fullmatch(folded):
        return tuple(noun for form, noun in _decline(match["lemma"], "p") if form == folded)
    match = _SOFT_AGENT.fullmatch(folded)
    if match is None:
        return ()
    stem, end = match["stem"], match["end"]
    case, number = _SOFT_ENDS[end if end == "ець" else end.lstrip("ц")]
    # what stands before the endings: «посадов|ець, посадов|ц|і», «надавач, надавач|і», «вчител|ь, вчител|і»
    single = {"ч": "", "л": "ь"}.get(stem[-1], "ець")
    lemma, plural = stem + single, stem + ("ці" if single == "ець" else "і")
    return (Noun(Form(case, number, "m"), plural if number == "pl" else lemma, lemma),)


@cache
def _compounds(folded: str) -> tuple[Noun, ...]:
    """«профспілки», «райфінуправлінню»: a head after the beginnings of other words."""
    match = _compound().fullmatch(folded)
    if match is None:
        return ()
    first = match[1]
    return tuple(
        Noun(noun.form, first + noun.nominative, first + noun.lemma)
        for noun in _nouns().get(match[2], ())
    )


@cache
def _compound() -> re.Pattern[str]:
    return re.compile(
        rf"((?:{'|'.join(map(fold, words('bodies', 'prefixes')))})+)([а-яґєії'-]{{5,}})"
    )


def read_noun(folded: str) -> tuple[Noun, ...]:
    """The readings of a folded word as a head noun; empty if it names no body.

    A compound is read by its last part: «прес-службі» as «службі» is the dative of «прес-служба». People are
    known by the suffix of their trade: «адміністратори», «посадовцям».
    """
    known = _nouns().get(folded) or _compounds(folded) or _agents(folded)
    if known or "-" not in folded:
        return known
    first, _, last = folded.rpartition("-")
    if len(first) < _SHORTEST_PART:
        return ()
    return tuple(
        Noun(noun.form, f"{first}-{noun.nominative}", f"{first}-{noun.lemma}")
        for noun in _nouns().get(last, ())
    )


@cache
def read_adjective(folded: str) -> tuple[Form, ...]:
    """The readings of a folded word as an adjective by its ending; empty if it is none."""
    if folded in _not_adjectives():
        return ()
    if folded in _EVERY:
        return _EVERY[folded]
    match = _ADJECTIVE_WORD.fullmatch(folded)
    if match is None or len(match["stem"]) < 3:
        return ()
    return _ADJECTIVE[match["end"]]


def agrees(adjective: tuple[Form, ...], form: Form) -> bool:
    """Whether an adjective can stand with a noun of this form."""
    return any(
        a.case == form.case and a.number == form.number and a.gender in ("", form.gender)
        for a in adjective
    )


def adjective_nominative(word: str, number: str, gender: str) -> str:
    """The adjective in the nominative: «Структурним» for a plural -> «Структурні»; a non-adjective stays."""
    if fold(word) in _EVERY:
        return word[:2] + "і"
    match = _ADJECTIVE_WORD.fullmatch(fold(word))
    if match is None:
        return word
    cut = len(match["end"]) + (1 if match["soft"] else 0)
    stem = word[: len(word) - cut]
    soft = bool(match["soft"]) or match["end"] in ("ім", "іх", "іми")
    if number == "pl":
        return stem + "і"
    ending = _NOMINATIVE_ENDS[number, gender]
    return stem + ({"ий": "ій", "а": "я", "е": "є"}[ending] if soft else ending)
