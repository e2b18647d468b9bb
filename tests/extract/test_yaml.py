"""YAML: each value at its line and column, whatever it is written like."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import LinePlace


def read(text: str, name: str = "job.yaml") -> Document:
    (document,) = extract(Source(name, data=text.encode()), ReadOptions())
    assert isinstance(document, Document)
    return document


def told(text: str, name: str = "job.yaml") -> list[tuple[str, str, str]]:
    return [(each.field, each.label.text if each.label else "", each.text) for each in read(text, name)]


def placed(segment: Segment, lines: list[str]) -> str:
    """Return what the file has at the places of a segment's signs."""
    places = [segment.locate(offset) for offset in range(len(segment.text))]
    return "".join((lines[place.line - 1] + "\n")[place.column - 1] for place in places if isinstance(place, LinePlace))


JOB = """\
# 限男性
title: 收银员  # 限女性
性别: 男
年龄要求: '18-35岁'
requirements:
  - 限女性
  - "会\\u6536银，\\
     能早起"
company: {name: 好店, size: 20}
text: |
  职责：收银

  要求：限男性，
    年龄40岁以下
folded: >-
  身体健康，
  能倒班
"""


def test_values_are_segments_under_their_keys() -> None:
    assert told(JOB) == [
        ("title", "title", "收银员"),
        ("性别", "性别", "男"),
        ("年龄要求", "年龄要求", "18-35岁"),
        ("requirements.0", "requirements", "限女性"),
        ("requirements.1", "requirements", "会收银，能早起"),
        ("company.name", "name", "好店"),
        ("company.size", "size", "20"),
        ("text", "text", "职责：收银\n\n要求：限男性，\n  年龄40岁以下\n"),
        ("folded", "folded", "身体健康， 能倒班"),
    ]


def test_every_sign_stands_where_the_file_has_it() -> None:
    lines = JOB.split("\n")
    by_field = {each.field: each for each in read(JOB)}
    for field in ("title", "性别", "年龄要求", "requirements.0", "company.name", "text"):
        assert placed(by_field[field], lines) == by_field[field].text
    assert placed(by_field["requirements.1"], lines) == "会\\银，能早起"
    assert by_field["性别"].label is not None
    assert by_field["性别"].label.location == LinePlace(3, 1)


def test_findings_have_line_and_column(auditor: Auditor) -> None:
    found = [(each.text, each.location) for each in auditor.audit(read(JOB)).findings]
    assert found == [
        ("男", LinePlace(3, 5)),
        ("18-35岁", LinePlace(4, 8)),
        ("限女性", LinePlace(6, 5)),
        ("限男性", LinePlace(13, 6)),
        ("年龄40岁以下", LinePlace(14, 5)),
    ]


def test_each_item_of_a_list_of_jobs_is_a_post_of_its_own() -> None:
    text = "company: 好店\njobs:\n- title: 保安\n  sex: 男\n- title: 保洁\n---\ntitle: 门卫\n"
    assert [(each.group, each.post, each.text) for each in read(text)] == [
        ("0!", "好店", "好店"),
        ("0!jobs.0", "保安", "保安"),
        ("0!jobs.0", "保安", "男"),
        ("0!jobs.1", "保洁", "保洁"),
        ("1!", "门卫", "门卫"),
    ]


def test_aliases_are_not_followed() -> None:
    bomb = "a: &a [限男性]\n" + "".join(f"b{n}: &b{n} [{', '.join(['*a'] * 9)}]\n" for n in range(50))
    assert [text for _, _, text in told(bomb)] == ["限男性"]


TEMPLATE = """\
{# 限男性 #}
title: {{ title }}
性别: {{ gender }}
{% if night %}
requirement: 限男性
{%- else %}
requirement: 会收银
{% endif %}
list:
  {%- for r in reqs %}
  - {{ r }}，限女性
  {%- endfor %}
"""


