"""The words that tell names from values in a table."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.extract.table.cell import TableCell, name_in
from auditor.model.dittos import DITTOS

_LONGEST_HEADER = 30
LONGEST_NAME = 12
_WORDS = (
    r"(?:姓名|性别|年龄|民族|籍贯|户籍|户口|婚姻|婚否|状况|面貌|健康|身高|体重|学历|学位|院校|学校|专业|职称|证书|技能|经验|经历|"
    r"部门|单位|机关|机构|岗位|职位|职务|工种|编号|代码|序号|名称|类别|类型|级别|等级|性质|方式|人数|数量|名额|地点|地址|电话|邮箱|时间|日期|期限|"
    r"薪资|薪酬|工资|待遇|福利|要求|条件|资格|职责|内容|说明|描述|概要|简介|目的|权限|关系|上级|下级|备注|标准|项目|要素|分值|得分|评分|签名|签字|意见|"
    r"年龄上限|最高年龄|生源地|生源|对象|范围|考区|(?:岗位|职位|单位)(?:信息|情况))"
)
_REMARK = r"(?:[(（][^()（）]*[)）])?[:：]?"
_USUAL_NAME = re.compile(f"{_WORDS}{_REMARK}$")
_PLAIN_NAME = re.compile(f"(?:招聘|招考|招录|报考|用人|用工|拟聘|主管|其他|其它|工作|联系|任职|最高|最低|是否)?{_WORDS}+{_REMARK}")
_VALUE = re.compile(
    r"[\d\s.,，、:：/～~%+-]*|男|女|男女不限|均?不限|无限?制?|无要求|是|否|有|[√✓×/]|初中|高中|中专|大专|专科|本科|硕士|博士|学士|研究生|汉族?|群众|党员|"
    r"(?:大专|专科|本科|硕士|学士)(?:研究生)?(?:及?以上)(?:学历|学位)?|中共党员|未婚|已婚|.*\d+(?:周?岁|人|名|元|年)(?:以[上下内])?|20\d\d.*[年月日]"
)
_OPEN = re.compile(r"(?:男女|均|皆)?不限制?|无(?:特殊)?要求|不作要求|均可|皆可")
_SENTENCE = re.compile(r"[。；;！!]")
_CHOICE = re.compile(r"[□☐◻☑☒]")  # before a choice of a form
_SAYS_NOTHING = re.compile(r"(?:具体|详细|岗位)?(?:内容|要求|说明|信息|描述|条件)|values?|contents?|details?|requirements?", re.IGNORECASE)
_HEADS_NAMES = re.compile(r"项目|类别|事项|指标|要素|栏目|名称")
_NEEDS_PARENT = re.compile(
    r"(?:最?[高低大小]|上限|下限|限制|要求|条件|范围|限定|标准|起|止|max|min)(?:值|要求)?|[名全简]称|代码|编号|代号|编码", re.IGNORECASE
)
_SUMMARY = re.compile(r"(?<=.)(?:基本)?(?:信息|情况|概况)$")
_NOTE = re.compile(r"(?:备?注|说明|填表说明|合计|总计|小计|共计|附件?)(?:[:：\d一二三.、]|$)|[(（]?[一二三四五六七八九十]{1,3}[)）、]")


def is_header(cell: TableCell) -> bool:
    """Tell whether a cell could name a column."""
    name = cell.name
    return 0 < len(name) <= _LONGEST_HEADER and not name.endswith(("：", ":")) and not _SENTENCE.search(name) and not _CHOICE.search(name)


def is_name(cell: TableCell) -> bool:
    """Tell whether a cell could name what stands beside it."""
    name = cell.name
    is_short = 0 < len(name) <= LONGEST_NAME and not name.isdecimal()
    return is_short and not any(sign in name for sign in "。；;，") and not _CHOICE.search(name)


def is_usual(cell: TableCell) -> bool:
    """Tell whether a cell holds one of the names that tables of posts and forms use."""
    return is_usual_name(cell.text)


@lru_cache(maxsize=4_096)
def is_usual_name(text: str) -> bool:
    """Tell whether a text is one of those names, but for spaces and line breaks."""
    name = name_in(text)
    return len(name) <= LONGEST_NAME and _USUAL_NAME.search(name) is not None and not _OPEN.fullmatch(name)


def is_plain(cell: TableCell) -> bool:
    """Tell whether a cell holds a usual name and nothing more, unlike 管理岗位."""
    return is_plain_name(cell.text)


def is_plain_name(text: str) -> bool:
    """Tell whether a text is such a name, but for spaces and line breaks."""
    return _PLAIN_NAME.fullmatch(name_in(text)) is not None


def is_value(cell: TableCell) -> bool:
    """Tell whether a cell holds what no column is called."""
    return is_value_name(cell.name)


def is_value_name(name: str) -> bool:
    """Tell whether a name is such a value."""
    return _VALUE.fullmatch(name) is not None


def leaves_open(cell: TableCell) -> bool:
    """Tell whether a cell says that its field does not matter."""
    return _OPEN.fullmatch(cell.name) is not None


def says_nothing(cell: TableCell) -> bool:
    """Tell whether a name says no more than that something stands below it."""
    return _SAYS_NOTHING.fullmatch(cell.name) is not None


def heads_names(cell: TableCell) -> bool:
    """Tell whether a cell stands over names and says no more than that, as 项目 over 性别 and 年龄."""
    return says_nothing(cell) or _HEADS_NAMES.fullmatch(cell.name) is not None


def needs_parent(cell: TableCell) -> bool:
    """Tell whether a name says something only together with the one over it, such as 上限 under 年龄, 名称 under 岗位信息."""
    return says_more_with_parent(cell.name)


def says_more_with_parent(name: str) -> bool:
    """Tell whether a name is such a one."""
    return _NEEDS_PARENT.fullmatch(name) is not None


def is_ditto(cell: TableCell) -> bool:
    """Tell whether a cell means what stands above it."""
    return cell.rows == 1 and cell.text.strip() in DITTOS


def stem_of(name: str) -> str:
    """Return what the name over several columns says of each of them: 岗位 of 岗位信息."""
    return _SUMMARY.sub("", name)


def is_note(cell: TableCell) -> bool:
    """Tell whether a cell that is alone in its row is a note, a sum or the title of what follows."""
    return _NOTE.match(cell.name) is not None
