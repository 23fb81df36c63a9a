"""Corrections: what a line of `overrides.toml` may say, what is told of a bad one, and when one applies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import ConfigError
from data.i18n import words
from data.model import (
    Assignment,
    Deadline,
    DeadlineKind,
    Document,
    Measure,
    Role,
    Status,
    Theme,
)
from data.override_words import override_lines, reading_words
from data.overrides import (
    Corrected,
    OverrideFate,
    OverrideField,
    Reading,
    StatusReading,
    ThemeReading,
    apply_overrides,
    decode_reading,
    encode_reading,
    reading_of,
    with_reading,
)
from etl.overrides import BUNDLED, parse_overrides, read_overrides
from etl.values.registry import identify
from tests.factories import make_assignment, make_document, make_measure, make_outcome

ID = "UA-09-pvu-plan-2013:1.1"
DAY = date(2026, 11, 22)
HEAD = f"""
[[override]]
measure = "{ID}"
field = "%s"
words = "%s"
reason = "Прочитано не той квартал"
by = "координатор"
on = 2026-11-22
"""
RESULT = "Довідник створено. Видання не здійснювалося."


def toml(field: str, printed: str, *lines: str) -> str:
    return HEAD % (field, printed) + "\n".join(lines) + "\n"


DEADLINE = toml(
    "deadline", "II-IV квартал", 'kind = "multiple"', "due_dates = [2013-06-30, 2013-12-31]"
)
BODIES = toml(
    "bodies",
    "управління економіки, громадська рада",
    '[[override.bodies]]\nname = "управління  економіки"',
    '[[override.bodies]]\nname = "громадська рада"',
    'role = "co_executor"\nby_consent = true',
)
STATUS = toml("status", RESULT, 'status = "not_done"', 'quotation = "Видання не здійснювалося."')
THEME = toml("theme", "Провести захід 1.", 'theme = "budget"')


def measure(**parts: object) -> Measure:
    deadline = Deadline(
        "II-IV квартал", DeadlineKind.PERIOD, None, (date(2013, 12, 31),), "quarter"
    )
    return make_measure(
        1,
        **{
            "deadline": deadline,
            "bodies_text": "управління економіки, громадська рада",
            "outcome": make_outcome(Status.PARTIAL, result_text=RESULT),
            **parts,
        },
    )


def corrected(text: str, *measures: Measure) -> Corrected:
    document = make_document(measures or (measure(),))
    ids = [f"UA-09-pvu-plan-2013:{one.number}" for one in document.measures]
    return apply_overrides(document, ids, parse_overrides(text, "overrides.toml"), identify)


def told(result: Corrected) -> Measure:
    assert [one.fate for one in result.verdicts] == [OverrideFate.APPLIED]
    return result.document.measures[0]


def test_the_bundled_file_is_read_and_corrects_nothing() -> None:
    assert read_overrides().overrides == ()


def test_the_example_of_the_bundled_file_is_a_correction() -> None:
    lines = BUNDLED.read_text(encoding="utf-8").split("\n")
    start = lines.index("# [[override]]")
    end = next(i for i in range(start, len(lines)) if not lines[i].strip("# "))
    example = "\n".join(line.removeprefix("# ") for line in lines[start:end])
    (override,) = parse_overrides(example, BUNDLED.name)
    assert isinstance(override.reading, Deadline)
    assert override.reading.due_dates[-1] == date(2013, 12, 31)


def test_a_deadline_is_corrected_and_its_words_stay() -> None:
    read = told(corrected(DEADLINE)).deadline
    assert (read.text, read.kind, read.rule) == (
        "II-IV квартал",
        DeadlineKind.MULTIPLE,
        "override.deadline",
    )
    assert (read.due_dates, read.used) == ((date(2013, 6, 30), date(2013, 12, 31)), "")


def test_corrected_bodies_get_the_ids_of_their_region() -> None:
    one, two = told(corrected(BODIES)).assignments
    assert (one.body, one.body_id) == ("управління економіки", "ua-09-upravlinnia-ekonomiky")
    assert (two.role, two.by_consent, two.rule) == (Role.CO_EXECUTOR, True, "override.bodies")


def test_a_corrected_status_is_proved_by_words_of_the_report() -> None:
    outcome = told(corrected(STATUS)).outcome
    assert outcome is not None
    assert (outcome.status, outcome.quotation) == (Status.NOT_DONE, "Видання не здійснювалося.")
    assert (outcome.result_text, outcome.confidence, outcome.denied) == (RESULT, 1.0, ())
    whole = told(corrected(STATUS.replace("quotation", "# quotation"))).outcome
    assert whole is not None
    assert whole.quotation == RESULT


def test_theme_and_title() -> None:
    assert told(corrected(THEME)).theme is Theme.BUDGET
    text = toml("title", "Провести захід 1.", 'title = "Провести  конкурс."')
    one = told(corrected(text))
    assert (one.title, one.full_text) == ("Провести конкурс.", "Провести захід 1.")


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        (DEADLINE.replace("II-IV квартал", "II квартал"), OverrideFate.WORDS_DIFFER),
        (DEADLINE.replace(":1.1", ":1.9"), OverrideFate.NO_MEASURE),
        (THEME.replace("budget", "participation"), OverrideFate.NEEDLESS),
        (
            toml("deadline", "II-IV квартал", 'kind = "period"', "due_dates = [2013-12-31]"),
            OverrideFate.NEEDLESS,
        ),
    ],
)
def test_what_no_longer_applies_changes_nothing_and_is_an_issue(
    text: str, fate: OverrideFate
) -> None:
    result = corrected(text)
    assert [one.fate for one in result.verdicts] == [fate]
    assert result.document.measures == (measure(),)
    assert [issue.code for issue in result.document.issues] == [f"override_{fate}"]


def test_a_status_where_no_report_speaks_does_not_apply() -> None:
    result = corrected(STATUS, measure(outcome=None))
    assert [one.fate for one in result.verdicts] == [OverrideFate.WORDS_DIFFER]


def test_white_space_of_the_print_does_not_matter() -> None:
    deadline = replace(measure().deadline, text="II-IV\n  квартал")
    assert told(corrected(DEADLINE, measure(deadline=deadline)))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[override]]\nmeasure = \n", 2, "TOML"),
        ("a = [[[[[[", None, "TOML"),
        ("[other]\nа = 1\n", 2, "TOML"),
        ("[other]\na = 1\n", None, "other"),
        ("override = 5\n", None, "override"),
        (DEADLINE.replace("by =", "who ="), 7, "who"),
        (DEADLINE.replace('by = "координатор"\n', ""), 2, "by"),
        (DEADLINE.replace('"Прочитано не той квартал"', '"  "'), 6, "reason"),
        (DEADLINE.replace("UA-09-pvu-plan-2013:1.1", "1.1"), 3, "UA-09-pvu-plan-2013:1.10"),
        (DEADLINE.replace('"multiple"', '"quarterly"'), 9, "recurring"),
        (DEADLINE.replace("2013-06-30", '"2013-06-30"'), 10, "без лапок"),
        (DEADLINE.replace("2013-06-30", "2013-06-30T10:00:00"), 10, "без лапок"),
        (DEADLINE.replace("2013-06-30", "0013-06-30"), 10, "1991"),
        (DEADLINE.replace("2013-06-30", "2014-06-30"), 10, "за порядком"),
        (DEADLINE.replace('"multiple"', '"fixed"'), 10, "fixed"),
        (DEADLINE.replace('field = "deadline"', 'field = "number"'), 4, "status"),
        (BODIES.replace("by_consent = true", 'by_consent = "так"'), 9, "true або false"),
        (BODIES.replace("co_executor", "помічник"), 9, "coordinator"),
        (toml("bodies", "рада", 'bodies = ["рада"]'), 9, "[[override.bodies]]"),
        (STATUS.replace('"Видання не', '"Друк не'), 10, "words"),
        (THEME.replace("budget", "гроші"), 9, "open-data"),
        (THEME + THEME, 12, "рядку 2"),
    ],
)
def test_a_bad_line_is_named_with_its_place(text: str, line: int | None, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_overrides(text, "overrides.toml")
    error = caught.value
    assert error.values.get("file") == "overrides.toml"
    assert error.values.get("place", "") == (f"L{line}" if line else "")
    values = {"place": "", "line": "", **error.values}
    assert said in words("uk")(f"error.{error.code}", **values)


def test_an_own_file_outweighs_the_bundled_one(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(DEADLINE, encoding="utf-8-sig")
    (override,) = read_overrides(own).overrides
    assert (override.file, override.line) == ("own.toml", 2)


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe\x00", b"#" * 8_000_001], ids=["no file", "binary", "large"]
)
def test_an_unreadable_own_file_is_told_without_its_path(
    content: bytes | None, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    if content is not None:
        own.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_overrides(own)
    assert caught.value.values == {"file": "own.toml"}


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
).filter(str.strip)
DAYS = st.dates(date(1991, 1, 1), date(2100, 12, 31))
READINGS: dict[OverrideField, st.SearchStrategy[Reading]] = {
    OverrideField.DEADLINE: st.builds(
        Deadline,
        st.just(""),
        st.just(DeadlineKind.MULTIPLE),
        due_dates=st.lists(DAYS, min_size=2, max_size=5, unique=True).map(sorted).map(tuple),
    ),
    OverrideField.BODIES: st.lists(
        st.builds(
            Assignment, TEXTS, st.sampled_from(Role), st.booleans(), collective=st.booleans()
        ),
        max_size=4,
    ).map(tuple),
    OverrideField.STATUS: st.builds(StatusReading, st.sampled_from(Status)),
    OverrideField.THEME: st.builds(ThemeReading, st.sampled_from(Theme)),
    OverrideField.TITLE: TEXTS,
}


def essential(reading: Reading) -> object:
    match reading:
        case tuple():
            return [
                (" ".join(one.body.split()), one.role, one.by_consent, one.collective)
                for one in reading
            ]
        case Deadline():
            return (reading.kind, reading.start, reading.due_dates)
        case str():
            return " ".join(reading.split())
        case StatusReading():
            return reading.status
    return reading.theme


@given(st.data())
def test_lines_ready_to_copy_are_read_back_as_the_reading(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(OverrideField))
    reading, printed = data.draw(READINGS[field]), data.draw(TEXTS)
    text = override_lines(ID, field, printed, reading, DAY)
    text = text.replace('reason = ""', 'reason = "а"', 1).replace('by = ""', 'by = "б"', 1)
    (override,) = parse_overrides(text, "overrides.toml")
    assert essential(override.reading) == essential(reading)
    assert override.words == printed
    assert (override.measure_id, override.day) == (ID, DAY)


def test_lines_ready_to_copy_wait_for_a_reason() -> None:
    text = override_lines(ID, OverrideField.THEME, "слова", ThemeReading(Theme.BUDGET), DAY)
    with pytest.raises(ConfigError) as caught:
        parse_overrides(text, "overrides.toml")
    assert caught.value.values["field"] == "reason"


def stored_document() -> Document:
    one = measure(assignments=(make_assignment("рада", role=Role.COORDINATOR, by_consent=True),))
    return make_document([one])


@pytest.mark.parametrize("field", OverrideField)
def test_a_reading_survives_its_column(field: OverrideField) -> None:
    one = stored_document().measures[0]
    reading = reading_of(one, field)
    assert reading is not None
    again = decode_reading(field, encode_reading(reading))
    assert again == reading
    assert with_reading(one, again) == one


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("field", OverrideField)
def test_every_reading_has_words(field: OverrideField, language: str) -> None:
    reading = reading_of(stored_document().measures[0], field)
    assert reading is not None
    assert "." not in reading_words(words(language), reading).split(":")[0].rstrip(".")
