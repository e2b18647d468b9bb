"""What reports say, in both languages. A finding is never called 违法 without 涉嫌."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.extract.places import part
from auditor.extract.source import INSIDE
from auditor.model.circumstances import Assumption, Circumstances, Origin
from auditor.model.document import Failure
from auditor.model.evidence import REPEAT
from auditor.model.finding import Dismissal, Finding
from auditor.model.grounds import SEVERITY_NAMES, Employer, Family, Ground
from auditor.model.legal import Verification
from auditor.model.location import CellPlace, LinePlace, Location, PagePlace, ParagraphPlace, RecordPlace
from auditor.model.silence import BaselineEntry, Notice, NoticeKind, Silence, SilencedBy
from auditor.model.wording import Language, Wording, fill

SEVERITIES = SEVERITY_NAMES

FAMILIES = {
    Family.HUKOU: Wording("户籍地域", "hukou and region"),
    Family.GENDER: Wording("性别婚育", "gender and marriage"),
    Family.AGE: Wording("年龄", "age"),
    Family.IDENTITY: Wording("身份", "identity"),
}

GROUNDS = {
    Ground.HUKOU: Wording("户籍", "hukou"),
    Ground.REGION: Wording("地域", "region"),
    Ground.GENDER: Wording("性别", "gender"),
    Ground.MARITAL: Wording("婚育", "marriage and children"),
    Ground.AGE: Wording("年龄", "age"),
    Ground.POLITICAL: Wording("政治面貌", "political status"),
    Ground.GRADUATE_STATUS: Wording("应届身份", "graduate status"),
    Ground.EDUCATION_PEDIGREE: Wording("学历出身", "education pedigree"),
    Ground.ETHNICITY: Wording("民族种族", "ethnicity and race"),
    Ground.RELIGION: Wording("宗教信仰", "religion"),
    Ground.NATIONALITY: Wording("国籍", "nationality"),
    Ground.HEALTH: Wording("健康", "health"),
    Ground.DISABILITY: Wording("残疾", "disability"),
    Ground.APPEARANCE: Wording("外貌", "appearance"),
    Ground.CRIMINAL_RECORD: Wording("犯罪记录", "criminal record"),
    Ground.SUPERSTITION: Wording("属相星座姓氏", "zodiac, blood type, surname"),
    Ground.FAMILY_BACKGROUND: Wording("家庭背景", "family background"),
    Ground.EMPLOYMENT_IDENTITY: Wording("用工身份", "employment identity"),
    Ground.OTHER_IDENTITY: Wording("其他身份", "other identity"),
}

EMPLOYERS = {
    Employer.STATE_ORGAN: Wording("机关", "state organ"),
    Employer.PUBLIC_INSTITUTION: Wording("事业单位", "public institution"),
    Employer.SOE: Wording("国有企业", "state-owned enterprise"),
    Employer.PRIVATE: Wording("民营等企业", "private employer"),
    Employer.SCHOOL: Wording("学校", "school"),
    Employer.AGENCY: Wording("人力资源服务机构", "HR agency"),
    Employer.PLATFORM: Wording("招聘平台", "platform"),
    Employer.UNKNOWN: Wording("未知", "not known"),
}

REGIONS = {
    "shenzhen": Wording("深圳", "Shenzhen"),
    "guangdong": Wording("广东", "Guangdong"),
    "shandong": Wording("山东", "Shandong"),
    "shanghai": Wording("上海", "Shanghai"),
    "autonomous_area": Wording("民族自治地方", "autonomous area"),
}

VERIFICATIONS = {
    Verification.TEXT: Wording("读过全文", "text read"),
    Verification.SEC: Wording("见于转述", "seen in summary"),
    Verification.MEM: Wording("未核", "unverified"),
    Verification.ARG: Wording("论证", "an argument"),
}

CLAUSE = Wording("原文", "clause")
LAW = Wording("依据", "law")
REMEDY = Wording("救济", "remedy")
REMINDER = Wording("注意", "caution")
ADVICE = Wording("建议", "advice")
"""What stands before the statements on a finding; a reminder is of what has to be kept in mind of this one."""

SET_ASIDE = Wording("未计入", "set aside")
"""What is said of a finding that is silenced, by whatever."""

SILENCED_BY = {
    SilencedBy.COMMENT: Wording("文中注释", "comment in the text"),
    SilencedBy.SIDECAR: Wording("随附的忽略清单", "file beside it"),
    SilencedBy.BASELINE: Wording("基线中的已知问题", "baseline"),
    SilencedBy.UNCHANGED: Wording("未改动的行", "unchanged lines"),
}

IDLE = Wording("不起作用的忽略标注", "suppressions without effect")
"""What all notices are about, of every kind."""

NOTICES = {
    NoticeKind.ATTEMPT: Wording("文中要求忽略，未采纳", "tries to silence the audit"),
    NoticeKind.UNUSED: Wording("多余的忽略标注", "needless suppression"),
    NoticeKind.EXPIRED: Wording("已到期的忽略标注", "suppression past its day"),
    NoticeKind.FAULTY: Wording("无效的忽略标注", "faulty suppression"),
}

EXCLUDED = Wording("按配置排除、未读取的文件", "files excluded by the configuration, and not read")
FIXED = Wording("基线中已不再出现", "in the baseline, no longer found")
ENDED = Wording("基线中已到期", "in the baseline, past its day")

_ORIGINS = {
    Origin.OPTION: Wording("按选项", "by option"),
    Origin.TEXT: Wording("据", "by"),
    Origin.CONTRADICTION: Wording("文中说法不一：", "words differ:"),
    Origin.UNKNOWN: Wording("文中未写明", "the text does not say"),
}

_PARTS = {
    "body": Wording("", ""),
    "header": Wording("页眉", "header "),
    "footer": Wording("页脚", "footer "),
    "textbox": Wording("文本框", "text box "),
    "footnote": Wording("脚注", "footnote "),
    "endnote": Wording("尾注", "endnote "),
    "comment": Wording("批注", "comment "),
    "alt": Wording("替代文字", "alternative text "),
    "prompt": Wording("输入提示", "input message "),
}

_REPEATED = Wording("（{places}同此）", " (repeated at {places})")
_MOST_REPEATS = 3  # places that are named
_HIDDEN = Wording("（隐藏）", " (hidden)")


def message(finding: Finding, language: Language) -> str:
    """Say in one line what the finding is: how far the law goes, the fault, and why."""
    gap = "：" if language == "zh" else ": "
    stop = "；" if language == "zh" else "; "
    return SEVERITIES[finding.severity].get(language) + gap + finding.rule.title.get(language) + stop + finding.why.get(language)


def law(finding: Finding, language: Language) -> str:
    """Name the bases in one line; of several articles of one basis only the first repeats its name."""
    names: list[str] = []
    before = None
    for citation in finding.citations:
        names.append(citation.place(language) if citation.basis.id == before else citation.name(language))
        before = citation.basis.id
    return ("、" if language == "zh" else ", ").join(names)


def remedy(finding: Finding, language: Language) -> str:
    """Say in one line where the first basis that has a remedy leads; empty where none has."""
    return next((citation.basis.remedy.get(language) for citation in finding.citations if citation.basis.remedy), "")


def assumed(circumstances: Circumstances, language: Language) -> str:
    """Say in one line who is assumed to hire, and where, and why; of the region nothing where none is known."""
    names = {employer.value: EMPLOYERS[employer] for employer in Employer}
    employer = _assumption(circumstances.employer, names, language)
    region = _assumption(circumstances.region, REGIONS, language) if circumstances.region.values else ""
    return ("；" if language == "zh" else "; ").join(part for part in (employer, region) if part)


def _assumption(assumption: Assumption, names: Mapping[str, Wording], language: Language) -> str:
    values = [names[value].get(language) for value in assumption.values] or [EMPLOYERS[Employer.UNKNOWN].get(language)]
    words = [f"“{' '.join(piece.text.split())}” {describe(piece.location, language)}" for piece in assumption.evidence]
    reason = " ".join([_ORIGINS[assumption.origin].get(language), *words])
    return f"{'、'.join(values)}（{reason}）" if language == "zh" else f"{', '.join(values)} ({reason})"


def shown_name(name: str, language: Language) -> str:
    """Return the name of a source; a picture inside a document also by its number."""
    outer, inside, inner = name.rpartition(INSIDE)
    known = part(inner).get(language)
    return f"{outer} · {known}" if inside and known != inner else name


def unread(failure: Failure, language: Language) -> str:
    """Say in one line where something could not be judged, and why."""
    parts = (failure.place.get(language), failure.reason.get(language))
    return ("：" if language == "zh" else ": ").join(part for part in parts if part)


def dismissal_reason(dismissal: Dismissal, language: Language) -> str:
    """Say why a suspicious wording was not reported."""
    return dismissal.why.get(language)


def silenced_why(silence: Silence, language: Language) -> str:
    """Say in one line what set a finding aside, why, where that is written, and until when it holds."""
    zh = language == "zh"
    where = [silence.source, describe(silence.location, language) if silence.location else ""]
    by = " ".join(part for part in (SILENCED_BY[silence.by].get(language), *where) if part)
    until = (f"（至 {silence.until}）" if zh else f" (until {silence.until})") if silence.until else ""
    return f"{silence.reason.get(language)}{until} [{by}]"


def noticed(notice: Notice, language: Language) -> str:
    """Say in one line what a suppression that set nothing aside says, and why it did not."""
    quoted = f"“{notice.text}”：" if language == "zh" else f'"{notice.text}": '
    return f"{quoted}{notice.message.get(language)}"


def notice_place(notice: Notice, language: Language) -> str:
    """Say where a suppression is written, which may be in a file beside its document."""
    return " ".join(part for part in (notice.source, describe(notice.location, language)) if part)


def known(entry: BaselineEntry, language: Language) -> str:
    """Say in one line what an entry of the baseline stands for."""
    record = f" · {entry.document}" if entry.document else ""
    until = (f"（至 {entry.until}）" if language == "zh" else f" (until {entry.until})") if entry.until else ""
    times = f" ×{entry.count}" if entry.count > 1 else ""
    return f"{entry.path}{record}  {entry.rule} {entry.text}{times}{until}"


def describe(location: Location, language: Language) -> str:
    """Say where to look, in a few words."""
    zh = language == "zh"
    match location:
        case LinePlace(line, column):
            return f"{line}:{column}"
        case PagePlace(page):
            return f"第{page}页" if zh else f"page {page}"
        case ParagraphPlace(part, paragraph):
            return _part(part, language) + (f"第{paragraph}段" if zh else f"paragraph {paragraph}")
        case CellPlace():
            return _cell(location, language)
        case RecordPlace(record, field, line):
            return f"第{line}行 {record} {field}" if zh else f"line {line} {record} {field}"


def place(outcome: Finding | Dismissal, language: Language) -> str:
    """Say where the words of an outcome stand and, where the source tells, which post they are about."""
    found = describe(outcome.location, language) + (_repeated(outcome, language) if isinstance(outcome, Finding) else "")
    return f"{found} · {outcome.post}" if outcome.post else found


def _repeated(finding: Finding, language: Language) -> str:
    """Say where cells mean the same as the one that the words stand in."""
    places = [describe(piece.location, language) for piece in finding.evidence if piece.role == REPEAT]
    if not places:
        return ""
    shown = ("、" if language == "zh" else ", ").join(places[:_MOST_REPEATS]) + ("…" if len(places) > _MOST_REPEATS else "")
    return fill(_REPEATED, places=shown).get(language)


def _cell(cell: CellPlace, language: Language) -> str:
    """Say which cell: of a sheet as spreadsheet programs write it, of another table by row and column."""
    zh = language == "zh"
    if not cell.table.isdigit():
        name = f"{' ' if zh and cell.part != 'body' else ''}{cell.table}!{cell.reference}"
    elif zh:
        name = f"表{cell.table} 第{cell.row}行第{cell.column}列"
    else:
        name = f"table {cell.table} row {cell.row} column {cell.column}"
    return _part(cell.part, language) + name + (_HIDDEN.get(language) if cell.hidden else "")


def _part(part: str, language: Language) -> str:
    return _PARTS[part].get(language) if part in _PARTS else part
