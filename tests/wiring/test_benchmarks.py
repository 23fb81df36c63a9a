"""Measurements must not rot: they ask what pages, queries and snapshots offer, on a database of demo measures."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.stage import ROOT, run_etl

MEASURES = 60


@pytest.fixture(scope="module")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('bench') / 'demo.sqlite'}"
    run_etl(url, "demo", "--measures", str(MEASURES))
    return url


def measured(name: str, folder: Path, *arguments: str) -> Any:
    """The figures that a measurement wrote."""
    file = folder / f"{name}.json"
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments, "--json", str(file)]
    known = {**os.environ, "OGP_CACHE": str(folder / "cache")}
    done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(file.read_text("utf-8"))["figures"]


def test_every_page_is_measured_and_answers(demo_url: str, tmp_path: Path) -> None:
    found = measured("pages", tmp_path, "--database", demo_url, "--rounds", "1")
    addresses = {page["address"].split("?")[0] for page in found["pages"]}
    assert {"/", "/prostrocheni", "/zakhody", "/vykonavtsi", "/kalendar"} <= addresses
    assert all(page["bytes"] > page["compressed"] / 2 > 0 for page in found["pages"])
    assert all(page["measures"] >= MEASURES for page in found["pages"])


def test_figures_are_those_of_a_plain_computation(demo_url: str, tmp_path: Path) -> None:
    # an answer that differs ends the measurement
    found = measured("queries", tmp_path, "--database", demo_url)
    assert {one["question"] for one in found} >= {"completion all", "workload", "word in titles"}


def test_the_costs_of_a_snapshot_are_told_step_by_step(demo_url: str, tmp_path: Path) -> None:
    found = measured("snapshot", tmp_path, "--database", demo_url)
    assert [step["step"] for step in found["steps"]][:2] == ["start", "snapshot"]
    assert found["measures"] >= MEASURES
