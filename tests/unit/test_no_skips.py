"""The gate of the whole check: a skipped test must fail the run that allows none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

SKIPS_A_TEST = "import pytest\ndef test_browser(): pytest.skip('no browser')\ndef test_ok(): pass\n"
SKIPS_A_FILE = "import pytest\npytest.skip('no browser', allow_module_level=True)\n"
SKIPS_NOTHING = "def test_ok(): pass\n"


def run_tests(folder: Path, text: str, no_skip: str, *options: str) -> tuple[int, str]:
    """Exit code and output of pytest on one file, with the gate loaded."""
    (folder / "test_sample.py").write_text(text, encoding="utf-8")
    (folder / "test_other.py").write_text(SKIPS_NOTHING, encoding="utf-8")
    plugins = ("-p", "tests.support.no_skips", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", os.devnull, *plugins, *options, str(folder)],
        cwd=ROOT,
        # Other plugins only cost time here.
        env={
            **os.environ,
            "OGP_TEST_NO_SKIP": no_skip,
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    "options", [(), ("-p", "xdist.plugin", "-n", "1")], ids=["one process", "workers"]
)
@pytest.mark.parametrize("text", [SKIPS_A_TEST, SKIPS_A_FILE], ids=["test", "file"])
def test_a_skip_fails_the_run_and_is_named(
    tmp_path: Path, text: str, options: tuple[str, ...]
) -> None:
    code, output = run_tests(tmp_path, text, "1", *options)

    assert code == pytest.ExitCode.TESTS_FAILED
    assert "nothing may be skipped" in output
    assert ": no browser" in output


def test_a_skip_passes_where_it_is_allowed(tmp_path: Path) -> None:
    assert run_tests(tmp_path, SKIPS_A_TEST, "")[0] == pytest.ExitCode.OK


def test_a_run_without_skips_passes(tmp_path: Path) -> None:
    assert run_tests(tmp_path, SKIPS_NOTHING, "1")[0] == pytest.ExitCode.OK
