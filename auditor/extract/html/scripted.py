"""Pages that hold no ad themselves: a script fills them in when a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.extract.html.tokens import Text
from auditor.model.wording import Wording

REASON = Wording(
    "网页内容由脚本生成，文件里几乎没有正文：请在浏览器里另存为“网页，全部”",
    "the page is filled in by script and holds little of its text: save it from the browser as a complete page",
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_IN_SCRIPT = re.compile(r"[\u3400-\u9fff]|\\u[4-9][0-9a-fA-F]{3}")
_MOUNT = re.compile(
    r"""<(div|main)\s[^>]{0,200}?\bid\s?=\s?["']?(?:app|root|__next|__nuxt|__layout|main)\b["']?[^>]{0,200}>\s{0,99}</\1\s?>""",
    re.IGNORECASE,
)
_LITTLE = 500  # Han characters; a page with more than these holds an ad of its own
_SHELL = 100  # a page whose place for the content is empty, and which shows only a menu
_IN_SCRIPT = 200
_TIMES = 4


def filled_in_by_script(source: str, shown: str, scripts: Iterable[Text]) -> bool:
    """Tell whether most of what a page shows is not in its markup.

    Args:
        source: the page.
        shown: the text that was read.
        scripts: where scripts stand whose text was not read.
    """
    seen = len(_HAN.findall(shown))
    if seen >= _LITTLE:
        return False
    if seen < _SHELL and _MOUNT.search(source):
        return True
    hidden = sum(len(_HAN_IN_SCRIPT.findall(source, script.start, script.end)) for script in scripts)
    return hidden > max(_IN_SCRIPT, _TIMES * seen)
