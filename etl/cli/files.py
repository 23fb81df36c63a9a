"""Files and folders that a user names."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.errors import SourceError, UnreadableDocument
from etl.readers.limits import Limits

# what an office program writes beside a document that is open, and what systems keep in folders
_TEMPORARY: Final = ("~$", ".~lock.")
_OF_THE_SYSTEM: Final = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a user named or that stands in a folder; `name` is what people are told, without a server's path.

    `passed_over` says why it is no document: `temporary` or `hidden`; `error` why it cannot be read.
    """

    name: str
    path: Path
    passed_over: str = ""
    error: SourceError | None = None


def find_files(paths: Iterable[Path]) -> list[Found]:
    """Every file named or standing in a folder named, each once, folders in the order of their names.

    A folder's files are named with the folder («звіти/2017/план.docx»), two of one name with more of their path.
    """
    found: dict[Path, Found] = {}
    for path in paths:
        for one in _in_folder(path) if path.is_dir() else (Found(path.name or str(path), path),):
            found.setdefault(one.path, one)
    return _told_apart(list(found.values()))


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises SourceError with the file's name alone when there are none to read.

    A file over the limit of size is refused before it is read.
    """
    name = path.name or str(path)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise SourceError("file_is_folder", file=name)
        if not stat.S_ISREG(about.st_mode):  # a pipe would be waited for without end
            raise SourceError("file_closed", file=name)
        limit = Limits().file_bytes
        if about.st_size > limit:
            raise UnreadableDocument("too_large", file=name, found=about.st_size, limit=limit)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("file_missing", file=name) from error
    except (OSError, ValueError) as error:
        raise SourceError("file_closed", file=name) from error


def _in_folder(folder: Path) -> Iterator[Found]:
    top = folder.absolute().name or str(folder)
    closed: list[OSError] = []
    empty = True
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(one for one in folders if not _is_hidden(one))
        for name in sorted(names):
            path = Path(place, name)
            why = _passed_over(name)
            empty = empty and bool(why)
            yield Found(_within(top, folder, path), path, passed_over=why)
    for fault in closed:
        path = Path(str(fault.filename))
        name = _within(top, folder, path)
        yield Found(name, path, error=SourceError("folder_closed", file=name))
    if empty and not closed:
        yield Found(top, folder, error=SourceError("folder_empty", file=top))


def _within(top: str, folder: Path, path: Path) -> str:
    return Path(top, path.relative_to(folder)).as_posix()


def _passed_over(name: str) -> str:
    if name.startswith(_TEMPORARY):
        return "temporary"
    return "hidden" if _is_hidden(name) else ""


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _OF_THE_SYSTEM


def _told_apart(found: list[Found]) -> list[Found]:
    counts = Counter(one.name for one in found)
    named = []
    for one in found:
        parts = one.path.absolute().parts
        name, more = one.name, len(Path(one.name).parts)
        if counts[name] > 1 and more < len(parts) - 1:
            name = Path(*parts[-more - 1 :]).as_posix()
        named.append(Found(name, one.path, one.passed_over, one.error))
    return named
