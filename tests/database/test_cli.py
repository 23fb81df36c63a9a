"""The commands on a real database and the real documents: what they store, print, export, and refuse to do."""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select, text

from data.i18n import words
from tests.database.conftest import Connect
from tests.support.commands import Run

Etl = Callable[..., Run]
ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "data" / "documents"
KYIV = DOCUMENTS / "kyiv-2014-2015.md"
REPORT = DOCUMENTS / "luhansk-2017-report.txt"

COLUMNS = {
    "plans": "document,kind,title,region_iso,year_start,year_end,approved_on,approved_by",
    "directions": "document,number,title",
    "measures": "measure_id,document,number,direction_number,task,title,full_text,deadline_text,"
    "deadline_kind,due_dates,expected_result,theme",
    "subtasks": "measure_id,position,text",
    "assignments": "measure_id,document,measure_number,body,role,by_consent,body_id,collective",
    "outcomes": "measure_id,document,number,status,result_text,quotation,plan_document,"
    "plan_measure_number",
    "evidence": "document,measure_number,kind,value,snippet",
    "national_plans": "number,title,years,approved_on,order_number,tasks",
    "national_facts": "date,fact,figure,place",
    "overrides": "measure_id,document,measure_number,field,words,reason,author,day,was",
    "issues": "document,code,severity,place,raw,hint",
}


