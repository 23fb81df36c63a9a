"""Damaged and hostile copies of real documents, the same ones for the same number on every machine.

A copy is changed as a whole file or, when it is an archive, inside one of its members, so that damage also
reaches what packing would hide.
"""

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence

_HUGE = (b"0", b"-1", b"65536", b"99999999", b"999999999", b"9" * 40)
_NUMBER = re.compile(rb"(?<=[\"'= \\a-z(\[/])-?\d{1,6}(?=[\"' ;,)\]\\/>\r\n])")
_TAG = re.compile(rb"<[A-Za-z][\w:-]*(?:\s[^<>]{0,200})?(?<!/)>")
_LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
)
_ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY l0 "lol">' + _LAUGHS + b"]>",
    b'<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
)
_DEPTHS = (100, 3_000, 30_000)
_OPENERS = ((b"{\\rtf", b"{\\b "), (b"%PDF", b"[<<"), (b"", b"("))
Change = Callable[[bytes, random.Random], bytes]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One copy, changed in one to three ways."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        if _members(content) and chance.random() < 0.8:
            content = _change_archive(content, chance)
        else:
            content = chance.choice(CHANGES)(content, chance)
    return content


def flip_bytes(content: bytes, chance: random.Random) -> bytes:
    """Some bytes are others."""
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 10, 200)) if damaged else 0):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut_piece(content: bytes, chance: random.Random) -> bytes:
    """A piece is missing."""
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.randrange(1, 2000) :]


def cut_end(content: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return content[: chance.randrange(1, len(content) + 2)]


def move_piece(content: bytes, chance: random.Random) -> bytes:
    """A piece stands somewhere else, or twice."""
    start, at = (chance.randrange(len(content) + 1) for _ in range(2))
    piece = content[start : start + chance.randrange(1, 5000)]
    rest = content if chance.random() < 0.5 else content.replace(piece, b"", 1)
    return rest[:at] + piece + rest[at:]


def grow_numbers(content: bytes, chance: random.Random) -> bytes:
    """Counts, spans, lengths and offsets become huge, zero or negative."""
    found = list(_NUMBER.finditer(content))
    for match in sorted(
        chance.sample(found, min(len(found), chance.choice((1, 5, 50)))), key=lambda m: -m.start()
    ):
        content = content[: match.start()] + chance.choice(_HUGE) + content[match.end() :]
    return content


def nest(content: bytes, chance: random.Random) -> bytes:
    """Something opens again and again, and does not always close."""
    tags = list(_TAG.finditer(content))
    depth = chance.choice(_DEPTHS)
    if not tags:
        opener = next(opener for start, opener in _OPENERS if content.startswith(start))
        at = chance.randrange(len(content) + 1)
        return content[:at] + opener * depth + content[at:]
    match = chance.choice(tags)
    name = re.match(rb"<([\w:-]+)", match.group())
    closer = b"</" + name[1] + b">" if name else b""
    end = closer * depth if chance.random() < 0.5 else b""
    return content[: match.start()] + match.group() * depth + end + content[match.start() :]


def add_entities(content: bytes, chance: random.Random) -> bytes:
    """Own declarations of XML: laughs without end, files and addresses of others."""
    start = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    said = chance.choice(_ENTITIES)
    tags = list(_TAG.finditer(content, start))
    at = chance.choice(tags).end() if tags else len(content)
    return content[:start] + said + content[start:at] + b"&l9;" + content[at:]


def mix_encodings(content: bytes, chance: random.Random) -> bytes:
    """A part of the text is in another encoding than the rest."""
    text = content.decode("utf-8", "replace")
    start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    other = chance.choice(("cp1251", "utf-16", "utf-16-be", "koi8-u", "utf-7"))
    parts = (text[:start].encode(), text[start:end].encode(other, "replace"), text[end:].encode())
    return b"".join(parts)


def repeat_piece(content: bytes, chance: random.Random) -> bytes:
    """A row, a letter or a mark comes back thousands of times."""
    start = chance.randrange(len(content) + 1)
    piece = content[start : start + chance.choice((1, 2, 30, 400))]
    return content[:start] + piece * chance.choice((100, 2_000, 20_000)) + content[start:]


def add_invisible(content: bytes, chance: random.Random) -> bytes:
    """Zero bytes, controls and marks that turn the writing direction."""
    marks = ("\x00", "\x1b", "\u202e", "\ufeff", "\u00ad", "\ud7ff", "\x85")
    for _ in range(chance.choice((1, 20))):
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(marks).encode() + content[at:]
    return content


CHANGES: Sequence[Change] = (
    flip_bytes, cut_piece, cut_end, move_piece, grow_numbers, nest, add_entities, mix_encodings,
    repeat_piece, add_invisible,
)  # fmt: skip


def _members(content: bytes) -> list[tuple[str, bytes]]:
    """The members of an archive; none when it is no archive, or no longer one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError):
        return []


def _change_archive(content: bytes, chance: random.Random) -> bytes:
    members = _members(content)
    at, other = (chance.randrange(len(members)) for _ in range(2))
    if chance.random() < 0.6:
        # what people read stands in the largest member
        at = max(range(len(members)), key=lambda index: len(members[index][1]))
    name, held = members[at]
    match chance.randrange(9):
        case 0:
            members[at], members[other] = (name, members[other][1]), (members[other][0], held)
        case 1:
            members.append((name, chance.choice(CHANGES)(held, chance)))
        case 2:
            members[at] = (chance.choice((name.upper(), f"../{name}", f"/{name}", "")), held)
        case 3:
            del members[at]
        case _:
            members[at] = (name, chance.choice(CHANGES)(held, chance))
    return _packed(members)


def _packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of members that stand there twice
        for name, held in members:
            # the type of an OpenDocument stands unpacked at its beginning
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), held, compress_type=method)
    return stream.getvalue()
