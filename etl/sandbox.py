"""Foreign documents are parsed in a child process with limits on processor time, memory and time on the clock.

A parser that hangs, swells or crashes ends its child and nothing else: the document is refused with the limit's
name and the next one gets a new child. A child stays warm between documents, as starting one takes half a second.
"""

from __future__ import annotations

import atexit
import io
import pickle
import resource
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from math import ceil
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from time import process_time
from typing import Any, Final, TypeAlias

from data.errors import MissingReader, SourceError, UnreadableDocument
from data.model import Place
from etl.blocks import Block, Cell, CellRun, Paragraph, Table, TableRow
from etl.readers import PARSED_APART, read_blocks
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits, check_size
from etl.readers.office import convert_doc

Answer: TypeAlias = tuple[str, tuple[Block, ...]]
Refusal: TypeAlias = tuple[type[SourceError], str, dict[str, object]]

# the child starts from nothing but this line: it knows neither the parent's program nor its memory
_CHILD: Final = (
    "import sys; sys.path[:] = sys.argv[2:]; import etl.sandbox as s; s.serve(int(sys.argv[1]))"
)
_ANSWER_BYTES: Final = 128 * 1024 * 1024
_DOCUMENTS_A_CHILD: Final = 200
_START_SECONDS: Final = 30
_TAKEN: Final = b"taken"
_READ: Final = "read"
_opened: list[Sandbox] = []
_REFUSED: Final = "refused"
# what an answer may be made of: a child that a document took over could send anything
_ANSWER_CLASSES: Final = {
    (made.__module__, made.__qualname__): made
    for made in (Paragraph, Table, TableRow, Cell, CellRun, Place)
}

