"""Each language says everything that the other says: same keys, same places to fill, every plural form."""

import ast
import re
import string
from collections import Counter
from dataclasses import dataclass
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from data.i18n import LANGUAGES, LOCALES
from tests.architecture.source import Module, product_modules

PLURAL_FORMS = {"uk": {3, 4}, "en": {2}}
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_-]+)+")


@dataclass(frozen=True)
class Entry:
    """A message of a catalogue: where it stands, its key, its translations (several for a plural)."""

    room: str
    key: str
    forms: tuple[str, ...]
    is_plural: bool
    is_fuzzy: bool
    plurals: int

    def places(self) -> set[str]:
        """The names in braces that the program fills."""
        fields = (field for form in self.forms for field in string.Formatter().parse(form))
        return {name for _, name, _, _ in fields if name is not None}


def read_entries(language: str, room: str, text: bytes) -> list[Entry]:
    """The messages of one catalogue file, its header left out."""
    catalogue = read_po(BytesIO(text), locale=language, abort_invalid=True)
    return [
        Entry(
            room=room,
            key=message.id if isinstance(message.id, str) else message.id[0],
            forms=(message.string,) if isinstance(message.string, str) else tuple(message.string),
            is_plural=message.pluralizable,
            is_fuzzy=message.fuzzy,
            plurals=catalogue.num_plurals,
        )
        for message in catalogue
        if message.id
    ]


def read_language(language: str) -> list[Entry]:
    """The messages of all rooms of a language."""
    folder = LOCALES / language
    return [
        entry
        for file in sorted(folder.rglob("*.po"))
        for entry in read_entries(language, str(file.relative_to(folder)), file.read_bytes())
    ]


def gaps(language: str, entries: list[Entry]) -> list[str]:
    """Messages that are empty, doubtful, said twice, or lack a plural form."""
    faults = []
    usual = Catalog(locale=language).num_plurals
    for entry in entries:
        name = f"{language}/{entry.room} {entry.key}"
        if not all(form.strip() for form in entry.forms):
            faults.append(f"{name}: empty")
        if entry.is_fuzzy:
            faults.append(f"{name}: marked as a guess")
        if entry.is_plural and len(entry.forms) != entry.plurals:
            faults.append(f"{name}: {len(entry.forms)} plural forms of {entry.plurals}")
        # All rooms are merged under the usual rule of the language, so a room cannot have its own.
        if entry.plurals != usual or entry.plurals not in PLURAL_FORMS[language]:
            faults.append(f"{name}: the header counts {entry.plurals} plural forms, not {usual}")
    keys = Counter(entry.key for entry in entries)
    return faults + [f"{language} {key}: said {n} times" for key, n in keys.items() if n > 1]


def differences(ours: list[Entry], theirs: list[Entry]) -> list[str]:
    """Messages that only one language has, or whose places to fill differ."""
    left, right = ({(e.room, e.key): e for e in entries} for entries in (ours, theirs))
    faults = [f"{room} {key}: in one language only" for room, key in left.keys() ^ right.keys()]
    for both in left.keys() & right.keys():
        if left[both].places() != right[both].places():
            faults.append(f"{both[0]} {both[1]}: places to fill differ")
        if left[both].is_plural != right[both].is_plural:
            faults.append(f"{both[0]} {both[1]}: a plural in one language only")
    return sorted(faults)


def unknown_keys(module: Module, keys: set[str]) -> list[str]:
    """Texts in code that look like a key of a known room but are in no catalogue.

    Of `f"measure.done_{kind}"` only the beginning is known: some key must start with it.
    """
    rooms = {key.partition(".")[0] for key in keys}
    beginnings = {
        id(node.values[0]) for node in ast.walk(module.tree) if isinstance(node, ast.JoinedStr)
    }
    return [
        f"{module.name}:{node.lineno} {node.value}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KEY.fullmatch(node.value)
        and node.value.partition(".")[0] in rooms
        and node.value not in keys
        and not (id(node) in beginnings and any(key.startswith(node.value) for key in keys))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete(language: str) -> None:
    assert gaps(language, read_language(language)) == []


def test_languages_say_the_same() -> None:
    first, *others = (read_language(language) for language in LANGUAGES)
    assert [fault for other in others for fault in differences(first, other)] == []


def test_code_asks_for_words_that_exist() -> None:
    keys = {entry.key for entry in read_language("uk")}
    modules = product_modules("etl", "dashboard", "app")
    assert [fault for module in modules for fault in unknown_keys(module, keys)] == []


HEADER = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 ||"
" n%100>14) ? 1 : 2);\\n"
"""
SINGLE = '\nmsgid "common.share"\nmsgstr "{part} із {whole}"\n'
PLURAL = """
msgid "common.measures"
msgid_plural "common.measures"
msgstr[0] "{count} захід"
msgstr[1] "{count} заходи"
msgstr[2] "{count} заходів"
"""


def entries_of(text: str, header: str = HEADER) -> list[Entry]:
    return read_entries("uk", "common.po", (header + text).encode())


def test_a_complete_catalogue_passes() -> None:
    entries = entries_of(SINGLE + PLURAL)
    assert [len(entry.forms) for entry in entries] == [1, 3]
    assert gaps("uk", entries) == []
    assert differences(entries, entries) == []


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param(entries_of(SINGLE.replace("{part} із {whole}", "")), id="empty"),
        pytest.param(entries_of(PLURAL.replace("{count} заходів", "")), id="empty form"),
        pytest.param(entries_of(PLURAL.rpartition("msgstr")[0]), id="missing form"),
        pytest.param(entries_of("\n#, fuzzy" + SINGLE), id="guess"),
        pytest.param(entries_of(SINGLE) + entries_of(SINGLE), id="twice"),
        pytest.param(entries_of(SINGLE, HEADER.replace("nplurals=3", "nplurals=2")), id="header"),
    ],
)
def test_a_gap_is_found(entries: list[Entry]) -> None:
    assert len(gaps("uk", entries)) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("", id="missing"),
        pytest.param(SINGLE.replace("common.share", "common.part"), id="renamed"),
        pytest.param(SINGLE.replace("{whole}", "{base}"), id="place"),
    ],
)
def test_a_difference_is_found(other: str) -> None:
    assert differences(entries_of(SINGLE), entries_of(other))
    assert differences(entries_of(other), entries_of(SINGLE))


@pytest.mark.parametrize("code", ["say('common.titel')", "say(f'common.titel_{kind}')"])
def test_an_unknown_key_is_found(code: str) -> None:
    keys = {"common.share", "common.title_plan"}
    assert len(unknown_keys(Module.of("dashboard.sample", code), keys)) == 1


@pytest.mark.parametrize(
    "code", ["say('common.share')", "say(f'common.title_{kind}')", "read('plan.md')"]
)
def test_a_known_key_passes(code: str) -> None:
    keys = {"common.share", "common.title_plan"}
    assert unknown_keys(Module.of("dashboard.sample", code), keys) == []
