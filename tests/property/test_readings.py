"""Readings and their opposites: deadlines rendered in many ways, words broken anywhere, verbs negated."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import DeadlineKind, Status
from etl.values.bodies import parse_bodies
from etl.values.deadline import parse_deadline
from etl.values.status import parse_status
from etl.values.text import fold
from tests.property.test_values import (
    CELLS,
    DEADLINES,
    GENITIVE,
    NAMES,
    NOMINATIVE,
    RESULTS,
    ROMAN,
    days,
    month_end,
    months,
    years,
)

QUARTERS = st.integers(1, 4)
LOCATIVE = (
    *("січні", "лютому", "березні", "квітні", "травні", "червні"),
    *("липні", "серпні", "вересні", "жовтні", "листопаді", "грудні"),
)


# --- what is rendered is read back ------------------------------------------------------------


@given(years, st.integers(1, 2), st.sampled_from(["{n} півріччя {y} року", "{n} півріччі {y} р."]))
def test_half_years_are_read_back(year: int, half: int, form: str) -> None:
    deadline = parse_deadline(form.format(n=ROMAN[half - 1], y=year))
    assert deadline.kind is DeadlineKind.PERIOD
    assert (deadline.start, deadline.due_dates) == (
        date(year, 6 * half - 5, 1),
        (month_end(year, 6 * half),),
    )


@given(years, months, months, st.sampled_from(["-", " – ", "- ", " — "]))
def test_a_range_of_months_is_read_back(year: int, one: int, other: int, dash: str) -> None:
    first, last = sorted((one, other))
    if first == last:
        return
    deadline = parse_deadline(f"{NOMINATIVE[first - 1]}{dash}{NOMINATIVE[last - 1]} {year} року")
    assert deadline.kind is DeadlineKind.PERIOD
    assert (deadline.start, deadline.due_dates) == (
        date(year, first, 1),
        (month_end(year, last),),
    )


@given(years, QUARTERS, QUARTERS)
def test_a_range_over_two_years_is_read_back(year: int, one: int, other: int) -> None:
    words = f"{ROMAN[one - 1]} квартал {year} року – {ROMAN[other - 1]} квартал {year + 1} року"
    deadline = parse_deadline(words)
    assert deadline.kind is DeadlineKind.PERIOD
    assert (deadline.start, deadline.due_dates) == (
        date(year, 3 * one - 2, 1),
        (month_end(year + 1, 3 * other),),
    )


@given(years, QUARTERS, st.sampled_from([", {} років", " та {} років", ", {} роки"]))
def test_a_list_of_years_holds_for_what_stands_before(year: int, quarter: int, form: str) -> None:
    words = f"{ROMAN[quarter - 1]} квартал {year}" + form.format(year + 1)
    assert parse_deadline(words).due_dates == (
        month_end(year, 3 * quarter),
        month_end(year + 1, 3 * quarter),
    )


@given(years, months, st.sampled_from(["до кінця {m} {y} року", "кінець {m} {y} р."]))
def test_the_end_of_a_month_is_read_back(year: int, month: int, form: str) -> None:
    deadline = parse_deadline(form.format(m=GENITIVE[month - 1], y=year))
    assert deadline.kind is DeadlineKind.FIXED
    assert deadline.due_dates == (month_end(year, month),)


@given(days.filter(lambda day: (day.month, day.day) != (2, 29)), st.integers(0, 3))
def test_a_yearly_day_is_read_back(day: date, more: int) -> None:
    words = f"щороку до {day.day} {GENITIVE[day.month - 1]}"
    deadline = parse_deadline(words, (day.year, day.year + more))
    assert deadline.kind is DeadlineKind.RECURRING
    assert deadline.due_dates == tuple(day.replace(year=day.year + n) for n in range(more + 1))


@given(years, months)
def test_a_yearly_month_is_read_back(year: int, month: int) -> None:
    deadline = parse_deadline(f"щорічно у {LOCATIVE[month - 1]}", (year, year + 1))
    assert deadline.due_dates == (month_end(year, month), month_end(year + 1, month))


@given(years, st.integers(1, 28))
def test_the_last_month_of_each_quarter_is_read_back(year: int, day: int) -> None:
    deadline = parse_deadline(f"до {day} числа останнього місяця кварталу", (year, year))
    assert deadline.due_dates == tuple(date(year, month, day) for month in (3, 6, 9, 12))


@given(years, months, st.integers(1, 31), st.integers(1, 31))
def test_days_of_one_month_are_a_period(year: int, month: int, one: int, other: int) -> None:
    first, last = sorted(min(day, monthrange(year, month)[1]) for day in (one, other))
    if first == last:
        return
    deadline = parse_deadline(f"{first}-{last} {GENITIVE[month - 1]} {year} року")
    assert (deadline.kind, deadline.due_dates) == (
        DeadlineKind.PERIOD,
        (date(year, month, last),),
    )


# --- words broken anywhere --------------------------------------------------------------------


@st.composite
def broken(draw: st.DrawFn, text: str) -> str:
    """The text with words broken as line ends and word processors break them."""
    parts = []
    for word in text.split(" "):
        letters = len(word)
        if letters >= 7 and word.isalpha() and draw(st.booleans()):
            place = draw(st.integers(3, letters - 3))
            mark = draw(st.sampled_from(["\u00ad", "\u00ad\n", "-\n", "\u200b"]))
            word = word[:place] + mark + word[place:]
        parts.append(word)
    return " ".join(parts)


@given(st.data(), st.sampled_from(DEADLINES))
def test_a_broken_word_never_changes_a_deadline(data: st.DataObject, text: str) -> None:
    calm = parse_deadline(text, (2013, 2013))
    loud = parse_deadline(data.draw(broken(text)), (2013, 2013))
    assert (loud.kind, loud.due_dates, loud.start) == (calm.kind, calm.due_dates, calm.start)


@given(st.data(), st.sampled_from(CELLS))
def test_a_broken_word_never_changes_bodies(data: st.DataObject, text: str) -> None:
    calm, loud = parse_bodies(text), parse_bodies(data.draw(broken(text)))
    assert [(fold(b.body), b.role, b.by_consent) for b in loud] == [
        (fold(b.body), b.role, b.by_consent) for b in calm
    ]


@given(st.data(), st.sampled_from(RESULTS))
def test_a_broken_word_never_changes_a_status(data: st.DataObject, text: str) -> None:
    loud = data.draw(broken(text))
    outcome = parse_status(loud)
    assert outcome.status is parse_status(text).status
    assert outcome.quotation in loud
    assert all(stretch in loud for stretch in outcome.denied)


@given(st.permutations(NAMES), st.integers(1, len(NAMES)), st.sampled_from(["; ", ";\n", ",\n"]))
def test_order_and_marks_between_bodies_do_not_matter(
    names: list[str], count: int, mark: str
) -> None:
    chosen = names[:count]
    found = {(body.body, body.by_consent) for body in parse_bodies(mark.join(chosen))}
    assert found == {(name.removesuffix(" (за згодою)"), name.endswith(")")) for name in chosen}


# --- negation ---------------------------------------------------------------------------------

OBJECTS = ("Конкурс проєктів", "Семінар для службовців", "Нараду з громадськістю", "Портал громади")
# not «завершено»: what is not finished may be begun
VERBS = (
    "проведено", "створено", "розроблено", "затверджено", "виконано", "здійснено",
    "організовано", "надруковано", "відбулося", "проводилося", "реалізовано", "запроваджено",
    "оприлюднено", "відкрито", "придбано",
)  # fmt: skip
TAILS = ("", " у II кварталі", " в усіх районах області", " на базі обласної бібліотеки")


@given(st.sampled_from(OBJECTS), st.sampled_from(VERBS), st.sampled_from(TAILS), st.booleans())
def test_negating_the_verb_flips_done_and_not_done(
    thing: str, verb: str, tail: str, verb_first: bool
) -> None:
    def said(deed: str) -> Status:
        parts = (deed.capitalize(), thing.lower()) if verb_first else (thing, deed)
        return parse_status(" ".join(parts) + tail).status

    assert said(verb) is Status.COMPLETED
    assert said(f"не {verb}") is Status.NOT_DONE


@pytest.mark.parametrize("only", ["лише у 3 громадах", "тільки на 40 %", "лише частково"])
@given(st.sampled_from(OBJECTS), st.sampled_from(VERBS))
def test_what_is_bounded_is_partial(only: str, thing: str, verb: str) -> None:
    assert parse_status(f"{thing} {verb} {only}").status is Status.PARTIAL