@pytest.fixture
def url(prepared_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database that the commands work on."""
    monkeypatch.setenv("OGP_DATABASE_URL", prepared_url)
    return prepared_url


@pytest.fixture
def dump(connect: Connect) -> Callable[[str], dict[str, list[str]]]:
    """Everything that a database holds, table by table, as it stands there."""

    def rows(url: str) -> dict[str, list[str]]:
        engine = connect(url)
        found = MetaData()
        found.reflect(engine)
        with engine.connect() as connection:
            return {
                table.name: sorted(repr(row) for row in connection.execute(select(table)))
                for table in found.sorted_tables
            }

    return rows


def exported(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one file of an export."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_bundled_documents_load_and_load_again(run_etl: Etl, url: str, dump) -> None:
    first = run_etl("load")
    assert first.code == 0
    assert re.findall(r"^(\S+) — (.+)$", first.out, re.M) == [
        (name, "новий документ")
        for name in (
            *("luhansk-2013.txt", "chernihiv-2012.txt", "kyiv-2014-2015.md"),
            *("luhansk-2017-report.txt", "ogp-ukraine-about.txt"),
        )
    ]
    assert "35 заходів, 4 напрями" in first.out
    assert "23 заходи, 4 підзаходи, 41 виконавець у клітинках" in first.out
    assert "5 національних планів" in first.out
    assert first.err == "Разом 5 файлів: 5 нових. Версія даних 5.\n"
    before = dump(url)
    again = run_etl("load")
    assert again.code == 0
    assert again.out.count("— без змін\n") == 5
    assert again.err == "Разом 5 файлів: 5 без змін. Версія даних 5.\n"
    assert dump(url) == before


def test_rows_in_are_rows_out(run_etl: Etl, url: str) -> None:
    for line in re.findall(r"^ +(\d+) ряд\w+ = (.+)$", run_etl("load").out, re.M):
        assert int(line[0]) == sum(int(part.split()[0]) for part in line[1].split(" + "))


def test_only_an_empty_database_is_filled(run_etl: Etl, url: str, dump) -> None:
    assert run_etl("load", REPORT).code == 0
    before = dump(url)
    run = run_etl("load", "--if-empty")
    assert (run.code, run.out) == (0, "")
    assert "нічого не завантажено" in run.err
    assert dump(url) == before


def torn_table() -> bytes:
    """The plan of Kyiv with a row that lost two of its cells."""
    lines = KYIV.read_text(encoding="utf-8").split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("| 5."))
    lines[place] = "|".join(lines[place].split("|")[:4]) + "|"
    return "\n".join(lines).encode()


KOI8 = (DOCUMENTS / "chernihiv-2012.txt").read_text("utf-8").encode("koi8-u", "replace")
DOCX = b"PK\x03\x04" + b"\x00" * 30 + b"word/document.xml" + b"\x00" * 100
PROSE = ("Шановні колеги! Запрошуємо на нараду.\n" * 20).encode()
BAD_FILES = {
    "порожній файл.txt": (b"", "порожній"),
    "проза.txt": (PROSE, "немає ні плану заходів, ні звіту"),
    "koi8.txt": (KOI8, "кодування не розпізнано (рядок 1)"),
    "junk.bin": (bytes(range(256)) * 40, "не є текстом"),
    "plan.docx": (DOCX, "зіпсовано"),
    "plan.png": (b"\x89PNG\r\n\x1a\n", "PNG"),
    "torn table.md": (torn_table(), "рядок 30: таблицю зіпсовано"),
    "no header.md": (b"| 1. | one |\n|---|---|\n| 2. | two |\n", "таблицю не зрозуміло"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_and_changes_nothing(
    run_etl: Etl, url: str, dump, tmp_path: Path, name: str
) -> None:
    content, said = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    assert run_etl("load", REPORT).code == 0
    before = dump(url)
    run = run_etl("load", tmp_path / name)
    assert run.code == 1
    assert run.out.startswith(f"{name} — відхилено\n")
    assert said in run.err
    assert name in run.err
    assert str(tmp_path) not in run.out + run.err
    after = dump(url)
    assert (before.pop("refusals"), len(after.pop("refusals"))) == ([], 1)
    assert after == before
    shown = run_etl("show", tmp_path / name)
    assert (shown.code, str(tmp_path) in shown.err) == (0 if "torn" in name else 1, False)


def test_a_file_that_is_not_there_is_refused(run_etl: Etl, url: str, tmp_path: Path) -> None:
    run = run_etl("load", tmp_path / "немає такого.txt")
    assert run.code == 1
    assert run.out.endswith(" — відхилено\n")
    assert "немає файлу" in run.err
    assert str(tmp_path.parent) not in run.out + run.err


def test_a_bad_file_does_not_stop_the_rest(run_etl: Etl, url: str, tmp_path: Path) -> None:
    good = tmp_path / "звіт «за 2017».txt"
    shutil.copy(REPORT, good)
    run = run_etl("load", tmp_path / "no.txt", good, KYIV)
    assert run.code == 1
    assert re.findall(r"^(.+) — (\w+)", run.out, re.M) == [
        ("no.txt", "відхилено"),
        ("звіт «за 2017».txt", "новий"),
        ("kyiv-2014-2015.md", "новий"),
    ]
    assert "Разом 3 файли: 2 нові, 1 відхилено. Версія даних 2.\n" in run.err


def test_a_torn_table_is_stored_only_on_demand(run_etl: Etl, url: str, tmp_path: Path) -> None:
    (tmp_path / "torn.md").write_bytes(torn_table())
    run = run_etl("load", tmp_path / "torn.md", "--accept-broken")
    assert run.code == 1  # its errors are told all the same
    assert "torn.md — новий документ\n" in run.out
    assert re.search(r"^ +рядок 30 +Рядок має не стільки клітинок", run.out, re.M)


def test_what_is_stated_weighs_more(run_etl: Etl, url: str, tmp_path: Path) -> None:
    run_etl("load", REPORT)
    run = run_etl("load", REPORT, "--report-date", "31.01.2018", "--region", "UA-14")
    assert run.code == 0
    assert "нова версія" in run.out
    assert "Донецька область" in run.out
    run_etl("export", "--out", tmp_path)
    plan = exported(tmp_path, "plans")[0]
    assert (plan["region_iso"], plan["report_date"]) == ("UA-14", "2018-01-31")


def test_a_withdrawn_document_leaves_and_comes_back(run_etl: Etl, url: str, tmp_path: Path) -> None:
    run_etl("load", REPORT, KYIV)
    run = run_etl("withdraw", REPORT.name)
    assert (run.code, run.err) == (0, "")
    assert "вилучено з показників (UA-09-civil-society-report-2017)" in run.out
    run_etl("export", "--out", tmp_path)
    assert {row["document"] for row in exported(tmp_path, "measures")} == {KYIV.name}
    assert "вилучено з показників" in run_etl("status").out
    assert "вилучено раніше" in run_etl("withdraw", "UA-09-civil-society-report-2017").out
    assert "— повернено" in run_etl("load", REPORT).out
    assert "вилучено" not in run_etl("status").out


def test_an_unknown_document_cannot_be_withdrawn(run_etl: Etl, url: str) -> None:
    run = run_etl("withdraw", "plan-2050.txt")
    assert (run.code, run.out) == (1, "")
    assert "plan-2050.txt" in run.err


def test_status_of_an_empty_and_a_full_database(run_etl: Etl, url: str) -> None:
    assert "python -m etl load" in run_etl("status").out
    run_etl("load", KYIV)
    run = run_etl("status")
    assert (run.code, run.err) == (0, "")
    assert re.match(r"Версія даних 1 від \d\d\.\d\d\.\d{4}, \d\d:\d\d\n", run.out)
    assert "kyiv-2014-2015.md  UA-30-pvu-plan-2014-2015\n  план · м. Київ · 2014–2015\n" in run.out
    assert "23 заходи, 41 виконавець у клітинках" in run.out
    assert re.search(r"завантаження 1 від .+, 1 версія\n$", run.out)


def test_files_of_every_kind_are_loaded_together_and_a_scan_stops_none(
    run_etl: Etl, url: str
) -> None:
    samples = ROOT / "tests" / "fixtures" / "samples"
    names = ["chernihiv-2012.docx", "luhansk-2017-report-scan.pdf", "luhansk-2013.xlsx"]
    loaded = run_etl("load", *(str(samples / name) for name in names))
    assert loaded.code == 1
    assert "скан без тексту" in loaded.err
    assert "Traceback" not in loaded.err + loaded.out
    assert "2 нові" in loaded.err
    shown = run_etl("show", str(samples / "luhansk-2013.xlsx")).out
    assert "аркуш 1, рядок 10" in shown
    shown = run_etl("show", str(samples / "luhansk-2013.docx")).out
    assert "таблиця 1, рядок 4" in shown
    assert "абзац 20" in shown


def test_check_and_show_need_no_database(
    run_etl: Etl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OGP_DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    check = run_etl("check", KYIV)
    assert (check.code, check.err) == (0, "")
    assert re.search(r"^ +рядок 11 +Дату затвердження не заповнено", check.out, re.M)
    assert "так само: рядок 29; рядок 30" in check.out
    show = run_etl("show", KYIV)
    assert show.code == 0
    assert re.search(
        r"^рядок \d+  захід 23\n  № пп\. +23\.\n  Найменування заходу ", show.out, re.M
    )
    assert list(tmp_path.iterdir()) == []


def test_show_has_every_row_and_every_record(run_etl: Etl) -> None:
    rows = run_etl("show", REPORT)
    heads = re.findall(r"^ряд\w+ [\d–]+  (.+?)(?: [\d.]+)?$", rows.out, re.M)
    assert Counter(heads) == {"текст": 3, "службовий рядок": 1, "напрям": 6, "захід": 15}
    records = run_etl("show", REPORT, "--records").out
    assert Counter(re.findall(r"^  стан +(\w+)", records, re.M)) == {
        "completed": 12,
        "partial": 2,
        "not_done": 1,
    }
    page = run_etl("show", DOCUMENTS / "ogp-ukraine-about.txt", "--records").out
    assert re.search(r"^  5  рядок 53  2021-02-24 149 ", page, re.M)


@pytest.fixture
def export(run_etl: Etl, url: str, tmp_path: Path) -> Path:
    """The folder of an export of the bundled documents."""
    run_etl("load")
    run = run_etl("export", "--out", tmp_path / "out" / "csv")
    assert (run.code, run.out) == (0, "")
    assert run.err.endswith("Записано 11 файлів.\n")
    return tmp_path / "out" / "csv"


def test_an_export_has_the_agreed_columns_and_every_record(export: Path) -> None:
    found = {}
    for path in export.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = next(csv.reader(file))
    assert found.keys() == COLUMNS.keys()
    for name, columns in COLUMNS.items():
        assert ",".join(found[name]).startswith(columns), name
    counts = {name: len(exported(export, name)) for name in COLUMNS}
    assert counts | {"evidence": 0, "issues": 0, "national_facts": 0} == {
        "plans": 5,
        "directions": 10,
        "measures": 89,
        "subtasks": 10,
        "assignments": 132,
        "outcomes": 15,
        "national_plans": 5,
        "overrides": 0,
        "evidence": 0,
        "issues": 0,
        "national_facts": 0,
    }
    # nobody corrected a bundled document
    assert all(count for name, count in counts.items() if name != "overrides")


def test_an_export_says_what_the_documents_say(export: Path) -> None:
    measures = {(row["document"], row["number"]): row for row in exported(export, "measures")}
    row = measures["luhansk-2013.txt", "2.8"]
    assert row["deadline_text"] == "січень, березень, серпень, листопад 2013 року"
    assert row["deadline_kind"] == "multiple"
    assert row["due_dates"] == "2013-01-31;2013-03-31;2013-08-31;2013-11-30"
    assert measures["luhansk-2013.txt", "1.10"]["number"] == "1.10"
    assert measures["luhansk-2013.txt", "1.1"]["title"].endswith("із завданнями:")
    assert measures["kyiv-2014-2015.md", "1"]["direction_number"] == ""
    known = {words("uk")(f"theme.{theme}").lower() for theme in ("participation", "other")}
    assert known & {row["theme"].lower() for row in measures.values()}
    assert all(row["theme"][0].islower() for row in measures.values())
    assigned = [row for row in exported(export, "assignments") if row["measure_number"] == "1.5"]
    assert [(row["body"], row["by_consent"]) for row in assigned] == [
        ("управління комунікацій з громадськістю облдержадміністрації", "0"),
        ("громадська рада при облдержадміністрації", "1"),
    ]
    outcome = {row["number"]: row for row in exported(export, "outcomes")}["4.2"]
    assert outcome["status"] == "not_done"
    assert outcome["quotation"] in outcome["result_text"]
    assert (outcome["plan_document"], outcome["plan_measure_number"]) == ("", "")
    plans = {row["document"]: row for row in exported(export, "plans")}
    chernihiv = plans["chernihiv-2012.txt"]
    assert (chernihiv["approved_on"], chernihiv["approved_by"]) == (
        "2012-09-10",
        "Заступник голови облдержадміністрації В.М.Тканко",
    )
    assert {row["kind"] for row in plans.values()} == {"plan", "report", "other"}
    assert [row["order_number"] for row in exported(export, "national_plans")] == [
        *("220", "1176", "909", "1088", "149")
    ]
    issue = next(row for row in exported(export, "issues") if row["code"] == "approval_blank")
    assert (issue["severity"], issue["place"]) == ("warning", "L11")
    assert issue["hint"].endswith("план подано без дати затвердження")


def test_two_exports_are_the_same_bytes(run_etl: Etl, export: Path) -> None:
    before = {path.name: path.read_bytes() for path in export.iterdir()}
    assert run_etl("export", "--out", export).code == 0
    assert {path.name: path.read_bytes() for path in export.iterdir()} == before
    for content in before.values():
        assert content.endswith(b"\r\n")
        assert not content.startswith(b"\xef\xbb\xbf")


def test_a_formula_stands_as_printed(run_etl: Etl, url: str, tmp_path: Path) -> None:
    text = KYIV.read_text(encoding="utf-8").replace("| I півріччя 2015 року |", "| =1+1 |", 1)
    (tmp_path / "plan.md").write_text(text, encoding="utf-8")
    run_etl("load", tmp_path / "plan.md")
    run_etl("export", "--out", tmp_path / "out")
    texts = [row["deadline_text"] for row in exported(tmp_path / "out", "measures")]
    assert "=1+1" in texts


@pytest.mark.parametrize(("folder", "code"), [("file", 2), ("file/inside", 1)])
def test_an_export_that_cannot_be_written(
    run_etl: Etl, url: str, tmp_path: Path, folder: str, code: int
) -> None:
    (tmp_path / "file").write_text("мій файл", encoding="utf-8")
    run = run_etl("export", "--out", tmp_path / folder)
    assert (run.code, run.out) == (code, "")
    assert Path(folder).name in run.err
    assert str(tmp_path) not in run.err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "мій файл"


def test_a_damaged_database_is_told_and_kept(
    run_etl: Etl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "monitor.sqlite"
    file.write_bytes(b"this is no database" * 300)
    before = file.read_bytes()
    monkeypatch.setenv("OGP_DATABASE_URL", f"sqlite:///{file}")
    for command in (("load",), ("status",), ("export", "--out", str(tmp_path / "out"))):
        run = run_etl(*command)
        assert (run.code, run.out) == (1, "")
        assert "monitor.sqlite" in run.err
        assert str(tmp_path) not in run.err
    assert file.read_bytes() == before


COMMANDS = ("", "load", "check", "show", "status", "export", "demo", "parse", "withdraw")
# accepting and rejecting speak of documents that are not bundled
LINKS = ("links", "links list", "links refresh")
PARSES = tuple(f"parse {kind}" for kind in ("deadline", "bodies", "status", "theme", "header"))
OVERRIDES = ("overrides", "overrides check", "overrides apply")


@pytest.mark.parametrize("language", ["uk", "en"])
def test_examples_of_help_run(
    run_etl: Etl, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
) -> None:
    monkeypatch.setenv("OGP_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("OGP_LANGUAGE", language)
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    assert run_etl("load").code == 0
    tried = 0
    for command in (*COMMANDS, *LINKS, *OVERRIDES, *PARSES):
        page = run_etl(*command.split(), "--help").out
        for line in re.findall(r"^ +python -m etl (.+)$", page, re.M):
            run = run_etl(*shlex.split(line))
            assert run.code == 0, (line, run.err)
            tried += 1
    assert tried >= 18
    assert len(list((tmp_path / "export").iterdir())) == len(COLUMNS)


def piped(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command run as users run it, its output going into a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "etl", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        check=False,
    )


def test_a_pipe_gets_utf_8_without_colours_or_cuts() -> None:
    run = piped("check", str(KYIV), COLUMNS="40", PYTHONIOENCODING="ascii", TERM="xterm-256color")
    assert (run.returncode, run.stderr) == (0, b"")
    text = run.stdout.decode("utf-8")
    assert not re.search("\x1b|…|\\\\u", text)
    assert max(map(len, text.splitlines())) > 300
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_a_terminal_gets_lines_that_fit() -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "etl", "check", str(KYIV), str(REPORT)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "COLUMNS": "80", "TERM": "xterm-256color"},
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        while part := _read(ours):
            shown += part
    os.close(ours)
    assert process.returncode == 0
    text = re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", shown.decode("utf-8"))
    assert "1/2" in text  # the bar on stderr
    results = text[text.index("kyiv-2014-2015.md — ") :]
    assert max(len(line.rpartition("\r")[2]) for line in results.split("\r\n")) <= 80


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # the other end is closed
        return b""


def test_two_plans_of_one_file_are_two_documents(run_etl: Etl, url: str, tmp_path: Path) -> None:
    def plan(year: int) -> str:
        title = f"План заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд» на {year} рік"
        head = "| № | Захід | Строк | Виконавці |\n|---|---|---|---|\n"
        return (
            f"{title}\n\n{head}| 1 | Створити сайт | до 1 травня {year} року | Відділ освіти |\n\n"
        )

    file = tmp_path / "плани.md"
    head = (
        "Розпорядження голови Волинської обласної державної адміністрації від 18.01.2016 № 14\n\n"
    )
    file.write_text(f"{head}Додаток 1\n\n{plan(2016)}Додаток 2\n\n{plan(2017)}", encoding="utf-8")
    first = run_etl("load", file)
    assert re.findall(r"^(\S.+) — (.+)$", first.out, re.M) == [
        ("плани.md, частина 1", "новий документ"),
        ("плани.md, частина 2", "новий документ"),
    ]
    assert first.err == "Разом 1 файл: 1 новий. Версія даних 2.\n"
    assert run_etl("load", file).out == "плани.md — без змін\n"
    assert run_etl("show", file).err.count("плани.md, частина") == 2

    file.write_text(file.read_text(encoding="utf-8").replace("Створити", "Оновити", 1), "utf-8")
    assert re.findall(r" — (.+)$", run_etl("load", file).out, re.M) == [
        "нова версія: заходів додано 0, змінено 1, знято 0",
        "без змін",
    ]
    out = tmp_path / "out"
    assert run_etl("export", "--out", out).code == 0
    keys = [row["document_key"] for row in exported(out, "plans")]
    assert keys == ["UA-07-pvu-plan-2016", "UA-07-pvu-plan-2017-part-2"]
    withdrawn = run_etl("withdraw", "UA-07-pvu-plan-2017-part-2")
    assert withdrawn.code == 0


def test_postgresql_knows_the_sizes_of_its_tables_after_a_great_load(
    run_etl: Etl, url: str, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.cli.load._GREAT", 1)
    assert run_etl("load", KYIV).code == 0
    engine = connect(url)
    if engine.dialect.name == "postgresql":  # the other answers well without
        size = text("SELECT reltuples FROM pg_class WHERE relname = 'measures'")
        with engine.connect() as connection:
            assert connection.execute(size).scalar_one() == 23
