"""spaCy is imported without its command line by the engine, and with all of it by whoever asks for it."""

from __future__ import annotations

import subprocess
import sys

ENGINE = "from auditor import audit_text; assert audit_text('属虎的别来，不收。').findings; import sys, spacy\n"


def run(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


def test_the_engine_imports_spacy_without_its_command_line() -> None:
    assert run(ENGINE + "print('spacy.tokens' in sys.modules, 'spacy.cli' in sys.modules, 'typer' in sys.modules)") == "True False False"


def test_it_is_there_for_those_who_import_it_afterwards() -> None:
    program = "import spacy.cli; print(spacy.cli.__name__, callable(spacy.cli.setup_cli), spacy.cli.info.__module__)"
    assert run(ENGINE + program) == "spacy.cli True spacy.cli.info"


def test_info_still_tells_the_version() -> None:
    assert run(ENGINE + "told = spacy.info(silent=True); print(told['spacy_version'] == spacy.__version__)") == "True"


def test_a_spacy_that_is_there_is_left_alone() -> None:
    before = "import spacy, sys; info = spacy.info\n"
    assert run(before + ENGINE + "print('spacy.cli' in sys.modules, spacy.info is info)") == "True True"
