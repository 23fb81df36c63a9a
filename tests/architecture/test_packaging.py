"""What is declared, what is locked and what is installed are the same things."""

import re
import tomllib
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import ROOT

PIN = re.compile(r"^([a-z0-9-]+)==([^\s;]+)(?: ; ([^\\]+))? \\$", re.MULTILINE)
LOCKS = ("requirements.txt", "requirements-dev.txt")


@cache
def read_lock(name: str) -> str:
    """The text of a lock file."""
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock: str) -> set[tuple[str, str, str]]:
    """Package, version and condition of each locked package."""
    return {(name, version, marker.strip()) for name, version, marker in PIN.findall(lock)}


def unlocked(declared: list[str], lock: str) -> list[str]:
    """Declared dependencies for which the lock has no version, or one outside the declared range."""
    faults = []
    for line in declared:
        wanted = Requirement(line)
        versions = [v for name, v, _ in pins(lock) if name == canonicalize_name(wanted.name)]
        if not versions or not all(version in wanted.specifier for version in versions):
            faults.append(line)
    return faults


def declared_dependencies() -> tuple[list[str], list[str]]:
    """Runtime and test dependencies of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return project["project"]["dependencies"], project["dependency-groups"]["dev"]


def test_locks_hold_what_is_declared() -> None:
    runtime, development = declared_dependencies()
    assert unlocked(runtime, read_lock("requirements.txt")) == []
    assert unlocked(runtime + development, read_lock("requirements-dev.txt")) == []


def test_the_development_lock_contains_the_runtime_lock() -> None:
    # `make run` relies on it: after `make test` there is nothing left to install.
    assert pins(read_lock("requirements.txt")) <= pins(read_lock("requirements-dev.txt"))


def test_test_tools_stay_out_of_the_runtime_lock() -> None:
    _, development = declared_dependencies()
    tools = {canonicalize_name(Requirement(line).name) for line in development}
    assert tools.isdisjoint(name for name, _, _ in pins(read_lock("requirements.txt")))


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash_and_no_address(name: str) -> None:
    lock = read_lock(name)
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert len(blocks) == len(pins(lock))
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"\S*://\S*|^-.*", lock, re.MULTILINE) == []


def test_a_missing_or_old_lock_is_found() -> None:
    lock = "dash==4.4.1 \\\n    --hash=sha256:00\n"
    assert unlocked(["dash>=4.4"], lock) == []
    assert unlocked(["dash>=5"], lock) == ["dash>=5"]
    assert unlocked(["plotly>=7"], lock) == ["plotly>=7"]
