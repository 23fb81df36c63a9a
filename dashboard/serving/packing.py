"""Files packed as tightly as they can be, once: brotli for browsers of today, gzip for others.

The tightest brotli takes seconds for a megabyte, so it is made beside the answers, which take a quick one meanwhile,
and kept in the folder of `OGP_CACHE` under the hash of what it packs: the next start finds it there.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import brotli
from flask import Response, request

from dashboard.serving.keeping import find_file, keep_file

FOREVER: Final = "public, max-age=31536000, immutable"
_QUICK: Final = 5
_TIGHT: Final = 11
_MODE: Final = brotli.MODE_TEXT


@dataclass
class PackedFile:
    """A file whose address holds its hash, so a browser that has it never asks again."""

    content: bytes
    content_type: str
    _tight: bytes | None = field(default=None, repr=False)

    @cached_property
    def digest(self) -> str:
        """What tells this content from any other."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def _quick(self) -> bytes:
        return bytes(brotli.compress(self.content, mode=_MODE, quality=_QUICK))

    @cached_property
    def _gzip(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)

    def answer(self) -> Response:
        """The file as the asking browser can read it."""
        encoding = request.accept_encodings.best_match(("br", "gzip", "identity"))
        response = Response(self._in(encoding), content_type=self.content_type)
        if encoding in {"br", "gzip"}:
            response.headers["Content-Encoding"] = encoding
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = FOREVER
        response.set_etag(f"{self.digest[:20]}-{encoding}")
        return response.make_conditional(request)

    def _in(self, encoding: str | None) -> bytes:
        if encoding == "br":
            return self._tight or self._quick
        return self._gzip if encoding == "gzip" else self.content

    def find_tight(self, folder: Path) -> bool:
        """Takes the tightest packing that an earlier start left in the folder; False where there is none."""
        kept = find_file(folder / f"{self.digest}.br")
        self._tight = kept if kept is not None and _unpacks_to(kept, self.content) else None
        return self._tight is not None

    def make_tight(self, folder: Path) -> None:
        """Makes the tightest packing and leaves it in the folder for the next start."""
        self._tight = bytes(brotli.compress(self.content, mode=_MODE, quality=_TIGHT))
        keep_file(folder / f"{self.digest}.br", self._tight)


def tighten_beside(files: Iterable[PackedFile], folder: Path) -> threading.Thread:
    """Tightens files while others are answered already; the thread ends when all are."""
    given = tuple(files)

    def tighten() -> None:
        for file in [file for file in given if not file.find_tight(folder)]:
            file.make_tight(folder)

    thread = threading.Thread(target=tighten, name="tighten", daemon=True)
    thread.start()
    return thread


def _unpacks_to(packed: bytes, content: bytes) -> bool:
    """Browsers run these files: whatever else lies in the folder under their name is not sent."""
    try:
        return bool(brotli.decompress(packed) == content)
    except brotli.error:
        return False
