"""The words of documents, kept as data in `data/reference/`: a new wording is a new line there, not code."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from etl.values.text import fold

REFERENCE: Final = Path(__file__).resolve().parents[2] / "data" / "reference"


@cache
def lexicon() -> dict[str, Any]:
    """The word lists of `lexicon_uk.toml`."""
    return read_toml("lexicon_uk.toml")


def read_toml(name: str) -> dict[str, Any]:
    """A reference file in TOML; raises FileNotFoundError if the installation lacks it."""
    with (REFERENCE / name).open("rb") as file:
        return tomllib.load(file)


def read_csv(name: str) -> list[dict[str, str]]:
    """A reference file in CSV, a dictionary per row."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(section: str, key: str) -> list[str]:
    """The wordings under `[section] key`."""
    listed: list[str] = lexicon()[section][key]
    return listed


def alternation(wordings: list[str]) -> str:
    """One pattern that matches any of the wordings in a skeleton; longer ones are tried first."""
    ordered = sorted(wordings, key=len, reverse=True)
    return "(?:" + "|".join(_as_pattern(wording) for wording in ordered) + ")"


def whole_words(section: str, key: str) -> re.Pattern[str]:
    """A compiled pattern of the wordings under `[section] key`, standing as whole words."""
    return re.compile(rf"(?<!\w){alternation(words(section, key))}(?!\w)")


def _as_pattern(wording: str) -> str:
    parts = [re.escape(part).replace(r"\*", r"[\w']*") for part in fold(wording).split()]
    return r"\s+".join(parts)
