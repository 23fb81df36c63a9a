"""With OGP_TEST_NO_SKIP=1 a skipped test fails the run: on a server, "not tried" must not look like "fine"."""

import os

import pytest


def _skipped(config: pytest.Config) -> list[str]:
    """Tests and files that were skipped, with the reason given; empty where skipping is allowed."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("OGP_TEST_NO_SKIP") != "1" or reporter is None:
        return []
    return sorted({_describe(report) for report in reporter.stats.get("skipped", [])})


def _describe(report: pytest.TestReport | pytest.CollectReport) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return f"{report.nodeid}: {reason.removeprefix('Skipped: ')}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn an otherwise clean run into a failed one."""
    if session.exitstatus == pytest.ExitCode.OK and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Name what was skipped, so that the failure explains itself."""
    if skipped := _skipped(config):
        terminalreporter.section("FAILED: nothing may be skipped in this run", red=True, bold=True)
        for line in skipped:
            terminalreporter.line(line)
