"""Names of columns and fields that ask for what nobody should ask, as 婚育状况 does before an empty field."""

from __future__ import annotations

import re

_ASKED = re.compile(
    r"(?:婚(?:姻|育|恋)|生育)(?:状况|情况)?|婚否|是否(?:已婚|未婚|结婚|已育|生育|单身)|有无(?:子女|孩子|对象)|籍贯|户[籍口](?:所在地|性质|类型|类别|地址)"
    r"|血型|星座|属相|生肖|第一学历|(?:父母|家长|配偶|家庭成员|家属)(?:的)?(?:职业|职务|工作(?:单位)?|单位)"
)


def asks(name: str) -> bool:
    """Tell whether a name asks for that, unless it heads a column of posts, which says below what is wanted."""
    return _ASKED.fullmatch(name.rstrip(":：")) is not None
