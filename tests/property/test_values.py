"""Readings that hold for whole families of texts: what is printed is read back, noise changes nothing."""

from calendar import monthrange
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from data.model import DeadlineKind
from etl.values.bodies import parse_bodies
from etl.values.deadline import parse_deadline
from etl.values.number import number_key, parse_number
from etl.values.status import parse_status
from etl.values.text import clean, fold, skeleton

MONTHS = (
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень"
)
OF_MONTH = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
NOMINATIVE, GENITIVE = MONTHS.split(), OF_MONTH.split()
ROMAN = ("I", "II", "III", "IV")
LOOK_ALIKE = dict(zip("асеіорхуІАВСЕНКМОРТХ", "aceiopxyIABCEHKMOPTX", strict=True))

years = st.integers(2005, 2040)
months = st.integers(1, 12)
days = st.dates(date(2005, 1, 1), date(2040, 12, 31))


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@given(
    days, st.sampled_from(["до {d} {m} {y} року", "До {d} {m} {y} р.", "не пізніше {d} {m} {y}"])
)
def test_a_day_is_read_back(day: date, form: str) -> None:
    deadline = parse_deadline(form.format(d=day.day, m=GENITIVE[day.month - 1], y=day.year))
    assert (deadline.kind, deadline.due_dates) == (DeadlineKind.FIXED, (day,))


@given(days)
def test_a_day_in_figures_is_read_back(day: date) -> None:
    assert parse_deadline(f"до {day:%d.%m.%Y}").due_dates == (day,)


@given(years, st.integers(1, 4), st.integers(1, 4))
def test_quarters_are_read_back(year: int, one: int, other: int) -> None:
    first, last = sorted((one, other))
    said = ROMAN[first - 1] if first == last else f"{ROMAN[first - 1]}-{ROMAN[last - 1]}"
    deadline = parse_deadline(f"{said} квартал {year} року")
    assert deadline.kind is DeadlineKind.PERIOD
    assert deadline.start == date(year, 3 * first - 2, 1)
    assert deadline.due_dates == (month_end(year, 3 * last),)


@given(years, st.sets(months, min_size=2, max_size=6))
def test_months_are_read_back(year: int, listed: set[int]) -> None:
    words = ", ".join(NOMINATIVE[month - 1] for month in sorted(listed))
    deadline = parse_deadline(f"{words} {year} року")
    assert deadline.kind is DeadlineKind.MULTIPLE
    assert deadline.due_dates == tuple(month_end(year, month) for month in sorted(listed))


@given(
    years,
    st.integers(1, 9),
    st.sampled_from(["{}-{} роки", "протягом {} – {} років", "з {} по {} рік"]),
)
def test_years_are_read_back(first: int, more: int, form: str) -> None:
    last = first + more
    deadline = parse_deadline(form.format(first, last))
    assert (deadline.start, deadline.due_dates) == (date(first, 1, 1), (date(last, 12, 31),))


@given(years, months)
def test_until_a_month_is_the_day_before_it(year: int, month: int) -> None:
    [due] = parse_deadline(f"До {GENITIVE[month - 1]} {year} року").due_dates
    assert (due.toordinal() + 1) == date(year, month, 1).toordinal()


@given(years, st.integers(0, 4))
def test_quarterly_has_four_dates_a_year(first: int, more: int) -> None:
    deadline = parse_deadline("щокварталу", (first, first + more))
    assert len(deadline.due_dates) == 4 * (more + 1)
    assert deadline.due_dates == tuple(sorted(deadline.due_dates))


# --- noise -----------------------------------------------------------------------------------