@pytest.mark.parametrize("name", ["job.yaml.j2", "job.yml"])
def test_templates_are_read_by_field(name: str, auditor: Auditor) -> None:
    assert told(TEMPLATE, name) == [
        ("title", "title", "{{ title }}"),
        ("性别", "性别", "{{ gender }}"),
        ("requirement", "requirement", "限男性"),
        ("requirement", "requirement", "会收银"),
        ("list.0", "list", "{{ r }}，限女性"),
        ("", "", "{# 限男性 #}"),
    ]
    found = [(each.rule.id, each.text, each.location) for each in auditor.audit(read(TEMPLATE, name)).findings]
    assert found == [
        ("GEN006", "{{ gender }}", LinePlace(3, 5)),
        ("GEN001", "限男性", LinePlace(5, 14)),
        ("GEN001", "限女性", LinePlace(11, 13)),
        *([] if name.endswith(".j2") else [("GEN001", "限男性", LinePlace(1, 4))]),
    ]


def test_a_template_that_is_no_yaml_is_read_as_text(auditor: Auditor) -> None:
    text = "a: [{{ x }}\n限男性: : }\n"
    assert [each.text for each in read(text)] == [text]
    assert [each.location for each in auditor.audit(read(text)).findings] == [LinePlace(2, 1)]


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        ("a: [b\nc: d\n", "not YAML", "line 2, column 2"),
        ("a: b: c", "not YAML", "line 1, column 5"),
        ("[" * 500, "nested too deeply", ""),
        ("# nothing\n", "the file holds no text", ""),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, reason: str, place: str) -> None:
    with pytest.raises(ExtractError) as caught:
        read(text)
    assert caught.value.reason.en.startswith(reason)
    assert caught.value.place.en == place


# No braces: inside the marks of a template everything stays as the file has it, escapes as well.
SCALARS = st.text(st.sampled_from("男女限性，:'\"#-[] \n\t\\a3🙂"), min_size=1, max_size=30).filter(lambda text: text.strip())


@given(SCALARS, st.sampled_from(["json", "|", "''"]))
def test_any_text_comes_back_at_rising_places(text: str, style: str) -> None:
    import json

    if style == "json":
        written = f"key: {json.dumps(text, ensure_ascii=False)}\n"
    elif style == "|":
        text = text.replace("\t", " ").strip() + "\n"
        written = "key: |2\n" + "".join(f"  {line}\n" for line in text.split("\n")[:-1])
    else:
        text = " ".join(text.split())
        written = "key: '" + text.replace("'", "''") + "'\n"
    segments = read(written, "job.yaml").segments
    assert [each.text.rstrip("\n") for each in segments] == [text.rstrip("\n")]
    for each in segments:
        places = [each.locate(offset) for offset in range(len(each.text.rstrip("\n")))]
        ordered = [(place.line, place.column) for place in places if isinstance(place, LinePlace)]
        assert ordered == sorted(ordered)
        assert all(line <= written.count("\n") for line, _ in ordered)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("req: 诚聘收银员{# 限男性 #}\n", LinePlace(1, 14)),
        ("req: 诚聘\n  {# 限男性 #}\n  收银员\n", LinePlace(2, 6)),
        ("req: 诚聘收银员\n{% if 限男性 %}\npay: 5200\n{% endif %}\n", LinePlace(2, 7)),
        ("req: {# 限男性 #}\n", LinePlace(1, 9)),
        ("限男性:\n", LinePlace(1, 1)),
        ("限男性: 有\n", LinePlace(1, 1)),
        ("会收银: 好\n限男性: ~\n", LinePlace(2, 1)),
        ('"限男性，会开车": {{ yes }}\n', LinePlace(1, 2)),
    ],
)
def test_nothing_is_hidden_where_no_value_stands(text: str, place: LinePlace, auditor: Auditor) -> None:
    assert [(each.rule.id, each.text, each.location) for each in auditor.audit(read(text)).findings] == [("GEN001", "限男性", place)]


def test_keys_of_fields_are_no_text() -> None:
    assert [text for _, _, text in told("性别: 不限\n婚育状况: false\n年龄要求（周岁）: 18\n")] == ["不限", "false", "18"]


def test_a_long_line_of_tags_takes_no_long_time() -> None:
    start = time.process_time()
    read("title: 门卫\ntext: 限男性 " + "{% if a %} {% endif %}" * 20_000)
    assert time.process_time() - start < 5
