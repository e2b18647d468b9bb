"""What may stand in a configuration file, as pydantic models: errors, the schema for editors and the reference are made from them.

Importing this brings pydantic: only where a file is checked that has not been before.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from auditor.batch.weigh import MOST_JOBS
from auditor.config import REGIONS, SETTABLE
from auditor.extract.source import OCR
from auditor.globs import fault_in
from auditor.model.grounds import Employer, Severity
from auditor.model.wording import Wording
from auditor.report.reporter import formats

DEFAULT = "x-default"
"""Name in the schema of what holds where no file says anything; editors take no notice of it."""


class _OneOf:
    """Marks a text that is one of some values."""

    def __init__(self, *values: str) -> None:
        self._values = [str(value) for value in values]

    def _check(self, value: str) -> str:
        if value not in self._values:
            raise PydanticCustomError("choice", "none of {known}", {"known": ", ".join(self._values), "value": value})
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        del schema, handler
        return {"enum": self._values}


def _checked(name: str, holds: Callable[[Any], bool]) -> AfterValidator:
    """Return a check whose fault has a name, by which it is told in both languages."""

    def check(value: Any) -> Any:
        if not holds(value):
            raise PydanticCustomError(name, name.replace("_", " "))
        return value

    return AfterValidator(check)


def _is_day(value: Any) -> bool:
    try:
        return bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _day_as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime) else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _is_jobs(value: Any) -> bool:
    return value == "auto" or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_JOBS)


_Text = Annotated[str, Field(min_length=1)]
_Name = Annotated[str, Field(min_length=1)]
_Path = Annotated[str, Field(min_length=1)]
_Glob = Annotated[str, _checked("glob", lambda value: not fault_in(value))]
_Level = Annotated[str, _OneOf(*SETTABLE)]
_Region = Annotated[str, _OneOf(*REGIONS[1:])]
_Employer = Annotated[str, _OneOf(*Employer)]
_Day = Annotated[
    str,
    BeforeValidator(_day_as_text),
    _checked("day", _is_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
_Paths = Annotated[
    list[_Path],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, {"type": "array", "items": {"type": "string", "minLength": 1}}]}),
]
_Jobs = Annotated[
    Any, _checked("jobs", _is_jobs), WithJsonSchema({"anyOf": [{"const": "auto"}, {"type": "integer", "minimum": 1, "maximum": MOST_JOBS}]})
]
_Mebibytes = Annotated[int, Field(ge=1)]


_USUAL = Wording("常见名称", "usual names")
_BY_TEXT = Wording("按文中所述", "what the text says of each post")
_SAME = Wording("同上", "as above")
_ALL = Wording("全部", "all")
_NONE = Wording("无", "none")


def _key(zh: str, en: str, default: object = _NONE) -> Any:
    """Return a field that may be absent.

    Args:
        zh: what it means, in Chinese.
        en: the same in English.
        default: what holds where no file says anything: a value, or words for what is none.
    """
    told = {"zh": default.zh, "en": default.en} if isinstance(default, Wording) else default
    return Field(default=None, description=f"{zh}\n{en}", json_schema_extra={DEFAULT: told})  # type: ignore[dict-item]


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class SettingsModel(BaseModel):
    """Strict base: an unknown key is an error, and text is no number."""

    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=_kebab)


class FieldsFile(SettingsModel):
    """Names of the fields and columns of records."""

    text: _Text | None = _key("正文所在字段", "the field that holds the text", _USUAL)
    id: _Text | None = _key("编号所在字段", "the field that holds the id", _USUAL)
    employer: _Text | None = _key("招聘单位所在字段", "the field that names who hires", _USUAL)
    city: _Text | None = _key("城市所在字段", "the field that names the city", _USUAL)
    date: _Text | None = _key("发布日期所在字段", "the field that holds the day of publication", _USUAL)
    url: _Text | None = _key("网址所在字段", "the field that holds the address of the ad", _USUAL)
    source: _Text | None = _key("发布者所在字段", "the field that names who published the ad", _USUAL)


class OverrideFile(SettingsModel):
    """Other options for some files."""

    files: list[_Glob] = Field(
        min_length=1,
        description="这些选项适用于哪些文件，写法同 .gitignore，从配置文件所在文件夹算起\n"
        "which files these options are for, as in .gitignore, from the folder of the configuration file",
    )
    select: list[_Name] | None = _key("代替上面的 select", "in place of select above", _SAME)
    ignore: list[_Name] | None = _key("代替上面的 ignore", "in place of ignore above", _SAME)
    severity: dict[_Name, _Level] | None = _key("加在上面的 severity 之上", "added to severity above", _SAME)
    employer: _Employer | None = _key("代替上面的 employer", "in place of employer above", _SAME)
    region: _Region | None = _key("代替上面的 region", "in place of region above", _SAME)


class AuditorFile(SettingsModel):
    """An ``auditor.toml``, or the table ``[tool.auditor]`` of a pyproject.toml."""

    extends: _Paths | None = _key(
        "先读这些配置文件；同一项以本文件为准，几个之中以后面的为准",
        "configuration files read first; what this file says counts before them, and a later one before an earlier one",
    )
    select: list[_Name] | None = _key(
        "只查这些规则、事由或类别", "look only for these rules, grounds or families (rules: auditor rules list)", _ALL
    )
    ignore: list[_Name] | None = _key("不查这些规则、事由或类别", "leave these rules, grounds or families out", _NONE)
    severity: dict[_Name, _Level] | None = _key(
        "按规则、事由或类别改定严重程度（规则先于事由，事由先于类别）；结果中注明规则原定的程度；不能定为 violation",
        "set the severity by rule, ground or family (a rule counts before its ground, that before the family); findings say what it was by "
        "the rule; nothing can be set to violation",
        Wording("按规则", "by the rules"),
    )
    fail_on: Annotated[str, _OneOf(*Severity, "never")] | None = _key(
        "达到哪一程度时退出码为 1", "lowest severity that makes the exit code 1", Severity.POLICY.value
    )
    employer: _Employer | None = _key("招聘单位的性质", "who hires", _BY_TEXT)
    region: _Region | None = _key("岗位所在地，有地方规定的", "where the post is, of regions with rules of their own", _BY_TEXT)
    as_of: _Day | None = _key("适用哪一天的规定", "day whose law applies", Wording("当天", "today"))
    packs: list[_Path] | None = _key(
        "自己的规则：文件夹，或已安装的规则包 installed:名称",
        "rules of your own: folders, or packs that are installed, as installed:NAME",
        _NONE,
    )
    exclude: list[_Glob] | None = _key(
        "排除的文件，写法同 .gitignore，从配置文件所在文件夹算起；报告中计数",
        "files left out, as in .gitignore, from the folder of the configuration file; the report counts them",
        _NONE,
    )
    suppressions: bool | None = _key(
        "是否采纳文中注释和随附的忽略清单，其中指明的发现不计入",
        "whether comments in the texts, and files beside them, may set findings aside",
        False,
    )
    baseline: _Path | None = _key("基线：已知问题的清单，其中的问题不计入", "file of known findings, which are set aside", _NONE)
    lang: Annotated[str, _OneOf("zh", "en")] | None = _key(
        "程序说话的语言", "language of what the program says", Wording("随系统", "by locale")
    )
    format: Annotated[str, _OneOf(*formats())] | None = _key("报告格式", "format of the report", "terminal")
    reports: dict[Annotated[str, _OneOf(*formats())], _Path] | None = _key("另写的报告：格式 = 路径", "more reports: format = path", _NONE)
    show_dismissed: bool | None = _key(
        "也列出看过而未列为问题的文字", "also list suspicious wordings that were let pass, with the reason", False
    )
    show_silenced: bool | None = _key("也列出未计入的发现和理由", "also list what was set aside, with the reason", False)
    summary: bool | None = _key("末尾按事由、规则、单位等计数", "end with counts by ground, rule, employer and so on", False)
    redact: bool | None = _key("遮盖报告中的个人信息", "mask personal data in all that is written", False)
    jobs: _Jobs | None = _key("审核进程数，或 auto", "processes that audit, or auto", "auto")
    state: _Path | None = _key(
        "保存进度的文件夹，再次运行只审核新的", "folder that keeps what is done, so that only what is new is audited", _NONE
    )
    share: bool | None = _key("重复的文本只审核一次", "audit a text that repeats once", True)
    progress: bool | None = _key("在标准错误上报告进度", "tell on standard error how far it is", Wording("终端上", "on a terminal"))
    ocr: Annotated[str, _OneOf(*OCR)] | None = _key(
        "图片上的文字：没有别的文字时读、总是读、不读", "read text off pictures: where there is no other, on every page, or never", "auto"
    )
    max_size: _Mebibytes | None = _key("整读的文件最大多少 MiB", "largest file that is read whole, in MiB", 64)
    max_pages: _Mebibytes | None = _key("一个文件最多读多少页", "most pages that are read of one file", 2000)
    max_seconds: Annotated[float, Field(gt=0, strict=False, allow_inf_nan=False)] | None = _key(
        "一个文件最多等多少秒没有新的文档或页", "longest time in seconds that a file may take without a further document or page", 300.0
    )
    max_memory: _Mebibytes | None = _key("读一个文件最多用多少 MiB 内存", "most memory that reading a file may take, in MiB", 4096)
    fields: FieldsFile | None = _key("记录中各字段的名称", "names of the fields and columns of records", _USUAL)
    overrides: list[OverrideFile] | None = _key(
        "对部分文件另作规定；适用同一文件的几条，逐项以后面的为准",
        "other options for some files; of those that fit one file the last counts, option by option",
        _NONE,
    )
