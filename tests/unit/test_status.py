"""Result texts of reports: one passage, one status."""

import pytest

from data.model import Status
from etl.values.status import parse_status, settle_status

PASSAGES = [
    ("Виконано", "completed"),
    ("Не виконано", "not_done"),
    ("Виконано частково", "partial"),
    ("Частково виконано", "partial"),
    ("Виконано в повному обсязі", "completed"),
    ("виконується", "in_progress"),
    ("В процесі виконання", "in_progress"),
    ("Знято з контролю", "completed"),
    (
        (
            "Протягом звітного періоду проведено 12 засідань громадської ради, "
            "на яких розглянуто 45 питань."
        ),
        "completed",
    ),
    ("Порушень не виявлено", "completed"),
    ("Скарг на роботу ЦНАП не надходило", "completed"),
    ("Зауважень та пропозицій від громадськості не надійшло", "completed"),
    ("Захід не проведено через відсутність коштів", "not_done"),
    ("Конкурс буде оголошено у ІІ кварталі 2018 року", "postponed"),
    ("Заплановано на IV квартал", "postponed"),
    ("Виконання перенесено на 2019 рік", "postponed"),
    ("Строк виконання не настав", "unclear"),
    ("Інформація не надана", "unclear"),
    ("Взято до відома", "unclear"),
    ("100%", "completed"),
    ("0 %", "not_done"),
    ("50 %", "in_progress"),
    ("Виконано на 100 відсотків", "completed"),
    ("Розділ створено, триває його наповнення", "in_progress"),
    ("Ведеться робота щодо створення реєстру", "in_progress"),
    ("Робочу групу не створено", "not_done"),
    ("Не передбачено фінансування", "not_done"),
    ("Постійно здійснюється моніторинг ЗМІ", "in_progress"),
    ("На сайті райдержадміністрації постійно оновлюється інформація", "in_progress"),
    ("Рішенням міської ради від 12.05.2017 № 123 затверджено Програму", "completed"),
    ("Проект рішення розроблено, на затвердження сесії не винесено", "partial"),
    ("Семінари проведені у 5 районах, у решті районів не проводились", "partial"),
    ("Проведено 2 тренінги із запланованих 4", "partial"),
    (
        ("Проведено інформаційну кампанію. Виготовлення буклетів перенесено на наступний рік"),
        "partial",
    ),
    ("Громадська рада працює у складі 35 осіб, проведено 4 засідання", "completed"),
    (
        ("Забезпечено доступ до публічної інформації. Запити на інформацію не надходили"),
        "completed",
    ),
    ("Договір підписано, роботи розпочато", "in_progress"),
    ("Роботи завершено", "completed"),
    ("Роботи не завершено", "in_progress"),
    ("Розпочато збір пропозицій", "in_progress"),
    ("Укладено меморандум про співпрацю", "completed"),
    ("Запроваджено електронний документообіг", "completed"),
    ("Відкрито ЦНАП у м. Бровари", "completed"),
    ("ЦНАП функціонує з 2014 року", "in_progress"),
    ("Не проводилось, оскільки пропозицій від ІГС не надходило", "not_done"),
    ("Громадські слухання не відбулися у зв’язку з карантином", "not_done"),
    ("У зв'язку з карантином засідання перенесено, нову дату не визначено", "postponed"),
    ("Видано 3 методичні посібники", "completed"),
    ("Не реалізовано", "not_done"),
    ("Реалізовано", "completed"),
    ("Так", "completed"),
    ("Ні", "not_done"),
    ("немає", "not_done"),
    ("Відсутні кошти", "not_done"),
    ("Станом на 01.07.2016 підготовлено проект програми", "in_progress"),
    ("Проєкт розпорядження погоджується", "in_progress"),
    ("Планується провести у грудні 2017 року", "postponed"),
    ("Облдержадміністрацією вживаються заходи щодо забезпечення прозорості", "in_progress"),
    (
        ("Робота проводиться на постійній основі. Протягом року розміщено 120 матеріалів"),
        "completed",
    ),
    ("Створено 5 з 7 центрів", "partial"),
    ("Не менше 30 осіб взяли участь у заході", "completed"),
    ("Проведено не лише семінар, а й тренінг", "completed"),
    ("Затверджено. Не потребує фінансування", "completed"),
    ("Рейтинг опубліковано на сайті. Обов’язкова оцінка не проводилась", "partial"),
    ("Відповідну роботу проведено", "completed"),
    ("Пропозиції опрацьовуються", "in_progress"),
    ("Подано 5 заявок, переможців визначено", "completed"),
    ("Тендер не відбувся", "not_done"),
    ("Заходи з реалізації не плануються", "not_done"),
    ("Аудит проведено у липні, порушень не встановлено", "completed"),
    ("Забезпечено", "completed"),
    ("Забезпечується", "in_progress"),
    ("Враховано", "completed"),
    ("проводяться прийоми громадян", "in_progress"),
    ("Працює гаряча лінія", "in_progress"),
    ("Сторінку створено у Facebook, канал YouTube не створено", "partial"),
    ("Опитування не завершене", "in_progress"),
    ("Протягом 2016 року надійшло 56 запитів, на всі надано відповіді", "completed"),
    ("Опубліковано звіт (див. додаток)", "completed"),
    ("Не надходило звернень", "completed"),
    ("Проведення круглого столу відбулося 15 травня", "completed"),
    ("На сьогоднішній день питання не вирішено", "not_done"),
    ("Конкурс проводився, переможців не визначено", "partial"),
    ("Кошти виділено, але не освоєно", "partial"),
    ("Довідково: відповідно до закону", "unclear"),
    ("Працівники пройшли навчання", "completed"),
    ("Депутати пройшли навчання. Сертифікати отримали 20 осіб", "completed"),
    ("Проведено", "completed"),
    ("Опрацьовано", "completed"),
    ("Триває", "in_progress"),
    ("Не виконувався", "not_done"),
    ("виконано не в повному обсязі", "partial"),
    ("Здійснено заходи з підготовки", "completed"),
    (
        ("У 2016 році видання довідника не здійснювалось, електронну версію розміщено на сайті"),
        "partial",
    ),
    ("Скликання установчих зборів заплановано на лютий 2018 року", "postponed"),
    ("Виконується постійно", "in_progress"),
    ("Засідання проводилися щомісяця", "completed"),
    ("Захід виконано з порушенням строку", "completed"),
    ("Роботу завершено на 80 %", "in_progress"),
    ("Готовність 75%", "in_progress"),
    ("не розпочиналось", "not_done"),
    ("реєстр наповнено на 40 %", "in_progress"),
    ("зроблено все", "completed"),
]


