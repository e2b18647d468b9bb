"""The corpora are what their datasheet says, and the demo documents are what their sources render to."""

import importlib.util
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.packs.loader import load_pack
from auditor.text.clauses import clause_spans
from auditor.text.gate import LiteralGate
from auditor.text.literals.required import required_literals
from auditor.text.normalise import normalise

CORPORA = Path(__file__).resolve().parent.parent.parent / "corpora"
FIELDS = {"id", "kind", "text", "labels", "optional"}


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"corpora_{name}", CORPORA / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


DESCRIBE = load("describe")
DEV = DESCRIBE.read_records(DESCRIBE.DEV)
CLEAN = DESCRIBE.read_records(DESCRIBE.CLEAN)
EVASIVE = DESCRIBE.read_records(CORPORA / "evasion" / "ads.jsonl")
NOISY = DESCRIBE.read_records(CORPORA / "evasion" / "near-misses.jsonl")
TEMPLATES = DESCRIBE.read_records(CORPORA / "templates" / "ads.jsonl")
PLACES = DESCRIBE.read_records(CORPORA / "templates" / "near-misses.jsonl")
EVERY = [*DEV, *CLEAN, *EVASIVE, *NOISY, *TEMPLATES, *PLACES]
RULES = load_pack().rules


def spans(record: dict) -> list[dict]:
    return [*record["labels"], *record["optional"]]


@pytest.mark.parametrize("record", EVERY, ids=lambda record: record["id"])
def test_record_is_well_formed(record):
    assert set(record) == FIELDS
    assert record["kind"] in {"ad", "position"}
    assert record["text"].strip()


@pytest.mark.parametrize("record", [*DEV, *EVASIVE, *TEMPLATES], ids=lambda record: record["id"])
def test_spans_point_at_their_text(record):
    for span in spans(record):
        assert record["text"][span["start"] : span["end"]] == span["text"]
        assert span["text"] == span["text"].strip(" ，。；、,.;\n")
        assert span["ground"] in DESCRIBE.GROUNDS


@pytest.mark.parametrize("record", DEV, ids=lambda record: record["id"])
def test_spans_of_one_ground_do_not_overlap(record):
    for ground in DESCRIBE.GROUNDS:
        own = sorted((span["start"], span["end"]) for span in spans(record) if span["ground"] == ground)
        assert all(left[1] <= right[0] for left, right in pairwise(own))


@pytest.mark.parametrize(
    ("records", "prefix"),
    [
        (DEV, "dev"),
        (CLEAN, "clean"),
        (EVASIVE, "evasion"),
        (NOISY, "noise"),
        (TEMPLATES, "template"),
        (PLACES, "place"),
    ],
)
def test_ids_count_up(records, prefix):
    assert [record["id"] for record in records] == [f"{prefix}-{number:03d}" for number in range(1, len(records) + 1)]


def test_no_text_occurs_twice():
    assert len({"".join(record["text"].split()) for record in EVERY}) == len(EVERY)


def test_sizes():
    assert len(DEV) >= 150
    assert len(CLEAN) >= 300


@pytest.mark.parametrize("ground", DESCRIBE.GROUNDS)
def test_every_ground_is_covered(ground):
    assert DESCRIBE.count_grounds(DEV, "labels")[ground] >= 6


@pytest.mark.parametrize("ground", DESCRIBE.GROUNDS)
def test_near_misses_come_near_every_ground(ground):
    """Near is what holds all the literals that some pattern of the ground cannot do without."""
    patterns = [pattern.regex for rule in RULES if rule.ground == ground for pattern in rule.patterns if required_literals(pattern.regex)]
    gate = LiteralGate(patterns)
    assert sum(any(gate.admits(clause) for clause in folded_clauses(record["text"])) for record in CLEAN) >= 15


def folded_clauses(text):
    return [normalise(span.of(text)).text for span in clause_spans(text)]


def test_clean_texts_have_no_spans():
    assert not [record["id"] for record in (*CLEAN, *NOISY) if spans(record)]


def test_readme_quotes_the_current_tables():
    readme = (CORPORA / "README.md").read_text(encoding="utf-8")
    quoted = readme.partition("<!-- describe.py begin -->\n")[2].partition("\n<!-- describe.py end -->")[0]
    assert quoted == DESCRIBE.describe()


def test_describe_prints_the_tables(capsys):
    assert DESCRIBE.main() == 0
    assert capsys.readouterr().out == DESCRIBE.describe() + "\n"


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    load("render").write_all(folder)
    return {path.name: path for path in folder.iterdir()}


def test_render_makes_every_demo_file(rendered):
    committed = {path.name for path in (CORPORA / "demo").iterdir() if path.is_file()}
    assert set(rendered) == committed


@pytest.mark.parametrize("name", sorted(path.name for path in (CORPORA / "demo").iterdir() if path.is_file()))
def test_render_reproduces_the_committed_file(rendered, name):
    """What is read from both is the same; the bytes depend on the versions of the libraries that write them."""
    assert read(rendered[name]) == read(CORPORA / "demo" / name)


def read(path):
    documents = extract(Source(path.name, path), ReadOptions())
    return [(document.id, document.segments, document.failures) for document in documents]
