from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.engine import Auditor
from auditor.errors import AuditorError
from auditor.evaluation.gold import GoldText, Marked, read_gold
from auditor.evaluation.run import evaluate, plain_score, regressions
from auditor.evaluation.score import iou, judge_text, matches
from auditor.model.grounds import Ground
from auditor.model.span import Span

ROOT = Path(__file__).parent.parent.parent
NAMES = ("dev/ads", "clean/near-misses", "evasion/ads", "evasion/near-misses")


def marked(start: int, end: int, ground: Ground = Ground.AGE) -> Marked:
    return Marked(Span(start, end), ground)


def gold(*labels: Marked, optional: tuple[Marked, ...] = ()) -> GoldText:
    return GoldText("1", "字" * 40, labels, optional)


def test_overlap() -> None:
    assert iou(marked(0, 4), marked(2, 6)) == pytest.approx(1 / 3)
    assert not matches(marked(0, 4), marked(0, 4, Ground.GENDER))
    assert matches(marked(0, 2), marked(0, 14))  # holds it, twelve longer
    assert not matches(marked(0, 2), marked(0, 15))
    assert not matches(marked(0, 4), marked(3, 12))


def test_pairs_are_one_to_one_and_the_best_overlap_comes_first() -> None:
    judged = judge_text(gold(marked(0, 6), marked(8, 14)), [marked(0, 13), marked(8, 14), marked(0, 6)])
    assert {(label.span.start, finding.span.start, finding.span.end) for label, finding in judged.pairs} == {(0, 0, 6), (8, 8, 14)}
    assert judged.exact  # the third finding says a paired clause again


def test_misses_alarms_and_optional_spans() -> None:
    judged = judge_text(gold(marked(0, 4), optional=(marked(10, 14, Ground.GENDER),)), [marked(20, 24), marked(12, 20)])
    assert (len(judged.misses), [alarm.span.start for alarm in judged.alarms]) == (1, [20])


def test_a_gold_set_that_is_none_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    for line, fault in (
        ('{"id": "2"}', "the key 'text' is missing"),
        ('{"id": "2", "text": 7}', "text is no string"),
        ('{"id": ', "not JSON: Expecting value at column 8"),
        ("[]", "no JSON object"),
    ):
        path.write_text(f'{{"id": "1", "text": "a", "labels": []}}\n{line}\n', encoding="utf-8")
        with pytest.raises(AuditorError) as caught:
            read_gold(path)
        assert str(caught.value) == f"{path}:2: not a line of a gold set: {fault}"
    path.write_text('{"id": "1", "text": "a", "labels": []}\n' * 2, encoding="utf-8")
    with pytest.raises(AuditorError, match="the id 1 stands twice"):
        read_gold(path)


@pytest.mark.parametrize("name", [*NAMES, "templates/ads", "templates/near-misses"])
def test_the_corpora_do_not_fall_below_their_baseline(name: str, auditor: Auditor) -> None:
    path = ROOT / "corpora" / f"{name}.jsonl"
    result = evaluate(auditor, read_gold(path))
    baseline = json.loads(path.with_suffix(".baseline.json").read_text(encoding="utf-8"))
    assert list(regressions(result, baseline)) == []


def test_the_numbers_in_the_readme_are_true(auditor: Auditor) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        result = evaluate(auditor, read_gold(ROOT / "corpora" / f"{name}.jsonl"))
        rates = result.clauses
        found = f"{rates.precision:.3f} | {rates.recall:.3f} | {rates.f1:.3f}" if rates.support else "– | – | –"
        row = f"| `corpora/{name}.jsonl` | {len(result.texts)} | {rates.support} | {found} | {rates.false_alarms} |"
        assert row in readme


def test_a_fallen_rate_is_told(auditor: Auditor) -> None:
    result = evaluate(auditor, read_gold(ROOT / "corpora/dev/ads.jsonl"))
    baseline = plain_score(result)
    baseline["grounds"]["age"] = baseline["grounds"]["age"] | {"recall": 1.01}
    assert [line.split(" from")[0] for line in regressions(result, baseline)] == ["age: recall fell"]


def test_the_numbers_are_those_of_the_gold_sets_own_scorer(auditor: Auditor, real_gold: Path, tmp_path: Path) -> None:
    scorer = real_gold.parent / "score.py"
    if not scorer.exists():
        pytest.skip("no scorer beside the gold set")
    texts = read_gold(real_gold)
    rows = []
    for text in texts:
        findings = auditor.audit_text(text.text).findings
        rows.append(
            {
                "id": text.id,
                "findings": [
                    {"start": f.span.start, "end": f.span.end, "ground": f.rule.ground.value, "severity": f.severity.value}
                    for f in findings
                ],
            }
        )
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    theirs = _run_scorer(scorer, real_gold, predictions)
    ours = plain_score(evaluate(auditor, texts))
    for name in ("texts", "texts_exactly_right", "span_iou", "span_exact", "notes_per_100_texts"):
        assert ours[name] == theirs[name]
    for rates in (ours["clauses"], ours["texts_flagged"], *ours["grounds"].values()):
        del rates["support"]
    assert (ours["clauses"], ours["texts_flagged"], ours["grounds"]) == (theirs["clauses"], theirs["texts_flagged"], theirs["grounds"])


def _run_scorer(scorer: Path, gold_path: Path, predictions: Path) -> dict:  # type: ignore[type-arg]
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, scorer, gold_path, predictions, "--json"], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_real_ads(auditor: Auditor, real_gold: Path) -> None:
    result = evaluate(auditor, read_gold(real_gold))
    assert result.clauses.precision >= 0.9
    assert result.clauses.f1 >= 0.85
    assert result.mean_iou >= 0.75
