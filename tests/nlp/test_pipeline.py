"""The components in a pipeline of somebody else's."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

TEXT = "招聘启事\n文员：男女不限；搬运工：限男性，年龄３５周岁以下。We prefer female candidates."


def test_restrictions_give_upheld_findings_in_any_pipeline() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("auditor_restrictions")
    doc = nlp(TEXT)
    spans = [(span.text, span.label_, span._.auditor_finding.severity) for span in doc.spans["auditor_restrictions"]]
    assert ("限男性", "gender", "violation") in spans
    assert [span[0] for span in spans if span[1] == "age"] == ["年龄３５周岁以下"]
    assert doc._.auditor_result.findings


def test_a_doc_with_findings_can_be_stored() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("auditor_restrictions")
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span._.auditor_finding.text for span in again.spans["auditor_restrictions"]] == [
        finding.text for finding in doc._.auditor_result.findings
    ]


def test_the_single_components_work_on_raw_text() -> None:
    nlp = spacy.blank("zh")
    for name in ("auditor_clauses", "auditor_matches", "auditor_context"):
        nlp.add_pipe(name)
    doc = nlp("岗位不得限男性；另一岗位限男性")
    assert [sentence.text for sentence in doc.sents] == ["岗位不得限男性；", "另一岗位限男性"]
    candidates = [span for span in doc.spans["auditor_candidates"] if span.label_ == "gender"]
    assert [bool(span._.auditor_cues) for span in candidates] == [True, False]


def test_the_tokenizer_is_there_by_name() -> None:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "auditor.MixedTokenizer.v1"}}})
    assert [token.text for token in nlp("female优先")] == ["female", "优", "先"]
