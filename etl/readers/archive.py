"""Zip archives of documents (.docx, .odt): the directory is looked through before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from typing import Final

from data.errors import UnreadableDocument
from etl.readers.limits import Limits, refuse_over

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1
# OpenDocument packs locked members like others and tells of them in its manifest only
_MANIFEST: Final = "META-INF/manifest.xml"
_LOCKED: Final = b"encryption-data"
# small members of XML pack better than any real document as a whole does
_RATIO_COUNTS_FROM: Final = 1024 * 1024


class Archive:
    """The members of an archive that stayed inside the limits; made of the file's bytes.

    Raises UnreadableDocument: `file_broken`, `archive_members`, `archive_repeated`, `archive_method`,
    `file_encrypted`, `archive_unpacked`, `archive_ratio`.
    """

    def __init__(self, content: bytes, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise UnreadableDocument("file_broken", file=name) from error
        self._check(len(content))

    def __contains__(self, member: str) -> bool:
        return member in self._zip.NameToInfo

    def xml_members(self) -> list[str]:
        """The names of the members that hold XML."""
        return [member for member in self._zip.NameToInfo if member.endswith((".xml", ".rels"))]

    def read(self, member: str) -> bytes:
        """The bytes of a member; raises UnreadableDocument when it is missing, damaged or larger than it says."""
        try:
            info = self._zip.getinfo(member)
            with self._zip.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
            EOFError,
        ) as error:
            raise UnreadableDocument("file_broken", file=self._name) from error
        refuse_over("archive_unpacked", len(data), info.file_size, self._name)
        return data

    def _check(self, packed: int) -> None:
        members = self._zip.infolist()
        name, limits = self._name, self._limits
        refuse_over("archive_members", len(members), limits.archive_members, name)
        twice = [m for m, count in Counter(i.filename for i in members).items() if count > 1]
        if twice:
            raise UnreadableDocument("archive_repeated", file=name, member=twice[0])
        for info in members:
            if info.flag_bits & _ENCRYPTED:
                raise UnreadableDocument("file_encrypted", file=name)
            if info.compress_type not in _METHODS:
                raise UnreadableDocument("archive_method", file=name, member=info.filename)
        unpacked = sum(info.file_size for info in members)
        refuse_over("archive_unpacked", unpacked, limits.unpacked_bytes, name)
        if unpacked > _RATIO_COUNTS_FROM:
            ratio = unpacked // max(packed, 1)
            refuse_over("archive_ratio", ratio, limits.unpacked_ratio, name)
        if _MANIFEST in self and _LOCKED in self.read(_MANIFEST):
            raise UnreadableDocument("file_encrypted", file=name)
