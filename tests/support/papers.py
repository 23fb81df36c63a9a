"""A small plan and reports on it, as offices write such documents: a row renumbered, reworded, missing, extra."""

from __future__ import annotations

PLAN_NAME = "plan-2014.md"
HALF_NAME = "zvit-pivrichchia-2014.md"
YEAR_NAME = "zvit-2014.md"

_SITE = "веб-сайті облдержадміністрації"
_PRESS = "Управління інформаційної діяльності облдержадміністрації"
_PLAN_HEAD = """ЗАТВЕРДЖЕНО

Розпорядження голови Полтавської обласної державної адміністрації
від 03.02.2014 № 27

План заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд» у Полтавській області на 2014 рік

| № з/п | Зміст заходу | Строк виконання | Відповідальні |
|---|---|---|---|
"""
_PLAN_ROWS = (
    (
        "1",
        "Проведення консультацій з громадськістю щодо проекту обласного бюджету на наступний рік",
        "до 30 червня 2014 року",
        "Департамент фінансів облдержадміністрації",
    ),
    (
        "2",
        f"Оприлюднення наборів даних у формі відкритих даних на {_SITE}",
        "до 30 вересня 2014 року",
        _PRESS,
    ),
    (
        "3",
        "Утворення центрів надання адміністративних послуг у районах області",
        "до 15 грудня 2014 року",
        "Департамент економіки облдержадміністрації",
    ),
    (
        "4",
        "Організація навчання державних службовців з питань запобігання корупції",
        "до 31 травня 2014 року",
        "Управління персоналу облдержадміністрації",
    ),
    (
        "5",
        f"Публікація звіту про виконання цього Плану заходів на {_SITE}",
        "до 25 грудня 2014 року",
        _PRESS,
    ),
)

_HALF_ROWS = (
    (
        "1",
        "Проведення консультацій з громадськістю щодо проекту обласного бюджету на наступний рік",
        "Захід виконано: консультації проведено 12 червня 2014 року.",
    ),
    (
        "4",
        "Організація навчання державних службовців з питань запобігання корупції",
        "Не виконано. Навчання не проводилося.",
    ),
)
_YEAR_ROWS = (
    (
        "1",
        "Проведення консультацій з громадськістю щодо проекту обласного бюджету на наступний рік",
        "Виконано: електронні консультації проведено 12 червня 2014 року.",
    ),
    # renumbered
    (
        "3",
        f"Оприлюднення наборів даних у формі відкритих даних на {_SITE}",
        "Виконано. Оприлюднено 14 наборів даних.",
    ),
    # reworded so far that a person must look
    (
        "2",
        "Утворення мережі центрів надання адміністративних послуг у містах області",
        "Виконано частково: утворено 4 центри із 25.",
    ),
    (
        "4",
        "Організовано навчання державних службовців з питань запобігання корупції",
        "Виконано: навчання проведено 20 листопада 2014 року.",
    ),
    # in no plan
    (
        "5",
        "Проведення обласного конкурсу соціальних проектів молодіжних організацій",
        "Виконано: конкурс проведено у жовтні 2014 року.",
    ),
)


def plan_text() -> bytes:
    """The plan: five measures due in 2014."""
    return _plan(_PLAN_ROWS)


def revised_plan_text() -> bytes:
    """The same plan approved anew in August: measure 3 is dropped, measure 5 has another deadline."""
    rows = tuple(row for row in _PLAN_ROWS if row[0] != "3")
    text = _plan(rows).decode().replace("від 03.02.2014 № 27", "від 11.08.2014 № 215")
    return text.replace("до 25 грудня 2014 року", "до 31 грудня 2014 року").encode()


def half_report_text() -> bytes:
    """The report on the first half of the year: two rows, one of them not done."""
    return _report("за І півріччя 2014 року", "Станом на 01.07.2014", _HALF_ROWS)


def year_report_text() -> bytes:
    """The report on the whole year: five rows."""
    return _report("за 2014 рік", "Станом на 20.01.2015", _YEAR_ROWS)


def _plan(rows: tuple[tuple[str, ...], ...]) -> bytes:
    return (_PLAN_HEAD + _table(rows)).encode()


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _report(span: str, told: str, rows: tuple[tuple[str, ...], ...]) -> bytes:
    head = (
        "ЗВІТ\nпро виконання Плану заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд» "
        f"у Полтавській області {span}\n\n{told}\n\n"
        "| № з/п | Зміст заходу | Інформація про виконання |\n|---|---|---|\n"
    )
    return (head + _table(rows)).encode()


def long_plan(count: int) -> tuple[bytes, bytes, bytes]:
    """A plan of many measures, the report on its half year (every second row) and the one on its year."""
    dues = ("до 30 червня 2014 року", "до 30 вересня 2014 року", "до 15 грудня 2014 року")
    titles = [f"Проведення навчального семінару {place} для службовців" for place in range(count)]
    told = (
        "Не виконано. Семінар не проводився.",
        "Виконано: семінар проведено 12 червня 2014 року.",
    )
    plan = tuple(
        (str(place), title, dues[place % 3], "Департамент фінансів облдержадміністрації")
        for place, title in enumerate(titles, 1)
    )
    rows = tuple((str(place), title, told[place % 2]) for place, title in enumerate(titles, 1))
    return (
        _plan(plan),
        _report("за І півріччя 2014 року", "Станом на 01.07.2014", rows[::2]),
        _report("за 2014 рік", "Станом на 20.01.2015", rows),
    )
