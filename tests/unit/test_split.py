"""One file, several documents: where the next one begins, what it takes from the order, what stays one plan."""

from __future__ import annotations

from datetime import date

import pytest

from data.model import Document, DocumentKind, Fate
from etl.pipeline import read_documents
from tests.support.office import ods

ORDER = """РОЗПОРЯДЖЕННЯ
голови Волинської обласної державної адміністрації
від 18.01.2016 № 14

Про затвердження планів заходів

1. Затвердити плани заходів, що додаються.
2. Контроль за виконанням розпорядження залишаю за собою.

"""
OGP = "з реалізації Ініціативи «Партнерство «Відкритий Уряд»"


def table(*deadlines: str, first: int = 1, header: bool = True) -> str:
    head = "| № з/п | Зміст заходу | Строк виконання | Відповідальні |\n|---|---|---|---|\n"
    rows = "".join(
        f"| {number} | Провести захід {number} | {deadline} | Відділ освіти |\n"
        for number, deadline in enumerate(deadlines, start=first)
    )
    return (head if header else "") + rows + "\n"


def read(text: str, name: str = "план.md") -> tuple[Document, ...]:
    return read_documents(name, text.encode())


def titles(documents: tuple[Document, ...]) -> list[str]:
    return [document.header.title for document in documents]


def test_an_order_adopts_two_plans() -> None:
    first, second = read(
        ORDER
        + "Додаток 1\n\nПлан заходів " + OGP + " на 2016 рік\n\n" + table("до 1 травня", "IV квартал")
        + "Додаток 2\n\nПлан заходів сприяння розвитку громадянського суспільства на 2017 рік\n\n"
        + table("щороку")
    )  # fmt: skip
    assert (first.part, second.part) == (1, 2)
    assert first.header.title == f"План заходів {OGP} на 2016 рік"
    assert (first.header.year_start, second.header.year_start) == (2016, 2017)
    assert first.header.region_iso == second.header.region_iso == "UA-07"
    assert first.header.approved_on == second.header.approved_on == date(2016, 1, 18)
    assert (len(first.measures), len(second.measures)) == (2, 1)
    assert second.measures[0].deadline.due_dates == (date(2017, 12, 31),)


def test_every_row_of_the_file_stands_in_one_of_its_documents() -> None:
    text = (
        ORDER + f"Додаток 1\n\nПлан заходів {OGP} на 2016 рік\n\n" + table("до 1 травня")
        + f"Додаток 2\n\nПлан заходів {OGP} на 2017 рік\n\n" + table("щороку")
    )  # fmt: skip
    printed = [row.cells for document in read(text) for row in document.rows]
    # eight lines of order, two of each annex, two rows of each table
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("|---")]
    assert len(printed) == len(lines)
    assert len(set(printed)) == len(set(lines))


def test_plans_of_two_raions_one_after_another() -> None:
    found = read(
        f"План заходів {OGP} у Новоайдарському районі Луганської області на 2014 рік\n\n"
        + table("до 1 травня", "до 1 червня")
        + f"План заходів {OGP} у Марківському районі Луганської області на 2014 рік\n\n"
        + table("до 1 липня")
    )
    assert [len(document.measures) for document in found] == [2, 1]
    assert [document.header.region_iso for document in found] == ["UA-09", "UA-09"]


def test_a_report_after_its_plan() -> None:
    plan, report = read(
        f"План заходів {OGP} у Рівненській області на 2015 рік\n\n" + table("до 1 травня")
        + f"Додаток 2\nЗвіт про виконання Плану заходів {OGP} у Рівненській області за 2015 рік\n\n"
        + "| № | Захід | Стан виконання |\n|---|---|---|\n| 1 | Провести захід 1 | Виконано |\n"
    )  # fmt: skip
    assert plan.header.kind is DocumentKind.PLAN
    assert report.header.kind is DocumentKind.REPORT
    assert report.measures[0].outcome is not None


def test_two_lists_in_one_text_file() -> None:
    lists = [
        f"План заходів {OGP} у {region} області на {year} рік\n\n"
        + "".join(
            f"{n}. Провести слухання {n}.\nВідділ освіти.\nДо {n} березня {year} року.\n\n"
            for n in (1, 2, 3)
        )
        for region, year in (("Сумській", 2014), ("Житомирській", 2015))
    ]
    found = read("".join(lists), "план.txt")
    assert [document.header.region_iso for document in found] == ["UA-59", "UA-18"]
    assert [len(document.measures) for document in found] == [3, 3]


def test_two_plans_in_one_sheet() -> None:
    def row(*texts: str) -> str:
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in texts
        )
        return f"<table:table-row>{cells}</table:table-row>"

    def plan(region: str, year: int) -> str:
        head = row(f"План заходів {OGP} у {region} області на {year} рік", "", "", "")
        names = row("№", "Захід", "Строк", "Виконавці")
        return head + names + row("1", "Створити сайт", f"до 1 травня {year} року", "Відділ освіти")

    content = ods(plan("Сумській", 2014) + row("", "", "", "") + plan("Житомирській", 2015))
    first, second = read_documents("плани.ods", content)
    assert (first.header.region_iso, second.header.region_iso) == ("UA-59", "UA-18")
    assert [len(document.measures) for document in (first, second)] == [1, 1]
    assert second.measures[0].place.row == 7


WHOLE = f"План заходів {OGP} у Волинській області на 2014-2015 роки"


@pytest.mark.parametrize(
    "between",
    [
        "Напрям 2. Підвищення якості адміністративних послуг",
        "Заходи щодо забезпечення доступу до публічної інформації",
        "Заходи на 2015 рік",
        "План на 2015 рік",
        WHOLE,
        "Продовження додатка 1",
        "Інформація про виконання: у 2016 році",
        "Звіт оприлюднюється щороку.",
    ],
)
def test_headings_between_tables_begin_no_document(between: str) -> None:
    text = (
        f"{WHOLE}\n\n{table('до 1 травня 2014 року')}{between}\n\n{table('до 1 липня 2015 року')}"
    )
    (document,) = read(text)
    assert document.part == 0
    assert len(document.measures) == 2


def test_numbers_that_go_on_belong_to_the_plan_above() -> None:
    text = f"{WHOLE}\n\n{table('до 1 травня 2014 року')}План заходів міста на 2016 рік\n\n"
    (document,) = read(text + table("до 1 липня 2015 року", first=2))
    assert len(document.measures) == 2


def test_an_annex_without_measures_stays_with_its_plan() -> None:
    (document,) = read(
        f"Додаток 1\n\n{WHOLE}\n\n{table('до 1 травня 2014 року')}Додаток 2\n\n"
        "Склад робочої групи\n\n| Посада | Організація |\n|---|---|\n| Голова | Рада |\n"
    )
    fates = [row.fate for row in document.rows]
    assert fates.count(Fate.MEASURE) == 1
    assert fates.count(Fate.LEFT_OUT) == 2
    assert [issue.code for issue in document.issues].count("table_left_out") == 1


def test_the_same_annex_over_two_pages_is_one_plan() -> None:
    head = f"Додаток 1\n\n{WHOLE}\n\n"
    (document,) = read(head + table("до 1 травня 2014 року") + head + table("постійно", first=2))
    assert len(document.measures) == 2
