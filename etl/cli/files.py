"""Files that a user names."""

from __future__ import annotations

from pathlib import Path

from data.errors import SourceError


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises SourceError with the file's name alone when there are none to read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("file_missing", file=path.name or str(path)) from error
    except IsADirectoryError as error:
        raise SourceError("file_is_folder", file=path.name or str(path)) from error
    except (OSError, ValueError) as error:
        raise SourceError("file_closed", file=path.name or str(path)) from error
