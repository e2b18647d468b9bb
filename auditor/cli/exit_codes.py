"""What the exit code tells; where several hold, the highest wins."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from auditor.model.grounds import Severity

if TYPE_CHECKING:
    from auditor.model.report import Tally


class ExitCode(IntEnum):
    """The contract with scripts and CI."""

    CLEAN = 0  # nothing at or above --fail-on
    FINDINGS = 1  # something at or above --fail-on
    USAGE = 2  # wrong usage, config or rules, or nothing to read; where the configuration leaves all out, nothing was asked for
    NOT_AUDITED = 3  # some input could not be audited
    BUG = 4
    STOPPED = 130  # by Ctrl-C


def exit_code(tally: Tally, fail_on: Severity | None) -> ExitCode:
    """Return the code for a finished audit; ``fail_on`` None never fails for findings."""
    if tally.bugs:
        return ExitCode.BUG
    if tally.failures:
        return ExitCode.NOT_AUDITED
    if not tally.documents and not tally.excluded:
        return ExitCode.USAGE
    if fail_on is not None and tally.at_least(fail_on):
        return ExitCode.FINDINGS
    return ExitCode.CLEAN
