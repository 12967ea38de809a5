"""A pytest plugin that turns skips into failures: where everything must be installed, a skipped test is a hidden one.

Loaded by deploy/check.sh where KUAIBAO_TEST_NO_SKIPS is set.
"""

from collections.abc import Generator
from typing import TypeVar

import pytest

SAYS_SO = "skipped, where every test must run: "
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _failed_if_skipped((yield))


def _failed_if_skipped(report: Report) -> Report:
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = SAYS_SO + str(report.longrepr)
    return report
