"""Parsing in a child: what ends the child is a refusal to the parent, and the next document is read."""

import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import etl.sandbox
from data.errors import MissingReader, UnreadableDocument
from etl.readers import read_blocks
from etl.readers.limits import Limits
from etl.sandbox import Sandbox, read_apart
from tests.support.office import docx, paragraph, table

PLAN = docx(
    paragraph("План заходів") + table(("№", "Назва заходу", "Строк"), ("1.", "Форум", "постійно"))
)
EIGHT_PAGES = Path(__file__).parents[1] / "fixtures" / "samples" / "luhansk-2013.pdf"
HEAVY = ("<html><body>" + "<p>Форум громадськості</p>" * 400_000).encode()


@pytest.fixture
def sandboxes() -> Iterator[list[Sandbox]]:
    """Sandboxes of a test; their children end with it."""
    made: list[Sandbox] = []
    yield made
    for sandbox in made:
        sandbox.close()


def refused(sandbox: Sandbox, content: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as found:
        sandbox.read(content, "план")
    assert found.value.values["file"] == "план"
    return found.value


def test_a_child_gives_the_same_blocks() -> None:
    assert read_apart(PLAN, "план.docx") == read_blocks(PLAN, "план.docx")
    text = "План заходів\nна 2015 рік\n".encode()
    assert read_apart(text, "план.txt") == read_blocks(text, "план.txt")


def test_refusals_of_the_child_are_those_of_the_reader() -> None:
    with pytest.raises(UnreadableDocument) as broken:
        read_apart(PLAN[:-40], "план.docx")
    assert (broken.value.code, broken.value.values) == ("file_broken", {"file": "план.docx"})
    with pytest.raises(MissingReader):
        read_apart(b"\x89PNG\r\n\x1a\n", "план.docx")
    with pytest.raises(UnreadableDocument) as large:
        read_apart(PLAN, "план.docx", Limits(file_bytes=10))
    assert large.value.code == "too_large"


def test_a_document_over_its_time_is_refused_and_the_next_is_read(sandboxes: list[Sandbox]) -> None:
    sandbox = Sandbox(Limits(cpu_seconds=1))
    sandboxes.append(sandbox)
    found = refused(sandbox, DRAWS_WITHOUT_END)
    assert (found.code, found.values["limit"]) == ("reader_cpu", 1)
    assert sandbox.read(PLAN, "план")[0] == "docx"


def test_a_document_that_swells_is_refused_and_the_next_is_read(sandboxes: list[Sandbox]) -> None:
    sandbox = Sandbox(Limits(memory_bytes=60 * 1024 * 1024))
    sandboxes.append(sandbox)
    assert refused(sandbox, HEAVY).code in {"reader_memory", "reader_died"}
    assert sandbox.read(PLAN, "план")[0] == "docx"


def test_a_child_that_does_not_answer_is_given_up(sandboxes: list[Sandbox]) -> None:
    sandbox = Sandbox(Limits(wall_seconds=0))
    sandboxes.append(sandbox)
    assert refused(sandbox, HEAVY).code == "reader_slow"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x80\x04.",
        b"\x80\x04cos\nsystem\n.",
        b"\x80\x04r\xff\xff\xff\x7f.",  # a memo of 2,147,483,647 places: 16 GB
        pickle.dumps(7),
        pickle.dumps(("read", "docx", 7)),
        pickle.dumps(("read", "docx", ("План заходів",))),
        pickle.dumps(("refused", "SystemExit", "file_broken", {})),
        pickle.dumps(("refused", "UnreadableDocument", "file_broken", 7)),
    ],
    ids=["empty", "nothing", "call", "memo", "number", "no blocks", "texts", "error", "values"],
)
def test_what_a_child_taken_over_sends_is_no_answer(
    sandboxes: list[Sandbox], monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    child = (
        "import sys\nfrom multiprocessing.connection import Connection\n"
        "pipe = Connection(int(sys.argv[1]))\npipe.recv_bytes()\npipe.recv_bytes()\n"
        f"pipe.send_bytes(b'taken')\npipe.send_bytes({answer!r})\n"
    )
    monkeypatch.setattr(etl.sandbox, "_CHILD", child)
    sandbox = Sandbox(Limits())
    sandboxes.append(sandbox)
    assert refused(sandbox, PLAN).code == "reader_died"


def test_a_child_stays_warm_between_documents(sandboxes: list[Sandbox]) -> None:
    sandbox = Sandbox(Limits())
    sandboxes.append(sandbox)
    first = sandbox.read(PLAN, "план"), sandbox.child_id
    second = sandbox.read(PLAN, "план"), sandbox.child_id
    assert first == second


def pdf(drawing: bytes) -> bytes:
    """A PDF of one page with a drawing, packed."""
    packed = zlib.compress(drawing, 9)
    font = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources "
        + font
        + b" >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table_at = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return made + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table_at


DRAWS_WITHOUT_END = pdf(b"BT /F1 1 Tf (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n" * 60_000)


@pytest.mark.parametrize("at_work", [False, True], ids=["idle", "at work"])
def test_a_killed_child_is_replaced(sandboxes: list[Sandbox], at_work: bool) -> None:
    sandbox = Sandbox(Limits())
    sandboxes.append(sandbox)
    sandbox.read(PLAN, "план")
    child = sandbox.child_id
    assert child is not None
    if at_work:
        timer = threading.Timer(0.2, os.kill, (child, signal.SIGKILL))
        timer.start()
        assert refused(sandbox, DRAWS_WITHOUT_END).code == "reader_died"
        timer.join()
    else:
        os.kill(child, signal.SIGKILL)
    assert sandbox.read(PLAN, "план")[0] == "docx"
    assert sandbox.child_id != child


def test_a_small_pdf_that_draws_without_end_ends_at_a_limit(sandboxes: list[Sandbox]) -> None:
    sandbox = Sandbox(Limits(cpu_seconds=2, memory_bytes=200 * 1024 * 1024))
    sandboxes.append(sandbox)
    assert len(DRAWS_WITHOUT_END) < 20_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(sandbox, DRAWS_WITHOUT_END).code in {
        "reader_cpu",
        "reader_memory",
        "reader_died",
    }
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    assert sandbox.read(PLAN, "план")[0] == "docx"


def test_the_parent_stays_small_whatever_its_child_meets() -> None:
    """In a process of its own: the greatest memory of this one was reached long ago."""
    program = "from benchmarks.readers import growth_apart as g; import sys; sys.stdout.write(str(g(200_000)))"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(ran.stdout) < 25  # where the parent itself reads them: 90
    assert ran.stderr == ""


def test_pages_over_the_limit_and_empty_ones_are_refused() -> None:
    with pytest.raises(UnreadableDocument) as many:
        read_blocks(EIGHT_PAGES.read_bytes(), "план.pdf", Limits(pages=7))
    assert (many.value.code, many.value.values["found"]) == ("too_many_pages", 8)
    with pytest.raises(UnreadableDocument) as empty:
        read_blocks(pdf(b""), "план.pdf")
    assert empty.value.code == "empty_file"
