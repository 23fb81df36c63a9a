"""Calendars, reminders and the list of the silent, against the five documents."""

import re
from datetime import date, timedelta
from email.message import Message
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from dash import Dash
from flask.testing import FlaskClient
from icalendar import Calendar

from tests.support.monitor import route, texts
from tests.wiring.test_bodies import COMMUNICATIONS, counted, heading, parts, plain, said, shown

PLAN = "UA-09-pvu-plan-2013"
DAY = "as_of=2013-12-01"
OF_BODY = f"/calendar.ics?body={COMMUNICATIONS}&{DAY}"


@pytest.fixture
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def events(client: FlaskClient, address: str) -> list[dict[str, object]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


def test_a_calendar_is_what_the_standard_asks(client: FlaskClient) -> None:
    answer = client.get(OF_BODY)
    head = Message()
    head["Content-Type"] = answer.headers["Content-Type"]
    assert (head.get_content_type(), head.get_content_charset()) == ("text/calendar", "utf-8")
    raw = answer.data
    lines = raw.split(b"\r\n")
    assert lines.pop() == b""
    assert (lines[0], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no letter is cut by folding
    assert b"VALARM" not in raw
    calendar = Calendar.from_ical(raw)
    assert not calendar.errors
    assert calendar["VERSION"] == "2.0"
    assert "Управління комунікацій" in calendar["X-WR-CALNAME"]


def test_each_due_date_is_an_event_of_a_whole_day(client: FlaskClient) -> None:
    found = events(client, OF_BODY)
    names = [str(event["UID"]) for event in found]
    # 27 measures, of which 2.8 («щокварталу») falls due four times
    assert (len(names), len(set(names))) == (30, 30)
    repeated = [event for event in found if str(event["SUMMARY"]).startswith("2.8. ")]
    days = [event["DTSTART"].dt for event in repeated]
    assert len(days) == 4
    assert days[0] == date(2013, 1, 31)
    first = repeated[0]
    assert first["DTEND"].dt - first["DTSTART"].dt == timedelta(days=1)
    assert type(first["DTSTART"].dt) is date
    assert first["DTSTAMP"].dt.utcoffset() == timedelta(0)
    assert first["CATEGORIES"].cats == ["Немає звіту"]
    assert str(first["URL"]) == f"http://localhost/zakhid/{PLAN}:2.8?{DAY}"
    assert client.get(str(first["URL"]).removeprefix("http://localhost")).status_code == 200
    assert "Строк: 31.01.2013" in str(first["DESCRIPTION"])


def test_events_keep_their_names_between_calendars(client: FlaskClient) -> None:
    of_body = {str(event["UID"]) for event in events(client, OF_BODY)}
    of_plan = {str(event["UID"]) for event in events(client, f"/calendar.ics?plan={PLAN}")}
    assert of_body < of_plan


def test_filters_narrow_a_calendar_to_their_dates(client: FlaskClient) -> None:
    address = f"{OF_BODY}&due_from=2013-06-01&due_to=2013-06-30"
    found = events(client, address)
    assert {event["DTSTART"].dt for event in found} == {date(2013, 6, 30)}
    late = events(client, f"{OF_BODY}&rows=unreported")
    assert {str(event["SUMMARY"]).split(" ")[0] for event in late} == {
        *("2.8.", "1.1.", "1.2.", "1.3.", "3.4.", "2.4.", "2.9.", "4.1.")
    }


def test_a_calendar_without_dates_is_still_whole(client: FlaskClient) -> None:
    answer = client.get(f"{OF_BODY}&rows=completed")
    calendar = Calendar.from_ical(answer.data)
    assert not calendar.walk("VEVENT")
    assert calendar.subcomponents


@pytest.mark.parametrize(
    "query",
    ["", "?region=UA-09", "?body=nobody", f"?plan={quote('план')}", "?body=%00", "?plan=../x"],
)
def test_a_calendar_of_nothing_known_is_a_404_in_words(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/calendar.ics{query}")
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert "виконавця" in answer.text


def test_an_unchanged_calendar_is_not_sent_twice(client: FlaskClient) -> None:
    tag = client.get(OF_BODY).headers["ETag"]
    again = client.get(OF_BODY, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_english_words_stand_in_an_english_calendar(client: FlaskClient) -> None:
    first = events(client, f"{OF_BODY}&lang=en")[0]
    assert first["CATEGORIES"].cats == ["No report"]
    assert first["SUMMARY"].params["LANGUAGE"] == "uk"


def test_a_plan_offers_its_calendar_and_a_document_without_dates_has_none(
    client: FlaskClient,
) -> None:
    for key, offered in ((PLAN, True), ("UA-pvu-other-ogp-ukraine-about", False)):
        page = route(client, f"/dzherela/{key}")["content"]
        hrefs = [part["props"].get("href", "") for part in parts(page, "A")]
        assert parts(page, "Section", "about-document"), key
        assert (f"/calendar.ics?plan={key}" in hrefs) == offered


def body_page(client: FlaskClient, body: str, query: str = DAY) -> object:
    return route(client, f"/vykonavtsi/{body}?{query}")["content"]


def letter(client: FlaskClient, body: str, query: str = DAY) -> str:
    [text] = parts(body_page(client, body, query), "Pre", "letter")
    return str(text["props"]["children"])


def test_the_letter_names_what_is_late_and_near(client: FlaskClient) -> None:
    text = letter(client, COMMUNICATIONS)
    assert "Станом на 01.12.2013 за планом «Луганська область, 2013»" in text
    assert "за 27 заходами" in text
    late, near = text.split("Строк спливає протягом 30 днів — 19:")
    assert "Строк минув, звіту немає — 8:" in late
    listed = re.findall(r"^– (\S+)\. .* — строк ([\d.]+), (.*)$", late, re.MULTILINE)
    assert listed[0] == ("2.8", "31.01.2013", "минуло 304 дні")
    assert [number for number, *_ in listed] == [
        "2.8",
        "1.1",
        "1.2",
        "1.3",
        "3.4",
        "2.4",
        "2.9",
        "4.1",
    ]
    assert listed[-1][2] == "минув 1 день"
    assert near.count("лишилося 30 днів") == 19
    assert f"http://localhost/vykonavtsi/{COMMUNICATIONS}?{DAY}" in text


def test_the_letter_is_ukrainian_in_english_too(client: FlaskClient) -> None:
    page = body_page(client, COMMUNICATIONS, f"{DAY}&lang=en")
    [text] = parts(page, "Pre", "letter")
    assert text["props"]["lang"] == "uk"
    assert text["props"]["children"] == letter(client, COMMUNICATIONS)
    assert "The reminder is ready" in plain(" ".join(texts(page)))


def test_the_mail_has_no_address_and_is_short_enough_for_mail_programs(client: FlaskClient) -> None:
    links = [part["props"]["href"] for part in parts(body_page(client, COMMUNICATIONS), "A")]
    [mail] = [href for href in links if href.startswith("mailto:")]
    assert len(mail) < 2000
    split = urlsplit(mail)
    assert split.path == ""
    [body] = parse_qs(split.query)["body"]
    assert "без звіту 8; спливає 19" in body
    assert f"http://localhost/vykonavtsi/{COMMUNICATIONS}?{DAY}" in body


def test_a_subscription_follows_the_days_and_a_file_keeps_its_day(client: FlaskClient) -> None:
    links = [part["props"]["href"] for part in parts(body_page(client, COMMUNICATIONS), "A")]
    assert f"webcal://localhost/calendar.ics?body={COMMUNICATIONS}" in links
    assert OF_BODY in links


@pytest.mark.parametrize(
    ("body", "query", "why"),
    [
        ("ua-09-hromadska-rada-pry-oblderzhadministratsii", DAY, "громадський виконавець"),
        ("ua-74-hromadska-rada-pry-oblderzhadministratsii", "", "громадський виконавець"),
        ("ua-09-vykonkomy-miskykh-rad-mist-oblasnoho-znachennia", DAY, "долучається за згодою"),
        (COMMUNICATIONS, "as_of=2013-01-15&rows=overdue", ""),
    ],
)
def test_civic_and_consenting_bodies_get_no_letter(
    client: FlaskClient, body: str, query: str, why: str
) -> None:
    page = body_page(client, body, query)
    assert bool(parts(page, "Pre", "letter")) == (not why)
    hrefs = [part["props"].get("href", "") for part in parts(page, "A")]
    assert any(href.startswith("mailto:") for href in hrefs) == (not why)
    assert why in plain(" ".join(texts(page)))


def test_the_silent_are_counted_and_every_number_opens_its_rows(client: FlaskClient) -> None:
    address = f"/ne-zvituvaly?region=UA-09&year=2013&{DAY}"
    assert heading(client, address) == (
        "Станом на 01.12.2013 не відзвітували 5 виконавців: строк минув, а звіту немає за 9 заходами."
    )
    page = route(client, address)["content"]
    rows = [[said(cell) for cell in row["props"]["children"]] for row in parts(page, "Tr")[1:]]
    body = "Управління комунікацій з громадськістю облдержадміністрації"
    # the body stands in the link for those who hear it out of its row
    assert rows[0] == [body, "8 із 8", "31.01.2013", "304 дні", f"Текст готовий — {body}"]
    assert len(rows) == 5
    for link in parts(page, "A"):
        told = re.fullmatch(r"(\d+) із \d+|(\d+) заход\w+", said(link))
        if told:
            assert counted(client, link["props"]["href"]) == int(told[1] or told[2])
    assert f"/vykonavtsi/{COMMUNICATIONS}?region=UA-09&year=2013&{DAY}#nahaduvannia" in [
        link["props"]["href"] for link in parts(page, "A")
    ]


def test_where_all_have_reported_nobody_is_listed(client: FlaskClient) -> None:
    words = shown(client, "/ne-zvituvaly?region=UA-09&year=2017&as_of=2018-01-31")
    assert "Усі, хто зобов’язаний, відзвітували" in words
