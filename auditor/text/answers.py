"""What an applicant has typed into a form: 性别：男 beside a name and an ID number describes one person and asks nothing of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.model.document import Segment
from auditor.model.span import Span
from auditor.text.compiled import deferred

_MAY_BE_ONE = deferred(
    r"姓\s{0,4}名|(?m:^)\s{0,6}(?:(?i:full )?(?i:name)\s{0,4}[:：]|\p{Han}{2,3}[\s|,，/]{1,4}[男女][\s|,，/]{1,4}\d{2}岁)"
)
_SIGN_OF_ONE = deferred(r"姓|岁|(?i:name)")  # soon looked for
_GAP = r"[ \t\u00a0\u3000]{0,6}"
# Short values only: an ad may speak of a name, but does not give one together with the number or the day of birth of its bearer.
_NAME = deferred(rf"姓{_GAP}名{_GAP}[:：]?{_GAP}(?!：|:|_)(?P<value>\p{{Han}}{{2,4}}(?:·\p{{Han}}{{1,6}})?)(?!\p{{Han}})")
_NAME_ALONE = deferred(  # on a line that goes on with sex and age
    r"(?m:^)\s{0,6}(?P<value>\p{Han}{2,3})[\s|,，/]{1,4}[男女][\s|,，/]{1,4}\d{2}岁(?!以|左|上|[-~—至到])"
)
_NAME_EN = deferred(
    rf"(?m:^)\s{{0,6}}(?i:full )?(?i:name){_GAP}[:：]{_GAP}"
    rf"(?P<value>[A-Z][a-zA-Z'-]{{0,20}}(?: [A-Z][a-zA-Z'.-]{{0,20}}){{1,3}}){_GAP}(?m:$)"
)
_PROOFS = (
    deferred(r"身份证(?:件)?(?:号码?)?\s{0,6}[:：]?\s{0,6}(?:\d{17}[\dXx]|\d{15}|\d{3,6}\*{4,14}[\dXx*]{0,6})(?!\d)"),
    deferred(
        r"(?:出生(?:年月日?|日期|时间)|生日)\s{0,6}[:：]?\s{0,6}(?:19|20)\d\d\s?[年./-]\s?\d{1,2}(?:\s?[月./-]\s?\d{0,2}\s?日?)?(?!\d|以|之|前|后|[至到])"
    ),
    deferred(
        r"(?i)(?:date of birth|d\.?o\.?b\.?|birth ?date)\s{0,4}[:：]?\s{0,4}"
        r"(?:\d{1,2}(?:st|nd|rd|th)?[ ./-](?:[a-z]{3,9}|\d{1,2})[ .,/-]{1,2}(?:19|20)\d\d"
        r"|[a-z]{3,9} \d{1,2},? (?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2})(?!\d| (?:or|and|to) )"
    ),
    # What somebody who seeks work says he wants or has done, under the name that stands above it.
    deferred(
        r"(?m:^)\s{0,6}(?:求职(?:意向|目标|岗位)|应聘(?:岗位|职位)|期望(?:薪资|月薪|薪酬|职位|岗位|工作地点?)|自我(?:评价|鉴定))\s{0,6}[:：](?=\s{0,6}[\p{Han}\d])"
    ),
)
_FIELD = (
    r"性{gap}别|年{gap}龄|民{gap}族|籍{gap}贯|国{gap}籍|户籍(?:所在地|地|性质)?|户口(?:所在地|性质)?|生源地|出生地|婚(?:姻|育)(?:状况|情况)?|婚{gap}否"
    r"|政治面貌|健康(?:状况|情况)|身{gap}高|体{gap}重|血{gap}型|生{gap}肖|属{gap}相|视{gap}力|宗教信仰|(?:最高)?学历(?:性质|类别)?|毕业(?:院校|学校)|学习形式|培养方式|身份类别"
    r"|(?i:gender|sex|age|marital status|nationality|ethnic(?:ity| group)|height|weight|religion|health|hometown|native place|blood type)"
).replace("{gap}", _GAP)
_NAMED = deferred(_FIELD)
_TYPED = deferred(
    rf"(?<![\p{{Han}}A-Za-z])(?:{_FIELD}){_GAP}[:：]{_GAP}(?P<value>[^\s:：,，;；。|]{{1,30}}+)"
    r"(?! (?i:only|preferred|required|wanted|or|and|to)\b)"
)
_ASKS = deferred(r"[限仅只须需应勿]|要求|优先|不|以[上下内]|或|均|皆|\d{2}\s?[-~—至到]\s?\d{2}")


def answers(segments: Sequence[Segment], filled_in: Mapping[int, int]) -> Iterator[tuple[Segment, Sequence[Span]]]:
    """Yield the segments of a form that hold what one person typed of himself, with the places of these values.

    Args:
        segments: in reading order.
        filled_in: the offset from which on applicants fill in a segment, by its ``id``.
    """
    own = [segment for segment in segments if id(segment) in filled_in]
    if not _tells_of_one_person(own):
        return
    for segment in own:
        if places := [place for place in _values(segment) if place.start >= filled_in[id(segment)]]:
            yield segment, places


def may_hold_answers(segments: Sequence[Segment]) -> bool:
    """Tell cheaply whether a document could be such a form."""
    names = (name for segment in segments for name in (segment.label.text if segment.label else "", segment.text))
    return may_be_asked_of_one(names) and _holds_proof(_text_of(segments))


def may_be_asked_of_one(names: Iterable[str]) -> bool:
    """Tell cheaply whether one of some names of fields asks a person who he is."""
    return any(_SIGN_OF_ONE.search(name) and _MAY_BE_ONE.search(name) for name in names)


def _tells_of_one_person(segments: Iterable[Segment]) -> bool:
    """Tell whether a name stands there, once, with an ID number or the day of birth."""
    text = _text_of(segments)
    return sum(1 for name in (_NAME, _NAME_ALONE, _NAME_EN) for _ in name.finditer(text)) == 1 and _holds_proof(text)


def _text_of(segments: Iterable[Segment]) -> str:
    return "\n".join(f"{segment.label.text}：{segment.text}" if segment.label else segment.text for segment in segments)


def _holds_proof(text: str) -> bool:
    return any(proof.search(text) for proof in _PROOFS)


def _values(segment: Segment) -> Iterator[Span]:
    """Yield where the values of personal fields stand, but for those that ask."""
    if segment.label and _NAMED.fullmatch(segment.label.text.strip(" :：*\u3000")):
        if segment.text.strip() and not _ASKS.search(segment.text):
            yield Span(len(segment.text) - len(segment.text.lstrip()), len(segment.text.rstrip()))
        return
    for match in _TYPED.finditer(segment.text):
        if not _ASKS.search(match["value"]):
            yield Span(*match.span("value"))
