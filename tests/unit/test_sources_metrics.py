"""The balance of rows and the groups of issues, on frames of a few rows."""

import pandas as pd

from dashboard.metrics.sources import count_rows, count_to_check, group_issues
from data.frames import DocumentsFrame, IssuesFrame, as_frame, dtypes_of
from data.model import Fate, Severity

FATES = {
    "luhansk": {"measure": 35, "direction": 4, "furniture": 8, "text": 20},
    "kyiv": {"measure": 23, "continuation": 3, "issue": 1, "text": 5},
}


def documents_frame(lost: int = 0) -> pd.DataFrame:
    numbers = {name for name, kind in dtypes_of(DocumentsFrame).items() if kind == "int64"}
    rows = []
    for key, fates in FATES.items():
        row = dict.fromkeys(numbers, 0) | {
            f"rows_{fate.value}": fates.get(fate.value, 0) for fate in Fate
        }
        row |= {"document_key": key, "rows": sum(fates.values()) + lost}
        rows.append(row)
    return pd.DataFrame(rows)


def issues_frame(*issues: tuple[str, str, str, str, str]) -> pd.DataFrame:
    return as_frame(
        IssuesFrame,
        [
            (key, f"{key}.txt", position, code, severity, place, raw, "")
            for position, (key, code, severity, place, raw) in enumerate(issues, start=1)
        ],
    )


def test_every_row_of_the_tables_is_accounted_for() -> None:
    flow = count_rows(documents_frame())
    assert (flow.documents, flow.rows, flow.text, flow.lost) == (2, 74, 25, 0)
    assert flow.fates[Fate.MEASURE] == 58
    assert flow.fates[Fate.ISSUE] == 1
    assert Fate.TEXT not in flow.fates


def test_a_row_without_a_fate_is_seen() -> None:
    assert count_rows(documents_frame(lost=1)).lost == 2


def test_no_documents_have_no_rows() -> None:
    flow = count_rows(documents_frame().iloc[:0])
    assert (flow.documents, flow.rows, flow.lost) == (0, 0, 0)


ISSUES = (
    ("kyiv", "stray_comma", "info", "L25", "Структурні підрозділи, виконавчого"),
    ("luhansk", "misspelt_word", "info", "L149", "потягом"),
    ("luhansk", "misspelt_word", "info", "L154", "потягом"),
    ("luhansk", "report_undated", "warning", "L1-3", "ЗВІТ"),
    ("kyiv", "deadline_unread", "error", "L30", "колись"),
)


def test_issues_of_one_kind_stand_together_the_gravest_first() -> None:
    groups = group_issues(issues_frame(*ISSUES))
    assert [(group.code, group.document) for group in groups] == [
        ("deadline_unread", "kyiv.txt"),
        ("report_undated", "luhansk.txt"),
        ("stray_comma", "kyiv.txt"),
        ("misspelt_word", "luhansk.txt"),
    ]
    assert groups[0].severity is Severity.ERROR
    assert groups[3].issues == (("L149", "потягом", ""), ("L154", "потягом", ""))


def test_errors_and_warnings_ask_for_a_look() -> None:
    assert count_to_check(issues_frame(*ISSUES)) == 2


def test_no_issues_make_no_groups() -> None:
    assert group_issues(issues_frame()) == []
    assert count_to_check(issues_frame()) == 0
