"""What every test may ask for: see `support/` for the fixtures themselves."""

import os

import pytest
from hypothesis import settings

from dashboard.log import configure_log
from data import snapshot

pytest_plugins = (
    "tests.support.browser",
    "tests.support.commands",
    "tests.support.databases",
    "tests.support.monitor",
    "tests.support.no_skips",
    "tests.support.pictures",
    "tests.support.server",
    "tests.support.stories",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many damaged copies of the samples are tried, and how many moments of a load to kill it at.

    More of both when a reader or the store changes: `--copies 3000 --moments 30`.
    """
    parser.addoption("--copies", type=int, default=150, help="damaged copies of the samples")
    parser.addoption("--moments", type=int, default=10, help="moments at which a load is killed")


def pytest_configure(config: pytest.Config) -> None:
    """Forget the settings of whoever runs the tests: each test states its own."""
    for name in [name for name in os.environ if name.startswith("OGP_")]:
        if not name.startswith("OGP_TEST_"):
            del os.environ[name]
    # a busy machine may read the next version longer than a reader waits; what then is shown is tried on its own
    snapshot.PATIENCE_SECONDS = 60.0  # type: ignore[misc]
    # as the program logs; what structlog does by itself spends seconds on the values of a traceback
    configure_log()
    # How long an example takes says more of the machine than of the code.
    settings.register_profile("ogp", settings(), deadline=None)
    settings.load_profile("ogp")
