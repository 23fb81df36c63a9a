"""What was read of a document, in the words in which the expectations beside the fixtures are written."""

from typing import Any

from data.model import Assignment, Deadline, Document, Measure, Role, Severity
from etl.values.text import clean

ROLES = {
    Role.RESPONSIBLE: "",
    Role.CO_EXECUTOR: "співвиконавець: ",
    Role.COORDINATOR: "координатор: ",
}


def told_deadline(deadline: Deadline) -> str:
    """«fixed 2016-06-30» as the expectations write it."""
    return " ".join([deadline.kind.value, *(str(due) for due in deadline.due_dates)])


def told_body(body: Assignment) -> str:
    """«громадська рада (за згодою)» as the expectations write it."""
    return f"{ROLES[body.role]}{body.body}{' (за згодою)' if body.by_consent else ''}"


def told_measure(measure: Measure) -> dict[str, Any]:
    """A measure with those of its parts that say something."""
    outcome = measure.outcome
    told = {
        "number": measure.number,
        "direction": measure.direction_number,
        "task": measure.task,
        "title": measure.title,
        "subtasks": list(measure.subtasks),
        "deadline": told_deadline(measure.deadline),
        "bodies": [told_body(body) for body in measure.assignments],
        "expected": measure.expected_result,
        "status": outcome.status.value if outcome else "",
        "result": clean(outcome.result_text) if outcome else "",
    }
    return {name: value for name, value in told.items() if value}


def told_issues(document: Document, *codes: str) -> list[str]:
    """What was not understood, with its place and words: all errors, or the issues of these codes."""
    return [
        f"{issue.code} {issue.place.code}: {issue.raw}"
        for issue in document.issues
        if (issue.code in codes if codes else issue.severity is Severity.ERROR)
    ]
