"""The snippet for GitLab."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SNIPPET = Path(__file__).parent.parent.parent / "docs/ci/gitlab-ci.yml"


def test_it_fits_the_schema_of_gitlab() -> None:
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(SNIPPET))
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
