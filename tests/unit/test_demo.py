"""Demo papers are read as what they are: every row, direction, region and year, in every format."""

from __future__ import annotations

from itertools import islice

import pytest

from data.model import DocumentKind
from etl.demo.formats import FORMATS
from etl.demo.papers import FIRST_YEAR, LAST_YEAR, make_papers
from etl.values.region import find_region, regions
from tests.support.reading import read_document


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_read_whole(ending: str) -> None:
    for paper in islice(make_papers(3, measures=12), 3):
        document = read_document(f"{paper.name}.{ending}", FORMATS[ending](paper))
        assert len(document.measures) == paper.rows
        assert len(document.directions) == len(paper.sections)
        printed = tuple(row[1] for _, rows in paper.sections for row in rows)
        assert tuple(measure.full_text for measure in document.measures) == printed
        assert document.is_demo
        kind = DocumentKind.PLAN if paper.is_plan else DocumentKind.REPORT
        assert document.header.kind is kind
        assert "Демонстраційні" not in document.header.title


def test_papers_of_every_region_name_it_and_their_year() -> None:
    seen = {}
    for paper in make_papers(1, measures=8):
        region, year = paper.name[5:10], int(paper.name[11:15])
        if paper.is_plan or region not in seen:
            document = read_document(f"{paper.name}.md", FORMATS["md"](paper))
            header = document.header
            assert (header.region_iso, header.year_start) == (region, year), paper.name
            assert FIRST_YEAR <= year <= LAST_YEAR
            seen[region] = paper
        if len(seen) == len(regions()):
            break
    assert seen.keys() == {region.iso for region in regions()}


def test_the_same_seed_gives_the_same_papers_and_another_others() -> None:
    first, again, other = (list(islice(make_papers(seed), 20)) for seed in (5, 5, 6))
    assert first == again
    assert first != other


@pytest.mark.parametrize("where", ["в Автономній Республіці Крим", "Автономної Республіки Крим"])
def test_crimea_is_known_in_every_case(where: str) -> None:
    assert find_region(f"План заходів {where} на 2015 рік") == "UA-43"


def test_a_direction_right_below_the_header_of_a_dump_is_no_column() -> None:
    text = (
        "План заходів у Луганській області на 2015 рік\n\n"
        "\t№ з/п\n\tЗміст заходу\n\tСтрок виконання\n\tВідповідальні\n\n"
        "\tНапрям 1. Забезпечення доступу до публічної інформації\n\n"
        "\t1.1\n\tПровести форум\n\tI квартал 2015 року\n\tдепартамент освіти\n\n"
        "\t1.2\n\tПровести семінар\n\tII квартал 2015 року\n\tдепартамент освіти\n"
    )
    document = read_document("план.txt", text.encode())
    assert [one.number for one in document.directions] == ["1"]
    assert [one.number for one in document.measures] == ["1.1", "1.2"]
