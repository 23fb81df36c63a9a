"""Files that were made once for a data version and are asked for again and again, by other workers and starts too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from dashboard.memo import Memo
from dashboard.serving.keeping import find_file, keep_file, make_room

_ROOM: Final = 16 * 1024 * 1024
_DISK_ROOM: Final = 256 * 1024 * 1024


class Shelf:
    """Files by their tag: the latest asked for in memory, more of them in a folder.

    A file is made once however many ask for it; who asks for another one does not wait for it.
    """

    def __init__(self, folder: Path, room: int = _ROOM, disk_room: int = _DISK_ROOM) -> None:
        self._folder = folder
        self._disk_room = disk_room
        self._files: Memo[bytes] = Memo(room, len)

    def fetch(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """The file of a tag, a word fit for a file's name; made now if it is nowhere."""
        return self._files.make_once(tag, lambda: self._find_or_make(tag, make))

    def _find_or_make(self, tag: str, make: Callable[[], bytes]) -> bytes:
        kept = find_file(self._folder / tag)
        if kept is not None:
            return kept
        content = make()
        keep_file(self._folder / tag, content)
        make_room(self._folder, self._disk_room)
        return content
