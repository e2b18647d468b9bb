"""What is put upon the pages of a PDF file or packed into it, and files that want to do harm."""

from __future__ import annotations

import time
import zlib
from collections.abc import Sequence

import pytest

from auditor.engine import Auditor
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import PagePlace

FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    "/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/Ascent 752/Descent -271/CapHeight 737/StemV 58"
    "/ItalicAngle 0/FontBBox[-25 -254 1000 880]>>>>]>>"
)


def string(text: str) -> str:
    return f"<{(chr(0xFEFF) + text).encode('utf-16-be').hex()}>"


def drawn(*lines: tuple[float, float, str]) -> str:
    return "".join(f"BT /F 12 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n" for x, y, text in lines)


def stream(data: str | bytes, head: str = "") -> bytes:
    data = data.encode() if isinstance(data, str) else data
    return f"<<{head}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def pdf(content: str, *others: str | bytes, catalog: str = "", annotations: Sequence[int] = (), page: str = "") -> bytes:
    """Write a file of one page; further objects are numbered from 6."""
    annots = "".join(f"{number} 0 R " for number in annotations)
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{page}>>/Annots[{annots}]>>",
        stream(content),
        FONT,
        *others,
    ]
    return written(objects)


def written(objects: Sequence[str | bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{tail}".encode()


def read(data: bytes, options: ReadOptions | None = None) -> Document:
    found = next(extract(Source("form.pdf", data=data), options or ReadOptions()))
    assert isinstance(found, Document)
    return found


def texts(data: bytes) -> list[str]:
    found = read(data)
    assert not found.failures
    return [segment.text for segment in found]


def field(kind: str, rect: str, rest: str) -> str:
    return f"<</Type/Annot/Subtype/Widget/FT/{kind}/T(f)/Rect[{rect}]/F 4{rest}>>"


def form(*numbers: int, rest: str = "") -> str:
    return f"/AcroForm<</Fields[{' '.join(f'{number} 0 R' for number in numbers)}]{rest}>>"


def test_the_value_of_a_field_stands_beside_its_name_with_its_box(auditor: Auditor) -> None:
    data = pdf(
        drawn((60, 700, "性别要求："), (60, 670, "岗位：")),
        field("Tx", "130 696 230 712", f"/V{string('限女性')}"),
        catalog=form(6),
        annotations=[6],
    )
    found = read(data)
    assert [segment.text for segment in found] == ["性别要求： 限女性", "岗位："]
    (finding,) = auditor.audit(found).findings
    assert finding.text == "性别要求： 限女性"
    value = read(pdf("", field("Tx", "130 696 230 712", f"/V{string('限女性')}"), catalog=form(6), annotations=[6])).segments[0]
    assert value.locate(0) == PagePlace(1, (130, 88, 230, 104))


def test_a_field_in_a_cell_is_read_under_its_header() -> None:
    rules = "".join(f"60 {y} m 300 {y} l S\n" for y in (720, 690, 660)) + "".join(f"{x} 720 m {x} 660 l S\n" for x in (60, 180, 300))
    content = rules + drawn((70, 700, "岗位"), (190, 700, "性别"), (70, 670, "收银员"))
    found = read(pdf(content, field("Tx", "184 664 296 686", f"/V{string('女')}"), catalog=form(6), annotations=[6]))
    assert [(segment.label.text if segment.label else "", segment.text) for segment in found][2:] == [("岗位", "收银员"), ("性别", "女")]


def test_lines_of_a_field_are_lines() -> None:
    data = pdf(
        drawn((60, 760, "要求")),
        field("Tx", "60 600 400 740", f"/Ff 4096/V{string(f'会用软件{chr(13)}限女性')}"),
        catalog=form(6),
        annotations=[6],
    )
    assert texts(data) == ["要求", "会用软件", "限女性"]


def boxes(ticked: str) -> bytes:
    states = [
        f"/AS/{'Yes' if name == ticked else 'Off'}/V/{'Yes' if name == ticked else 'Off'}/AP<</N<</Yes 8 0 R/Off 8 0 R>>>>"
        for name in ("男", "女")
    ]
    content = drawn((60, 700, "性别："), (116, 700, "男"), (156, 700, "女"))
    fields = [field("Btn", f"{x} 698 {x + 10} 710", state).replace("(f)", f"(f{x})") for x, state in zip((104, 144), states, strict=True)]
    return pdf(content, *fields, stream("", "/Type/XObject/Subtype/Form/BBox[0 0 10 10]"), catalog=form(6, 7), annotations=[6, 7])


@pytest.mark.parametrize(("ticked", "text"), [("女", "性别： ☐ 男 ☑ 女"), ("", "性别： ☐ 男 ☐ 女")])
def test_boxes_are_ticked_or_not(ticked: str, text: str) -> None:
    assert texts(boxes(ticked)) == [text]


def test_only_the_box_that_is_ticked_is_a_limit(auditor: Auditor) -> None:
    (finding,) = auditor.audit(read(boxes("女"))).findings
    assert (finding.rule.id, finding.text) == ("GEN001", "性别： ☐ 男 ☑ 女")
    assert not auditor.audit(read(boxes(""))).findings


def test_what_is_chosen_is_read_and_what_could_be_is_not() -> None:
    options = "".join(f"[(v{n}){string(label)}]" for n, label in enumerate(("不限", "限女性")))
    data = pdf(
        drawn((60, 700, "性别：")), field("Ch", "100 696 230 712", f"/Ff 131072/Opt[{options}]/V(v1)"), catalog=form(6), annotations=[6]
    )
    assert texts(data) == ["性别： 限女性"]


@pytest.mark.parametrize("flags", [2, 32])
def test_a_field_that_is_not_shown_is_not_read(flags: int) -> None:
    hidden = field("Tx", "130 696 230 712", f"/V{string('限女性')}").replace("/F 4", f"/F {flags}")
    assert texts(pdf(drawn((60, 700, "性别：")), hidden, catalog=form(6), annotations=[6])) == ["性别："]


def note(kind: str, text: str, rect: str = "300 690 420 720", rest: str = "") -> str:
    return f"<</Type/Annot/Subtype/{kind}/Rect[{rect}]/Contents{string(text)}/F 4{rest}>>"


def test_typed_text_is_read_on_its_line_and_a_note_apart() -> None:
    pop_up = f"<</Type/Annot/Subtype/Popup/Parent 7 0 R/Rect[0 0 9 9]/Contents{string('只招男性')}>>"
    data = pdf(
        drawn((60, 700, "性别：")),
        note("FreeText", "限女性", "100 696 180 712"),
        note("Text", "只招男性", "500 300 520 320"),
        pop_up,
        annotations=[6, 7, 8],
    )
    found = read(data)
    assert [segment.text for segment in found] == ["性别： 限女性", "只招男性"]
    assert found.segments[1].locate(0) == PagePlace(1, (500, 480, 520, 500))


@pytest.mark.parametrize("kind", ["Highlight", "Stamp", "Square"])
def test_what_a_mark_says_is_read(kind: str) -> None:
    assert texts(pdf(drawn((60, 700, "招收银员")), note(kind, "限女性"), annotations=[6])) == ["招收银员", "限女性"]


def test_a_link_says_nothing() -> None:
    assert texts(pdf(drawn((60, 700, "招收银员")), note("Link", "限女性"), annotations=[6])) == ["招收银员"]


def outline(*titles: str) -> list[str]:
    items = [
        f"<</Title{string(title)}/Parent 6 0 R/Dest[3 0 R/Fit]{f'/Next {8 + n} 0 R' if n + 1 < len(titles) else ''}>>"
        for n, title in enumerate(titles)
    ]
    return [f"<</Type/Outlines/First 7 0 R/Last {6 + len(titles)} 0 R/Count {len(titles)}>>", *items]


def test_headings_of_the_outline_are_read_unless_a_page_says_them() -> None:
    data = pdf(drawn((60, 700, "一、招收银员")), *outline("一、招收银员", "二、限女性"), catalog="/Outlines 6 0 R")
    found = read(data)
    assert [segment.text for segment in found] == ["一、招收银员", "二、限女性"]
    assert found.segments[1].locate(0) == PagePlace(1)


def attachment(name: str, data: str) -> list[str | bytes]:
    return [
        f"<</Type/Filespec/F({name})/UF({name})/EF<</F 7 0 R>>>>",
        stream(data, f"/Type/EmbeddedFile/Params<</Size {len(data.encode())}>>"),
    ]


def test_attached_files_are_members() -> None:
    data = pdf(drawn((60, 700, "见附件")), *attachment("ad.txt", "限女性"), catalog="/Names<</EmbeddedFiles<</Names[(ad.txt)6 0 R]>>>>")
    document, member = extract(Source("form.pdf", data=data), ReadOptions())
    assert isinstance(document, Document)
    assert isinstance(member, Source)
    assert (member.name, member.data.decode(), member.depth) == ("form.pdf!/ad.txt", "限女性", 1)


def test_a_file_attached_to_a_place_is_a_member() -> None:
    pin = "<</Type/Annot/Subtype/FileAttachment/Rect[10 10 30 30]/FS 6 0 R>>"
    data = pdf(drawn((60, 700, "见附件")), *attachment("ad.txt", "限女性"), pin, annotations=[8])
    _, member = extract(Source("form.pdf", data=data), ReadOptions())
    assert isinstance(member, Source)
    assert member.name == "form.pdf!/ad.txt"


def test_an_attached_file_that_unpacks_to_too_much_is_told() -> None:
    bomb = stream(zlib.compress(bytes(20_000)), "/Type/EmbeddedFile/Filter/FlateDecode/Params<</Size 20000>>")
    names = "/Names<</EmbeddedFiles<</Names[(ad.txt)6 0 R]>>>>"
    data = pdf(drawn((60, 700, "见附件")), attachment("ad.txt", "")[0], bomb, catalog=names)
    (document,) = extract(Source("form.pdf", data=data), ReadOptions(max_bytes=10_000))
    assert isinstance(document, Document)
    assert [failure.told("en") for failure in document.failures] == [
        ("form.pdf", "attachment ad.txt", "larger than the limit of 10,000 bytes")
    ]


@pytest.mark.parametrize(("state", "expected"), [("OFF", ["招收银员"]), ("ON", ["招收银员", "限女性"])])
def test_a_layer_that_is_off_is_told(state: str, expected: list[str]) -> None:
    content = drawn((60, 700, "招收银员")) + "/OC /L BDC\n" + drawn((60, 600, "限女性")) + "EMC\n"
    layers = f"/OCProperties<</OCGs[6 0 R]/D<</{state}[6 0 R]/Order[6 0 R]>>>>"
    found = read(pdf(content, f"<</Type/OCG/Name{string('层')}>>", catalog=layers, page="/Properties<</L 6 0 R>>"))
    assert [segment.text for segment in found] == expected
    assert len(found.failures) == (state == "OFF")


def test_a_form_that_one_program_only_shows_is_told() -> None:
    xfa = "<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"
    found = read(pdf(drawn((60, 700, "请稍候")), stream(xfa), catalog=form(rest="/XFA 6 0 R") + "/NeedsRendering true"))
    assert [segment.text for segment in found] == ["请稍候"]
    assert ["XFA" in failure.reason.en for failure in found.failures] == [True]


def test_a_page_tree_that_holds_itself_ends() -> None:
    pages = "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 3/Resources<</Font<</F 5 0 R>>>>>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>"
    found = read(written(["<</Type/Catalog/Pages 2 0 R>>", pages, page, stream(drawn((60, 700, "限女性"))), FONT]))
    assert [segment.text for segment in found] == ["限女性"]
    assert [failure.place.en for failure in found.failures] == ["page 2", "page 3"]


def test_a_file_without_pages_is_told() -> None:
    with pytest.raises(Exception, match=r"form\.pdf: (?:not a PDF file, or damaged|the file holds no text)"):
        read(written(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"]))


def test_a_damaged_page_costs_itself_only() -> None:
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 6 0 R 7 0 R]/Count 3/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        stream(drawn((60, 700, "限女性"))),
        FONT,
        "null",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
    ]
    found = read(written(objects))
    assert [segment.text for segment in found] == ["限女性", "限女性"]
    assert [failure.told("en") for failure in found.failures] == [("form.pdf", "page 2", "damaged")]


@pytest.mark.parametrize("far", ["1e30", "-1e30", "99999999999999999999", "0.0000000001"])
def test_giant_and_tiny_coordinates_do_no_harm(far: str) -> None:
    content = drawn((60, 700, "限女性")) + f"0 0 m {far} 0 l S {far} {far} 10 10 re S 0 0 m 0 {far} l S\n" * 20
    content += f"BT /F 12 Tf {far} 0 0 {far} {far} {far} Tm <7537> Tj ET\n"
    assert "限女性" in [segment.text for segment in read(pdf(content))]


def test_a_page_of_giant_size_is_read() -> None:
    data = pdf(drawn((60, 700, "限女性")) + "1 1 1 rg " + drawn((60, 600, "限男性"))).replace(b"[0 0 600 800]", b"[0 0 9e6 9e6]")
    assert [segment.text for segment in read(data)] == ["限女性"]


@pytest.mark.parametrize(
    "lines",
    [
        "".join(
            f"{n % 590} {n % 790} m {n % 590 + 40} {n % 790} l {n % 590} {n % 790} m {n % 590} {n % 790 + 40} l S\n" for n in range(15_000)
        ),
        "".join(f"{n % 600} 0 m {n % 600} 800 l S\n" for n in range(3_000))
        + "".join(f"0 {n % 800} m 600 {n % 800} l S\n" for n in range(2_900)),
        "".join(f"{n / 100} 0 m {n / 100} 800 l " for n in range(0, 60_000, 10)) + " S",
    ],
    ids=["30,000 lines", "a dense mesh", "one path of countless lines"],
)
def test_a_page_of_countless_lines_takes_no_more_than_seconds(lines: str) -> None:
    compressed = zlib.compress((lines + drawn((60, 700, "限女性"))).encode())
    data = pdf("").replace(stream(""), stream(compressed, "/Filter/FlateDecode"))
    start = time.process_time()
    assert "限女性" in [segment.text for segment in read(data)]
    assert time.process_time() - start < 5
