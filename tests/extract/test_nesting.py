"""Files inside files, within limits that hold for all of them together."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.errors import ExtractError
from auditor.extract.nesting import read
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document


def unpack(source: Source, _options: ReadOptions) -> Iterator[Document | Source]:
    """Bytes such as ``ab(c(d))``: letters are files, brackets are files with files inside."""
    depth = start = 0
    for index, sign in enumerate(source.data.decode()):
        if not depth and sign.isalpha():
            yield Document(f"{source.name}:{sign}", source.name, ())
        elif sign == "(":
            depth, start = depth + 1, start if depth else index
        elif sign == ")":
            depth -= 1
            if not depth:
                yield source.member("box", source.data[start + 1 : index])
        elif sign == "!" and not depth:
            raise ExtractError(source.name, "broken")


def names(data: bytes, **limits: int) -> list[str]:
    items = read(Source("f", data=data), ReadOptions(**limits), unpack)  # type: ignore[arg-type]
    return [item.id if isinstance(item, Document) else str(item) for item in items]


def test_what_is_inside_stands_where_it_was_packed() -> None:
    assert names(b"a(b(c))d") == ["f:a", "f!/box:b", "f!/box!/box:c", "f:d"]


def test_a_broken_member_costs_only_itself() -> None:
    assert names(b"a(b!c)d") == ["f:a", "f!/box:b", "f!/box: broken", "f:d"]


def test_what_is_too_deep_is_told_and_the_rest_goes_on() -> None:
    assert names(b"(a(b(c))d)e", max_depth=2) == [
        "f!/box:a",
        "f!/box!/box:b",
        "f!/box!/box!/box: not read: nested more than 2 deep",
        "f!/box:d",
        "f:e",
    ]


def test_count_and_size_have_limits_over_all_members() -> None:
    assert names(b"(a)(b)(c)d", max_members=2)[2:] == ["f!/box: neither this nor what follows is read: more than 2 files inside one file"]
    assert names(b"(aaa)(bb)", max_unpacked=4)[-1].endswith("files inside one file unpack to more than 4 bytes")


def test_a_file_inside_has_a_name_that_can_be_printed_and_leads_nowhere() -> None:
    assert Source("a.pdf").member("..\\x/\u202e\nb.txt", b"").name == "a.pdf!/%2E%2E/x/%E2%80%AE%0Ab.txt"
