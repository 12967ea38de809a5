"""A pytest plugin that turns skips into failures: where everything must be installed, a skipped test is a hidden one.

Loaded by deploy/check.sh where KUAIBAO_TEST_NO_SKIPS is set.
"""

from collections.abc import Generator

import pytest

SAYS_SO = "skipped, where every test must run: "


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Generator[None, "pytest.CallInfo[None]", None]:
    outcome = yield
    _fail(outcome.get_result())


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report() -> Generator[None, "pytest.CallInfo[None]", None]:
    outcome = yield
    _fail(outcome.get_result())


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = SAYS_SO + str(report.longrepr)