_ERRORS: Final = {made.__name__: made for made in (MissingReader, UnreadableDocument)}
# the pipe has closed, or what came through it is no answer
_NO_ANSWER: Final = (
    EOFError,
    OSError,
    pickle.UnpicklingError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


def read_apart(content: bytes, name: str, limits: Limits | None = None) -> Answer:
    """The reader's name and the blocks, as `read_blocks` gives them; everything but plain text in a child.

    Raises what `read_blocks` raises, and UnreadableDocument when the child ends before it answers:
    `reader_cpu`, `reader_slow`, `reader_memory`, `reader_died`.
    """
    limits = limits or Limits()
    check_size(content, name, limits)
    known = recognise_format(content)
    if known not in PARSED_APART:
        return read_blocks(content, name, limits)
    if known == "DOC":
        _, blocks = _sandbox(limits).read(convert_doc(content, name), name)
        return "doc", blocks
    return _sandbox(limits).read(content, name)


class Sandbox:
    """One warm child and its replacement after a fault; safe to use from several threads."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._served = 0

    @property
    def child_id(self) -> int | None:
        """The process number of the child at hand, None before the first document."""
        return self._child.pid if self._child is not None else None

    def read(self, content: bytes, name: str) -> Answer:
        """The blocks of one document; raises SourceError, also for a child that ends before it answers."""
        with self._lock:
            answer = self._ask(pickle.dumps((content, name)), name)
        if len(answer) == 2:
            return answer
        error, code, values = answer
        raise error(code, **values)

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
        if self._pipe is not None:
            self._pipe.close()
        self._child = self._pipe = None

    def _ask(self, question: bytes, name: str) -> Answer | Refusal:
        # a child that was ended while it had nothing to do has spoilt no document: one more try
        pipe = self._hand_over(question) or self._hand_over(question)
        if pipe is None:
            raise UnreadableDocument("reader_died", file=name)
        try:
            if not pipe.poll(self._limits.wall_seconds):
                self.close()
                limit = self._limits.wall_seconds
                raise UnreadableDocument("reader_slow", file=name, limit=limit)
            kind, *values = _Answer(io.BytesIO(pipe.recv_bytes(_ANSWER_BYTES))).load()
            answer = _checked(kind, values)
        except _NO_ANSWER as error:
            raise self._refusal(name) from error
        self._served += 1
        if self._served >= _DOCUMENTS_A_CHILD or answer[1] == "reader_memory":
            self.close()
        return answer

    def _hand_over(self, question: bytes) -> Connection | None:
        """The pipe to the child that has taken the document, None when the child was gone."""
        pipe = None
        try:
            pipe = self._ready()
            pipe.send_bytes(question)
            taken = pipe.poll(_START_SECONDS) and pipe.recv_bytes(len(_TAKEN)) == _TAKEN
        except (EOFError, OSError):
            taken = False
        if not taken:
            self.close()
        return pipe if taken else None

    def _ready(self) -> Connection:
        if self._child is None or self._child.poll() is not None or self._pipe is None:
            self.close()
            self._pipe, far = Pipe()
            quiet = subprocess.DEVNULL
            self._child = subprocess.Popen(
                [sys.executable, "-c", _CHILD, str(far.fileno()), *sys.path],
                pass_fds=(far.fileno(),),
                stdin=quiet,
                stdout=quiet,
                stderr=quiet,  # parsers talk there about damaged files, and Python about its own end
            )
            far.close()
            self._pipe.send_bytes(pickle.dumps(self._limits))
            self._served = 0
        return self._pipe

    def _refusal(self, name: str) -> UnreadableDocument:
        """Why the child is gone, by the signal that ended it."""
        code = None
        if self._child is not None:
            with suppress(subprocess.TimeoutExpired):
                code = self._child.wait(1)
        self.close()
        if code == -signal.SIGXCPU:
            limit = self._limits.cpu_seconds
            return UnreadableDocument("reader_cpu", file=name, limit=limit)
        return UnreadableDocument("reader_died", file=name)


class _Answer(pickle.Unpickler):
    """Takes apart an answer made of blocks and plain values only."""

    def find_class(self, module: str, name: str) -> Any:
        try:
            return _ANSWER_CLASSES[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name}") from None


def _checked(kind: object, values: list[Any]) -> Answer | Refusal:
    """What the child said, when it is an answer at all; raises TypeError or ValueError when it is none."""
    if kind == _READ:
        reader, blocks = values
        if all(isinstance(block, Paragraph | Table | CellRun) for block in blocks):
            return str(reader), tuple(blocks)
    elif kind == _REFUSED:
        error, code, found = values
        return _ERRORS[error], str(code), dict(found)
    raise TypeError(kind)


@cache
def _sandbox(limits: Limits) -> Sandbox:
    sandbox = Sandbox(limits)
    atexit.register(sandbox.close)
    _opened.append(sandbox)
    return sandbox


def stop_children() -> None:
    """End the children of this process at once; a document that one of them reads is refused."""
    for sandbox in _opened:
        sandbox.close()


def serve(handle: int) -> None:
    """The child: reads documents that come through an open pipe until the parent is gone."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent
    pipe = Connection(handle)
    limits = pickle.loads(pipe.recv_bytes())
    _limit_memory(limits)
    going = True
    while going:
        try:
            content, name = pickle.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        pipe.send_bytes(_TAKEN)
        _limit_cpu(limits)
        try:
            reader, blocks = read_blocks(content, name, limits)
            answer: tuple[Any, ...] = (_READ, reader, blocks)
        except SourceError as error:
            answer = (_REFUSED, type(error).__name__, error.code, _plain(error.values))
        except MemoryError:
            found = {"file": name, "limit": limits.memory_bytes}
            answer, going = (_REFUSED, "UnreadableDocument", "reader_memory", found), False
        pipe.send_bytes(pickle.dumps(answer))


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {key: value if isinstance(value, int) else str(value) for key, value in values.items()}


def _limit_memory(limits: Limits) -> None:
    """So much memory above what the interpreter and its libraries take already."""
    statistics = Path("/proc/self/statm")
    if sys.platform != "linux" or not statistics.exists():
        return
    now = int(statistics.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _lower(resource.RLIMIT_AS, now + limits.memory_bytes)


def _limit_cpu(limits: Limits) -> None:
    _lower(resource.RLIMIT_CPU, ceil(process_time()) + limits.cpu_seconds)


def _lower(what: int, soft: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(what, (soft, hard))
