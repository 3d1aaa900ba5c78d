import hostile_report
import pytest
import sample_report

from auditor.model import AuditReport


@pytest.fixture(scope="session")
def report() -> AuditReport:
    """A small report with at least one of every record."""
    return sample_report.report()


@pytest.fixture(scope="session")
def hostile() -> AuditReport:
    """A report whose every string tries to break out of the format it is written in."""
    return hostile_report.report()
