"""Imported by the process that loads are forked from: a load that begins there has everything in memory."""

from etl import linking
from etl.batch import read_content
from etl.cli.demo import papers_with
from etl.demo.formats import FORMATS
from etl.headers import Stated
from etl.mark import reading_mark

__all__ = ["linking"]

# rules, words and patterns are read when they are first asked for
for _paper in papers_with(1, 1):
    read_content(FORMATS["md"](_paper), f"{_paper.name}.md", Stated())
reading_mark()
