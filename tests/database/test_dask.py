"""The same files read by a real Dask cluster on this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.commands import Run

SAMPLES = Path(__file__).parents[1] / "fixtures" / "samples"
FILES = ("kyiv-2014-2015.md", "chernihiv-2012.docx", "luhansk-2017-report-scan.pdf")


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a cluster of two processes."""
    distributed = pytest.importorskip("distributed")
    made = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0
    )
    yield made.scheduler_address
    made.close()


@pytest.mark.filterwarnings("default")  # the library's own, about its way of stopping
def test_a_cluster_reads_what_this_machine_reads(
    run_etl: Callable[..., Run],
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    cluster: str,
) -> None:
    monkeypatch.setenv("OGP_DATABASE_URL", sqlite_url)
    run = run_etl("load", *(SAMPLES / name for name in FILES), "--dask", cluster)
    assert run.code == 1
    assert [line for line in run.out.splitlines() if " — " in line and line[0] != " "] == [
        "kyiv-2014-2015.md — новий документ",
        "chernihiv-2012.docx — новий документ",
        "luhansk-2017-report-scan.pdf — відхилено",
    ]
    assert "скан без тексту" in run.err


def test_a_cluster_that_is_not_there_is_told(
    run_etl: Callable[..., Run], sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OGP_DATABASE_URL", sqlite_url)
    run = run_etl("load", SAMPLES / FILES[0], "--dask", "мій кластер")
    assert (run.code, run.out) == (2, "")
    assert "мій кластер" in run.err


def test_without_the_library_its_name_is_told(
    run_etl: Callable[..., Run], sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OGP_DATABASE_URL", sqlite_url)
    monkeypatch.setitem(sys.modules, "distributed", None)
    run = run_etl("load", SAMPLES / FILES[0], "--dask", "tcp://127.0.0.1:8786")
    assert (run.code, run.out) == (2, "")
    assert "pip install distributed" in run.err
