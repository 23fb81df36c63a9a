"""Codes of issues: what a reading can meet. Words for people stand in the catalogues (`issue.<code>`)."""

from __future__ import annotations

from typing import Final

from data.model import Issue, Place, Severity

SEVERITY: Final[dict[str, Severity]] = {
    # a value is lost or a row is not understood
    "row_not_understood": Severity.ERROR,
    "column_not_understood": Severity.ERROR,
    "table_broken": Severity.ERROR,
    "deadline_unread": Severity.ERROR,
    "bodies_unread": Severity.ERROR,
    # a corrected exchange form that cannot be taken back as it is
    "exchange_sheet_missing": Severity.ERROR,
    "exchange_column_missing": Severity.ERROR,
    "exchange_field_missing": Severity.ERROR,
    "exchange_repeated": Severity.ERROR,
    "exchange_formula": Severity.ERROR,
    "exchange_merged": Severity.ERROR,
    "exchange_empty": Severity.ERROR,
    "exchange_day": Severity.ERROR,
    "exchange_year": Severity.ERROR,
    "exchange_years_order": Severity.ERROR,
    "exchange_word": Severity.ERROR,
    "exchange_region": Severity.ERROR,
    "exchange_number": Severity.ERROR,
    "exchange_reading": Severity.ERROR,
    "exchange_address_repeated": Severity.ERROR,
    "exchange_address_unknown": Severity.ERROR,
    "exchange_direction_unknown": Severity.ERROR,
    "exchange_key": Severity.ERROR,
    "exchange_nothing": Severity.ERROR,
    # read, but a person should look
    "exchange_ignored": Severity.WARNING,
    "exchange_number_kept": Severity.WARNING,
    "exchange_history": Severity.WARNING,
    "exchange_read_otherwise": Severity.WARNING,
    "body_doubtful": Severity.WARNING,
    "deadline_no_year": Severity.WARNING,
    "deadline_year_ambiguous": Severity.WARNING,
    "deadline_before_approval": Severity.WARNING,
    "deadline_missing": Severity.WARNING,
    "one_off_continuous": Severity.WARNING,
    "status_unclear": Severity.WARNING,
    "status_contradicted": Severity.WARNING,
    "approval_blank": Severity.WARNING,
    "region_unknown": Severity.WARNING,
    "years_unknown": Severity.WARNING,
    "report_undated": Severity.WARNING,
    "number_repeated": Severity.WARNING,
    "number_gap": Severity.WARNING,
    "table_left_out": Severity.WARNING,
    "cells_merged": Severity.WARNING,
    "count_differs": Severity.WARNING,
    "override_words_differ": Severity.WARNING,
    "override_no_measure": Severity.WARNING,
    # how a reading came about
    "mixed_alphabets": Severity.INFO,
    "misspelt_word": Severity.INFO,
    "stray_comma": Severity.INFO,
    "years_from_deadlines": Severity.INFO,
    "region_from_text": Severity.INFO,
    "row_joined": Severity.INFO,
    "theme_close": Severity.INFO,
    "override_needless": Severity.INFO,
}


def make_issue(code: str, place: Place = Place(), raw: str = "", hint: str = "") -> Issue:  # noqa: B008
    """The issue of this code, with the severity the code has; raises KeyError for an unknown code."""
    return Issue(code=code, severity=SEVERITY[code], place=place, raw=raw, hint=hint)
