"""Old Word documents (.doc): LibreOffice, where it is installed, makes a .docx of them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from data.errors import MissingReader, UnreadableDocument
from etl.blocks import Block
from etl.readers.docx import DocxReader
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 60
# how the main stream of Word since 97 begins, and which bit of it says «encrypted» ([MS-DOC] 2.5.2)
_SECTOR: Final = 512
_WORD_TEXT: Final = (b"\xec\xa5\xc1\x00", b"\xec\xa5\xd9\x00", b"\xec\xa5\x01\x01")
_FLAGS: Final = 11
_NEEDS_PASSWORD: Final = 0x01


class DocReader:
    """A Word document of the kind saved up to 2003."""

    name = "doc"
    formats = frozenset({"DOC"})

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the compound file holds a stream of Word."""
        return recognise_format(content) in self.formats

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """The paragraphs and tables; raises MissingReader without LibreOffice, UnreadableDocument when it fails."""
        return DocxReader().read(convert_doc(content, name), name, limits)


def find_office() -> str | None:
    """The program that converts, None when LibreOffice is not installed."""
    return next((found for program in _PROGRAMS if (found := shutil.which(program))), None)


def convert_doc(content: bytes, name: str) -> bytes:
    """The .docx that LibreOffice makes of a .doc, in a profile of its own, without macros or network.

    Raises MissingReader (`doc_needs_office`) and UnreadableDocument (`file_encrypted`, `office_failed`, `reader_slow`).
    """
    if _is_locked(content):
        raise UnreadableDocument("file_encrypted", file=name)
    office = find_office()
    if office is None:
        raise MissingReader("doc_needs_office", file=name)
    with tempfile.TemporaryDirectory(prefix="ogp-doc-") as folder:
        source = Path(folder, "document.doc")
        source.write_bytes(content)
        _run(office, source, name)
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise UnreadableDocument("office_failed", file=name)
        return made.read_bytes()


def _is_locked(content: bytes) -> bool:
    """Whether the first words of the text stream, which begins a sector, say that a password is needed."""
    for start in range(_SECTOR, len(content), _SECTOR):
        if content.startswith(_WORD_TEXT, start):
            return bool(content[start + _FLAGS] & _NEEDS_PASSWORD)
    return False


def _run(office: str, source: Path, name: str) -> None:
    profile = (source.parent / "profile").as_uri()
    command = [
        office,
        f"-env:UserInstallation={profile}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        *("--infilter=MS Word 97", "--convert-to", "docx:MS Word 2007 XML"),
        *("--outdir", str(source.parent), str(source)),
    ]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument("reader_slow", file=name, limit=_SECONDS) from error
    finally:
        if process.poll() is None:  # LibreOffice starts children of its own
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
