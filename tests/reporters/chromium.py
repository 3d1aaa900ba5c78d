"""Where Chromium is: ``chromium`` on the path, or what AUDITOR_CHROMIUM names."""

import importlib.util
import os
import shutil

import pytest

CHROMIUM = os.environ.get("AUDITOR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
#: Milliseconds a step may take: what is tested is what a page does, not how busy the machine is.
PATIENCE = 180_000
HAS_PLAYWRIGHT = importlib.util.find_spec("playwright") is not None

needs_browser = pytest.mark.skipif(not CHROMIUM or not HAS_PLAYWRIGHT, reason="needs Chromium and playwright")