DEADLINES = (
    "II квартал 2013 року",
    "І півріччя 2015 року",
    "протягом 2014 року",
    "січень, березень, серпень, листопад 2013 року",
    "До 15 грудня 2012 року, 15 червня 2013 року",
    "червень-листопад 2013 року",
    "щокварталу до 10 числа місяця, наступного за звітним",
    "постійно",
    "у місячний строк після затвердження",
)
CELLS = (
    "управління комунікацій з громадськістю облдержадміністрації, громадська рада при облдержадміністрації "
    "(за згодою)",
    "управління: інформаційної діяльності облдержадміністрації, комунікацій з громадськістю облдержадміністрації",
    "структурні підрозділи облдержадміністрації; координація: управління культури облдержадміністрації",
    "районні в місті Києві державні адміністрації, Структурні підрозділи виконавчого органу Київської міської ради",
    "обласна, районні та міські ради (за згодою)",
    "Структурним підрозділам облдержадміністрації, райдержадміністраціям",
)
RESULTS = (
    "Проведено 38 публічних консультацій",
    "Довідник створено. Видання не здійснювалося",
    "Ведеться підготовка до проведення форуму",
    "Засідання перенесено на наступний квартал",
)


@st.composite
def noisy(draw: st.DrawFn, text: str) -> str:
    """The text with look-alike letters, hard spaces and line breaks put in at random."""
    letters = []
    for letter in text:
        if letter in LOOK_ALIKE and draw(st.integers(0, 3)) == 0:
            letter = LOOK_ALIKE[letter]
        elif letter == " " and draw(st.integers(0, 3)) == 0:
            letter = draw(st.sampled_from(["\u00a0", "\n", "  ", "\t", " \n"]))
        letters.append(letter)
    return "".join(letters)


@given(st.data(), st.sampled_from(DEADLINES))
def test_noise_never_changes_a_deadline(data: st.DataObject, text: str) -> None:
    calm, loud = (
        parse_deadline(text, (2013, 2013)),
        parse_deadline(data.draw(noisy(text)), (2013, 2013)),
    )
    assert (loud.kind, loud.due_dates, loud.start) == (calm.kind, calm.due_dates, calm.start)


@given(st.data(), st.sampled_from(CELLS))
def test_noise_never_changes_bodies(data: st.DataObject, text: str) -> None:
    calm, loud = parse_bodies(text), parse_bodies(data.draw(noisy(text)))
    assert [(fold(b.body), b.role, b.by_consent) for b in loud] == [
        (fold(b.body), b.role, b.by_consent) for b in calm
    ]


@given(st.data(), st.sampled_from(RESULTS))
def test_noise_never_changes_a_status(data: st.DataObject, text: str) -> None:
    loud = data.draw(noisy(text))
    assert parse_status(loud).status is parse_status(text).status


NAMES = (
    "управління культури облдержадміністрації",
    "Департамент економічного розвитку і торгівлі облдержадміністрації",
    "громадська рада при облдержадміністрації (за згодою)",
    "райдержадміністрації",
    "представники ІГС (за згодою)",
    "виконкоми міських рад міст обласного значення (за згодою)",
    "КУ «Центр працівників органів державної влади, органів місцевого самоврядування»",
    "управління у справах сім’ї, молоді, спорту облдержадміністрації",
)


@given(st.permutations(NAMES), st.integers(1, len(NAMES)))
def test_order_of_bodies_does_not_matter(names: list[str], count: int) -> None:
    chosen = names[:count]
    found = {(body.body, body.by_consent) for body in parse_bodies(", ".join(chosen))}
    expected = {(name.removesuffix(" (за згодою)"), name.endswith(")")) for name in chosen}
    assert found == expected


# --- whatever is printed ---------------------------------------------------------------------


@given(st.text(max_size=200))
def test_no_text_breaks_a_reading(text: str) -> None:
    assert parse_status(text).quotation in text
    assert parse_deadline(text, (2015, 2015)).kind in DeadlineKind
    assert all(body.body for body in parse_bodies(text))
    assert clean(clean(text)) == clean(text)
    assert len(skeleton(text)) == len(text)


@given(st.lists(st.integers(1, 99), min_size=1, max_size=4))
def test_a_number_is_read_back(parts: list[int]) -> None:
    number = ".".join(map(str, parts))
    assert parse_number(number + ".") == number
    assert number_key(number) < number_key(number + ".1")
