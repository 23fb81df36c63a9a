"""One labelled row read and judged: the five forms of labelled tables, told by their columns.

A table may have further columns, such as `origin`; `plan_years` are the years of a deadline's plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from data.model import DeadlineKind, DocumentKind, Status, Theme
from etl.scoring import Example, Form, Score, Verdict, share
from etl.values.bodies import is_doubtful, parse_bodies
from etl.values.deadline import parse_due_dates_text
from etl.values.header import parse_header
from etl.values.status import CONFIDENT, parse_status
from etl.values.text import clean
from etl.values.theme import parse_theme

_CONSENT: Final = "*"


def find_form(columns: Iterable[str]) -> Form | None:
    """The form of a table with these columns, None if it is of none."""
    given = set(columns)
    return next((form for form in FORMS if {"text", *form.columns} <= given), None)


def _judge_deadline(example: Example) -> Verdict:
    deadline, due = parse_due_dates_text(example.text, example.years)
    expected = (example.cells["kind"], example.cells["due_dates"])
    read = (deadline.kind.value, ";".join(due))
    told = [issue for issue in deadline.issues if issue != "deadline_no_year"]
    kinds = _classes(DeadlineKind, expected[0], read[0])
    return Verdict(example, expected, read, deadline.rule, not told, kinds)


def _judge_bodies(example: Example) -> Verdict:
    """Bodies are compared without case and order (rule 28); a star marks «за згодою»."""
    read = parse_bodies(example.text)
    expected_names = Counter(_names(example.cells["bodies"]))
    read_names = Counter(
        _comparable(body.body) + (_CONSENT if body.by_consent else "") for body in read
    )
    bare, read_bare = _without_consent(expected_names), _without_consent(read_names)
    consent, read_consent = _only_consent(expected_names), _only_consent(read_names)
    classes = (*_counted("bodies", bare, read_bare), *_counted("consent", consent, read_consent))
    rules = ", ".join(dict.fromkeys(body.rule for body in read))
    return Verdict(
        example, (_listed(expected_names),), (_listed(read_names),), rules,
        bool(read) and not any(map(is_doubtful, read)), classes,
    )  # fmt: skip


def _judge_status(example: Example) -> Verdict:
    outcome = parse_status(example.text)
    expected, read = example.cells["status"], outcome.status.value
    confident = outcome.status is not Status.UNCLEAR and outcome.confidence >= CONFIDENT
    classes = _classes(Status, expected, read)
    return Verdict(example, (expected,), (read,), outcome.rule, confident, classes)


def _judge_header(example: Example) -> Verdict:
    header = parse_header(example.text)
    read = (
        header.region_iso,
        str(header.year_start or ""),
        str(header.year_end or ""),
        header.kind.value,
        header.approved_on.isoformat() if header.approved_on else "",
    )
    expected = tuple(example.cells[column] for column in _HEADER)
    wrong = [name for name, a, b in zip(_HEADER, expected, read, strict=True) if a != b]
    # an empty region or year is asked about when the document is loaded
    asked = all(name in _ASKED and not read[_HEADER.index(name)] for name in wrong)
    return Verdict(example, expected, read, "", not wrong or not asked)


def _judge_theme(example: Example) -> Verdict:
    """A measure may speak of several themes: the label names the main one, `also` the others that will do."""
    theme, rule, close = parse_theme(example.text, example.cells.get("direction", ""))
    expected, read = example.cells["theme"], theme.value
    if read in example.cells.get("also", "").split(";"):
        expected = read
    return Verdict(example, (expected,), (read,), rule, not close, _classes(Theme, expected, read))


def _classes(known: Iterable[str], expected: str, read: str) -> tuple[tuple[str, bool, bool], ...]:
    return tuple((str(name), name == expected, name == read) for name in known)


def _names(cell: str) -> list[str]:
    return [_comparable(name) for name in cell.split(";") if name.strip()]


def _comparable(name: str) -> str:
    return clean(name).lower()


def _listed(names: Counter[str]) -> str:
    return "; ".join(sorted(names.elements()))


def _without_consent(names: Counter[str]) -> Counter[str]:
    return Counter(name.removesuffix(_CONSENT) for name in names.elements())


def _only_consent(names: Counter[str]) -> Counter[str]:
    return Counter(name for name in names.elements() if name.endswith(_CONSENT))


def _counted(
    name: str, expected: Counter[str], read: Counter[str]
) -> Iterable[tuple[str, bool, bool]]:
    for _ in (expected & read).elements():
        yield name, True, True
    for _ in (expected - read).elements():
        yield name, True, False
    for _ in (read - expected).elements():
        yield name, False, True


# --- the forms -------------------------------------------------------------------------------


def _rows_share(result: Score) -> float:
    return share(result.rows_right, len(result.verdicts)) or 0.0


def _bodies_f1(result: Score) -> float:
    return result.classes["bodies"].f1 or 0.0 if "bodies" in result.classes else 1.0


def _stated_share(result: Score) -> float:
    return share(result.right.total(), result.stated.total()) or 0.0


_HEADER: Final = ("region_iso", "year_start", "year_end", "doc_kind", "approved_on")
_ASKED: Final = frozenset(("region_iso", "year_start", "year_end"))

FORMS: Final = (
    Form("deadlines", ("kind", "due_dates"), _judge_deadline, _rows_share, {"kind": DeadlineKind}),
    Form("bodies", ("bodies",), _judge_bodies, _bodies_f1),
    Form("results", ("status",), _judge_status, _rows_share, {"status": Status}),
    Form("headers", _HEADER, _judge_header, _stated_share, {"doc_kind": DocumentKind}),
    Form("themes", ("theme",), _judge_theme, _rows_share, {"theme": Theme}),
)
