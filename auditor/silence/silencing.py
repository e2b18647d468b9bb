"""All that is silenced in one run, made once by the program and given to every process that audits."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from auditor.config import Config, today
from auditor.model.report import InputFile, Tally
from auditor.silence.aim import Names
from auditor.silence.baseline import Baseline
from auditor.silence.baseline_file import read_baseline
from auditor.silence.comments import CommentSilencer
from auditor.silence.sidecar import SidecarSilencer, digest_beside, is_sidecar
from auditor.silence.silencer import Silencer
from auditor.silence.standing import Scope, judged_by, settle

if TYPE_CHECKING:
    from auditor.engine import Auditor


class Silencing(Struct, frozen=True):
    """What is set aside in a run.

    Args:
        day: ISO day that ends are held against. It is the calendar's, whatever day's law applies: an end is a promise of its author,
            and a law that is chosen must not prolong it.
        suppressions: whether comments in texts and files beside them are heard.
        baseline: findings that are known.
        others: what sets findings aside after those.
    """

    day: str
    suppressions: bool = False
    baseline: Baseline | None = None
    others: tuple[Silencer, ...] = ()

    @property
    def digest(self) -> str:
        """Another text where anything else would be set aside, but for what is written beside a file."""
        given = (*([self.baseline] if self.baseline else []), *self.others)
        return repr((self.day if self.suppressions else "", [silencer.digest for silencer in given]))

    def owns(self, path: Path) -> bool:
        """Tell whether a file is the baseline, or is heard beside another one, and so is nothing to audit."""
        is_baseline = self.baseline is not None and os.path.abspath(path) == self.baseline.file  # noqa: PTH100 - links stay links
        return is_baseline or (self.suppressions and is_sidecar(path))

    def beside(self, path: Path | None) -> bytes:
        """Return what is another after suppressions beside a file were changed; empty where there are none."""
        return digest_beside(path) if self.suppressions else b""

    def silencers(self, auditor: Auditor) -> tuple[Silencer, ...]:
        """Return what sets aside, in order, for what an auditor finds."""
        names = Names.of(auditor)
        sidecar = (SidecarSilencer(names, self.day),) if self.suppressions else ()
        baseline = (self.baseline,) if self.baseline else ()
        return (CommentSilencer(names, self.day, self.suppressions), *sidecar, *baseline, *self.others)

    def settle(self, config: Config, tally: Tally, paths: Iterable[str], inputs: Iterable[InputFile]) -> None:
        """Add to the counts of a run that has ended what has become of the baseline."""
        if self.baseline and self.baseline.entries:
            from auditor.packs.loader import load_pack

            judged = judged_by(config, load_pack(config.packs).rules, self.baseline.folder)
            settle(self.baseline, tally, Scope(tuple(paths), inputs, judged))


def silencing_of(config: Config, others: tuple[Silencer, ...] = ()) -> Silencing:
    """Return what a configuration sets aside, and then others.

    Raises:
        ConfigError: if the baseline cannot be used.
    """
    day = today()
    baseline = read_baseline(config.baseline, day) if config.baseline else None
    return Silencing(day, config.suppressions, baseline, others)
