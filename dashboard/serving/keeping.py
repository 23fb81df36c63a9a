"""Files kept in the folder of `OGP_CACHE` for the next start and for other workers: whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final

import structlog

_DIGEST: Final = hashlib.sha256().digest_size

log = structlog.get_logger(__name__)


def keep_file(file: Path, content: bytes) -> None:
    """Leaves a file behind; a folder that cannot be written is no fault, its file is made anew another time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
            part.write(hashlib.sha256(content).digest() + content)
        os.replace(part.name, file)
    except OSError as error:
        log.warning("cache_not_written", cause=error.strerror)


def find_file(file: Path) -> bytes | None:
    """The content of a file that was kept; None where there is none, or where it is damaged."""
    try:
        kept = file.read_bytes()
    except OSError:
        return None
    content = kept[_DIGEST:]
    return content if kept[:_DIGEST] == hashlib.sha256(content).digest() else None


def make_room(folder: Path, room: int) -> None:
    """Removes the files of a folder that were kept first until the others take no more than `room` bytes."""
    try:
        held = sorted(
            (file.stat().st_mtime, file.stat().st_size, file) for file in folder.iterdir()
        )
        too_much = sum(size for _, size, _ in held) - room
        for _, size, file in held:
            if too_much <= 0:
                return
            file.unlink(missing_ok=True)
            too_much -= size
    except OSError as error:
        # another worker may have been quicker
        log.warning("cache_not_emptied", cause=error.strerror)