@pytest.mark.parametrize(("passage", "status"), PASSAGES)
def test_reads_the_sense_of_a_passage(passage: str, status: str) -> None:
    outcome = parse_status(passage)
    assert outcome.status.value == status
    assert outcome.quotation in passage


def test_quotation_and_denied_stretches_are_words_of_the_text() -> None:
    text = (
        "Довідник створено, електрону версію розміщено на сайті. Видання не здійснювалося у зв’язку з "
        "відсутністю фінансування."
    )
    outcome = parse_status(text)
    assert outcome.status is Status.PARTIAL
    assert outcome.quotation == "Довідник створено, електрону версію розміщено на сайті."
    assert outcome.denied == ("Видання не здійснювалося у зв’язку з відсутністю фінансування.",)


def test_what_was_moved_stands_among_the_denied() -> None:
    outcome = parse_status("У грудні проведено конкурс. Фінансування було перенесено на 2018 рік")
    assert outcome.status is Status.PARTIAL
    assert outcome.denied == ("Фінансування було перенесено на 2018 рік",)


def test_quoted_titles_decide_nothing() -> None:
    assert parse_status("«Не бійся бути рівним»").status is Status.UNCLEAR
    assert parse_status("Проведено захід «Не створено, а зроблено»").status is Status.COMPLETED


def test_status_survives_latin_letters() -> None:
    assert parse_status("Прoвeденo 38 кoнсультацій").status is Status.COMPLETED


def settled(text: str, *, finished: bool, before_deadline: bool) -> Status | None:
    outcome = settle_status(parse_status(text), finished=finished, before_deadline=before_deadline)
    return outcome.status if outcome else None


def test_continuing_work_in_a_finished_year_is_completed() -> None:
    text = "Розміщення соціальної реклами відбувається на постійній основі"
    assert settled(text, finished=True, before_deadline=False) is Status.COMPLETED
    assert settled(text, finished=False, before_deadline=False) is Status.IN_PROGRESS


def test_work_said_to_be_unfinished_stays_so_in_a_finished_year() -> None:
    text = "Проєкт програми перебуває на стадії погодження"
    assert settled(text, finished=True, before_deadline=False) is Status.IN_PROGRESS


def test_a_percentage_depends_on_the_deadline() -> None:
    assert settled("65 %", finished=False, before_deadline=True) is Status.IN_PROGRESS
    assert settled("65 %", finished=False, before_deadline=False) is Status.PARTIAL
    assert settled("100 %", finished=False, before_deadline=True) is Status.COMPLETED


@pytest.mark.parametrize("text", ["–", "", "Строк виконання не настав", "Термін не настав"])
def test_no_outcome(text: str) -> None:
    assert settled(text, finished=False, before_deadline=True) is None


def test_a_plan_for_later_is_no_outcome_before_the_deadline() -> None:
    text = "Заплановано на IV квартал"
    assert settled(text, finished=False, before_deadline=True) is None
    assert settled(text, finished=False, before_deadline=False) is Status.POSTPONED


def test_not_begun_is_an_outcome_before_the_deadline() -> None:
    assert settled("Не розпочато", finished=False, before_deadline=True) is Status.NOT_DONE
