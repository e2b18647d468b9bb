"""What is wrong with JSON, in both languages."""

from __future__ import annotations

import json

from auditor.model.wording import Wording

DEEP_JSON = Wording("不是 JSON：嵌套层数过多", "not JSON: nested too deeply")
TWICE = Wording("不是 JSON：同一个对象里有两个同名的键", "not JSON: a key stands twice in one object")
NO_OBJECT = Wording("每条记录必须是一个 JSON 对象", "a record must be a JSON object")

# What the standard library says.
_FAULTS = {
    "Expecting value": "缺少值",
    "Expecting ',' delimiter": "缺少逗号",
    "Expecting ':' delimiter": "缺少冒号",
    "Expecting property name enclosed in double quotes": "键名应放在双引号里",
    "Extra data": "后面有多余的内容",
    "Illegal trailing comma": "末尾多了逗号",
    "Illegal trailing comma before end of object": "末尾多了逗号",
    "Illegal trailing comma before end of array": "末尾多了逗号",
    "Unterminated string starting": "引号没有闭合",
    "Invalid control character": "字符串里有控制字符",
    "Invalid \\escape": "反斜杠用法有误",
    "Invalid \\uXXXX escape": "\\u 后面应有四位十六进制数",
}


def not_json(error: json.JSONDecodeError) -> Wording:
    """Say why a text is no JSON."""
    english = error.msg.removesuffix(" at").removesuffix(":")
    return Wording(f"不是 JSON：{_FAULTS.get(english, english)}", f"not JSON: {error.msg.removesuffix(' at')}")
