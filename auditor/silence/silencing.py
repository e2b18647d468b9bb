"""All that is silenced in one run, made once by the program and given to every process that audits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.silence.silencer import Silencer

if TYPE_CHECKING:
    from auditor.config import Config
    from auditor.engine import Auditor


@dataclass(frozen=True, slots=True)
class Silencing:
    """What is set aside in a run.

    Args:
        others: what sets findings aside after suppressions and the baseline.
    """

    others: tuple[Silencer, ...] = ()

    @property
    def digest(self) -> str:
        """Another text where anything else would be set aside."""
        return repr([silencer.digest for silencer in self.others])

    def silencers(self, auditor: Auditor) -> tuple[Silencer, ...]:
        """Return what sets aside, in order, for what an auditor finds."""
        del auditor
        return self.others


def silencing_of(config: Config, others: tuple[Silencer, ...] = ()) -> Silencing:
    """Return what a configuration sets aside, and then others.

    Raises:
        ConfigError: if the baseline cannot be used.
    """
    del config
    return Silencing(others)
