"""The files of `assets/` and their addresses."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).resolve().parents[1] / "assets"
ASSETS_PATH: Final = "/assets/"
_DIGITS: Final = 12


@lru_cache(maxsize=256)
def asset_address(name: str) -> str:
    """The address of a file for as long as it is what it is: «/assets/logo.svg?v=3fa9c1d00b42»."""
    return f"{ASSETS_PATH}{name}?v={fingerprint((ASSETS / name).read_bytes())}"


def fingerprint(content: bytes) -> str:
    """What tells a content from any other, short enough for an address."""
    return hashlib.sha256(content).hexdigest()[:_DIGITS]
