"""What became of all files of a run, counted as they go: thousands of documents are never kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from data.errors import ChecksumMismatch, MissingReader, SourceError, UnknownLayout
from data.i18n import Words
from data.model import Fate
from etl.cli.tries import PASSED_OVER, REFUSED, Try

# the order in which a summary counts what became of files
_OUTCOMES: Final = ("inserted", "updated", "earlier", "restored", "unchanged", REFUSED)
_NOTHING_CHANGED: Final = ("unchanged", REFUSED, PASSED_OVER)
_KINDS: Final = (
    (MissingReader, "format"),
    (UnknownLayout, "layout"),
    (ChecksumMismatch, "checksum"),
)
_CODES: Final = {
    "broken_table": "table",
    "empty_file": "empty",
    "file_encrypted": "encrypted",
    "scan": "scan",
    "scan_page": "scan",
    "binary_file": "format",
    "reading_failed": "program",
    "reader_died": "limit",
}
_CLOSED: Final = ("file_", "folder_")


@dataclass
class Tally:
    """Counts over the files of a run."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    documents_with_rows: int = 0
    unclean: int = 0

    def add(self, tried: Try) -> None:
        """One more file."""
        self.outcomes[tried.outcome] += 1
        self.unclean += not tried.is_clean
        if tried.error is not None:
            self.reasons[reason_of(tried.error)] += 1
            return
        for document in tried.documents:
            rows = sum(row.fate is Fate.ISSUE for row in document.rows)
            self.rows += rows
            self.documents_with_rows += rows > 0

    @property
    def files(self) -> int:
        """How many files were tried."""
        return self.outcomes.total() - self.outcomes[PASSED_OVER]

    @property
    def changed(self) -> int:
        """How many files changed what is stored."""
        return self.outcomes.total() - sum(self.outcomes[one] for one in _NOTHING_CHANGED)

    def lines(self, words: Words, version: int) -> Iterator[str]:
        """The summary: files by what became of them, why some were refused, what was not understood."""
        parts = [
            words.plural(f"etl.summary.{outcome}", self.outcomes[outcome])
            for outcome in _OUTCOMES
            if self.outcomes[outcome]
        ]
        files = words.plural("etl.files", self.files)
        key = "etl.load.summary" if parts else "etl.load.summary_none"
        yield words(key, files=files, parts=", ".join(parts), version=version)
        if self.files > 1 and self.reasons:
            reasons = (
                f"{words(f'etl.reason.{one}')} — {n}" for one, n in self.reasons.most_common()
            )
            yield words("etl.load.reasons", reasons="; ".join(reasons))
        if self.rows:
            documents = words.plural("etl.in_documents", self.documents_with_rows)
            yield words.plural("etl.load.rows_not_understood", self.rows, documents=documents)
        if self.outcomes[PASSED_OVER]:
            yield words.plural("etl.load.passed_over", self.outcomes[PASSED_OVER])


def reason_of(error: SourceError) -> str:
    """The kind of reason for which a file was refused, as summaries group them."""
    if error.code in _CODES:
        return _CODES[error.code]
    if error.code.startswith(_CLOSED) and error.code != "file_broken":
        return "closed"
    for kind, reason in _KINDS:
        if isinstance(error, kind):
            return reason
    return "limit" if "limit" in error.values else "broken"
