"""What can be wrong with a file, in both languages: what more than one reader says.

Words of a library or of a file stand in brackets in Chinese: whoever gives help wants them as they are.
"""

from __future__ import annotations

from auditor.errors import ExtractError, one_line
from auditor.model.wording import Wording

NO_TEXT = Wording("文件里没有文字", "the file holds no text")
NO_RECORDS = Wording("文件里没有记录", "the file holds no records")
ENCRYPTED = Wording("文件已加密，需要密码才能打开", "encrypted: needs a password")
TOO_DEEP = Wording("内容嵌套层数过多", "nested too deeply")
CUT_SHORT = Wording("文件已损坏或不完整", "damaged, or cut short")
NO_METHOD = Wording("采用了读不了的压缩方式，请重新打包成普通 ZIP", "packed by a method that is not read; pack it as an ordinary ZIP")
NO_FILE = Wording("只是链接，不是文件", "a link, not a file")
NO_CHARSET = Wording(
    "不是 UTF-8、GB18030、Big5 或 UTF-16 编码的文字",
    "not text in UTF-8, GB18030, Big5 or UTF-16",
)
NEVER = Wording("按 --ocr never 没有识别", "left unread by --ocr never")
NO_WORKBOOK = Wording("不是能读的工作簿（{why}）", "not a workbook that can be read: {why}")
NOTES_UNREAD = Wording("批注和文本框没有读：{why}", "comments and text boxes not read: {why}")
CHANGED = Wording("读取时文件被改动：请重新审核", "changed while it was read: audit it again")
NO_PDF = Wording("不是 PDF 文件，或已损坏", "not a PDF file, or damaged")
NOT_STARTED = Wording("读取文件的进程没有启动（{why}）", "the reading process did not start: {why}")
CHARACTER_LOST = Wording("有字符在转换编码时丢失（U+FFFD）", "U+FFFD stands where a character was lost")


class BrokenError(ValueError):
    """Some bytes are not what they should be; the text says why in English."""

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


def at(error: ExtractError) -> Wording:
    """Say what an error says of a part of a file, with its place."""
    return Wording(f"{error.place.zh}：{error.reason.zh}", f"{error.place.en}: {error.reason.en}")


def damaged(detail: Exception | str) -> Wording:
    """Say that something is damaged, with what a library says of it."""
    text = one_line(detail) if isinstance(detail, Exception) else detail
    return Wording(f"已损坏（{text}）", f"damaged: {text}")


def larger_than(limit: int) -> Wording:
    """Say that a file has more than so many bytes."""
    return Wording(f"文件过大，超过 {limit:,} 字节的上限", f"larger than the limit of {limit:,} bytes")


def unpacks_to_more(limit: int) -> Wording:
    """Say that a file unpacks to more than so many bytes."""
    return Wording(f"解压后超过 {limit:,} 字节", f"it unpacks to more than {limit:,} bytes")


def left_of_pages(left: int, limit: int) -> Wording:
    """Say how many pages are left unread."""
    return Wording(f"有 {left:,} 页未读：超过 {limit:,} 页的上限", f"{left:,} pages not read: more than the limit of {limit:,}")


def more_than(limit: int) -> Wording:
    """Say that there is more than the limit."""
    return Wording(f"未读取：超过 {limit:,} 的上限", f"not read: more than the limit of {limit:,}")


def too_deep_inside(depth: int) -> Wording:
    """Say that a file lies in too many others."""
    return Wording(f"未读取：层层打包超过 {depth} 层", f"not read: nested more than {depth} deep")


def needs_extra(kind: str, extra: str) -> Wording:
    """Say what to install for a kind of file."""
    return Wording(
        f'读取 {kind} 需要先安装：pip install "clause-auditor[{extra}]"', f'reading {kind} needs: pip install "clause-auditor[{extra}]"'
    )
