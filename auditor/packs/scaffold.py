"""The start of a new rule file."""

from __future__ import annotations

import re
from pathlib import Path

from auditor.errors import ConfigError
from auditor.model.grounds import Ground
from auditor.packs.files.model import KEBAB, RULE_ID

_TEMPLATE = """\
id: {id}
name: {name}
ground: {ground}
title: {{zh: 一句话说明问题, en: the fault in a few words}}
suggestion:
  zh: 合规的写法。
  en: How to write it lawfully.

patterns:
- id: first-form
  regex: '改成要找的说法(?!不限)'  # runs over folded text: half-width , : ; ( ) and simplified characters

verdicts:  # or the name of a table in legal/verdicts
- severity: risk
  basis: [GC185-holding]
  why: {{zh: 理由, en: the reason}}

examples:
  flagged:
  - {{text: 这里有改成要找的说法。, match: 改成要找的说法}}
  passed:
  - {{text: 改成要找的说法不限。, why: a near miss with the trigger words}}
  - {{text: 改成别的说法。, why: another}}
"""


def write_scaffold(folder: Path, rule_id: str, name: str, ground: Ground) -> Path:
    """Write a rule file that loads, and return its path.

    Raises:
        ConfigError: if id or name is none, there is such a file already, or the folder cannot be written.
    """
    if not re.fullmatch(RULE_ID, rule_id) or not re.fullmatch(KEBAB, name):
        raise ConfigError(f"{rule_id} {name}: an id is three or four capitals and three digits, a name is kebab-case")
    path = folder / ground.family.value / f"{rule_id}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(_TEMPLATE.format(id=rule_id, name=name, ground=ground.value))
    except FileExistsError as error:
        raise ConfigError(f"{path} exists already") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from error
    return path
