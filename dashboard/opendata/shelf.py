"""Files that were made once for a data version and are asked for again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_ROOM: Final = 96 * 1024 * 1024


class Shelf:
    """Files by their tag, the longest unasked gone first when the room (in bytes) is full.

    One file is made at a time: a hundred readers who come at once wait for one making, not for a hundred.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def fetch(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """The file of a tag, made now if it is not here; a file larger than the room is not kept."""
        with self._lock:
            content = self._files.get(tag)
            if content is None:
                content = self._files[tag] = make()
            self._files.move_to_end(tag)
            while self._files and sum(map(len, self._files.values())) > self._room:
                self._files.popitem(last=False)
            return content
