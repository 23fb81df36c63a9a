"""The log of a serving process: one line an event on stderr, tracebacks without the values of variables."""

from __future__ import annotations

import logging
import sys
from typing import Final, Literal

import structlog
from structlog.typing import Processor

SERVER: Final = "ogp-monitor"
_SHARED: Final[tuple[Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)


def configure_log(form: Literal["text", "json"] = "text") -> None:
    """Sets the log up for this process; what a document says never gets into it by a traceback.

    `json` writes one object a line, for a collector; `text` is for whoever sits before the machine.
    """
    # a fault is written once, by us, with its code
    logging.getLogger(SERVER).disabled = True
    structlog.configure(
        processors=[*_SHARED, _renderer(form)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # a line is one write, so lines of several workers do not mix
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )


def _renderer(form: str) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
