"""JUnit reports follow the format's schema, whatever the articles hold."""

from __future__ import annotations

from pathlib import Path

import pytest
import xmlschema

from auditor.reporters import junit

SCHEMA = xmlschema.XMLSchema(Path(__file__).parent / "junit.xsd")


@pytest.mark.parametrize("name", ["report", "hostile"])
def test_follows_the_schema(name, request):
    """CI servers refuse a file that does not; counts are part of it."""
    SCHEMA.validate(junit.render(request.getfixturevalue(name)))


def test_the_schema_refuses_what_is_none():
    """A missing name, a negative time and an unknown element are told."""
    for wrong in ("<testsuites><testsuite tests='1'/></testsuites>", "<testsuites time='-1'/>", "<report/>"):
        assert not SCHEMA.is_valid(wrong)
