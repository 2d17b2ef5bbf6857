"""A pytest plugin for ./dev test: nothing that goes wrong is passed over.

Errors that Odoo logs during a test are listed at the end, also of tests that passed.
A skipped test fails: a missing browser must not look like success.
"""

import logging

import pytest

TITLE = "Errors logged by Odoo"


class Collector(logging.Handler):
    """Keeps the error messages of the test that is running."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.messages = []

    def emit(self, record):
        self.messages.append(f"{record.name}: {record.getMessage()}")


collector = Collector()


def pytest_configure(config):
    logging.getLogger().addHandler(collector)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if collector.messages:
        report.sections.append((TITLE, "\n".join(collector.messages)))
        collector.messages.clear()
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Tests are never skipped here: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter):
    for reports in terminalreporter.stats.values():
        for report in reports:
            text = dict(getattr(report, "sections", ())).get(TITLE)
            if text and report.passed:
                terminalreporter.section(f"{TITLE}: {report.nodeid}")
                terminalreporter.write_line(text)
