import hostile_report
import pytest
import sample_report
from chromium import CHROMIUM, PATIENCE

from auditor.model import AuditReport


@pytest.fixture(scope="session")
def report() -> AuditReport:
    """A small report with at least one of every record."""
    return sample_report.report()


@pytest.fixture(scope="session")
def hostile() -> AuditReport:
    """A report whose every string tries to break out of the format it is written in."""
    return hostile_report.report()


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"], timeout=PATIENCE
        )
        yield running
        running.close()


@pytest.fixture
def window(browser):
    """Open windows whose requests, messages and errors are kept; the test fails on any that should not be."""
    contexts, trouble = [], []

    def make(**options):
        context = browser.new_context(reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: message.type in {"error", "warning"} and trouble.append(message.text))
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        tab.on("dialog", lambda dialog: (trouble.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda request: request.url.startswith(("file:", "data:")) or trouble.append(request.url))
        return tab

    yield make
    for context in contexts:
        context.close()
    assert trouble == []
