from __future__ import annotations

import io
import zipfile

import pytest

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import PagePlace

NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 72 / 25.4


def text(content: str, x: float, y: float, size: float = 4, **more: str) -> str:
    """Return a text object whose base line begins ``x``, ``y`` millimetres from the upper left corner."""
    given = {"Boundary": f"{x} {y - size} {size * len(content)} {size}", "Size": str(size)} | more
    code = f"<ofd:TextCode X='0' Y='{size}' DeltaX='g {len(content) - 1} {size}'>{content}</ofd:TextCode>"
    attributes = " ".join(f"{name}='{value}'" for name, value in given.items())
    return f"<ofd:TextObject {attributes} Font='1'>{code}</ofd:TextObject>"


def ofd(*pages: str, document: str = "", parts: dict[str, str | bytes] | None = None, root: str = "") -> bytes:
    """Return a file with pages of 200 by 300 mm; parts are named from the document's folder."""
    listed = "".join(f"<ofd:Page ID='{number + 10}' BaseLoc='Pages/Page_{number}/Content.xml'/>" for number in range(len(pages)))
    area = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 200 300</ofd:PhysicalBox></ofd:PageArea>{}</ofd:CommonData>"
    common, _, rest = document.partition("|")
    written: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {NAMES}><ofd:DocBody>{root}<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMES}>{area.format(common)}<ofd:Pages>{listed}</ofd:Pages>{rest}</ofd:Document>",
    }
    for number, page in enumerate(pages):
        before, _, content = page.rpartition("|")
        layer = f"<ofd:Content><ofd:Layer ID='1'>{content}</ofd:Layer></ofd:Content>"
        written[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<ofd:Page {NAMES}>{before}{layer}</ofd:Page>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (written | {f"Doc_0/{name}": data for name, data in (parts or {}).items()}).items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data: bytes, **limits: int) -> tuple[Document, list[Source]]:
    found, *members = extract(Source("ad.ofd", data=data), ReadOptions(**limits))  # type: ignore[arg-type]
    assert isinstance(found, Document)
    return found, [member for member in members if isinstance(member, Source)]


def texts(*pages: str) -> list[str]:
    return [segment.text for segment in read(ofd(*pages))[0]]


def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """Return millimetres in points."""
    return round(left * MM, 2), round(top * MM, 2), round(right * MM, 2), round(bottom * MM, 2)


def test_a_sentence_over_two_lines_is_one_segment_and_each_line_has_its_box() -> None:
    first, second = "应聘者须具有本市户籍，男性优先，身体健康，能够熟练使用叉车和常用的办公软件，吃苦耐", "劳，能上夜班。"
    found, _ = read(ofd(text(first, 20, 50) + text(second, 20, 56)))
    (segment,) = found.segments
    assert segment.text == first + second
    assert segment.locate(0) == PagePlace(1, box(20, 50 - 0.88 * 4, 20 + 4 * len(first), 50 + 0.12 * 4))
    assert segment.locate(len(first)) == PagePlace(1, box(20, 56 - 0.88 * 4, 20 + 4 * len(second), 56 + 0.12 * 4))


def test_single_characters_are_put_together_and_wide_gaps_part_them() -> None:
    signs = "".join(text(sign, 20 + 4 * place, 50) for place, sign in enumerate("限男性"))
    assert texts(signs + text("不限", 60, 50)) == ["限男性 不限"]
    assert texts(text("限", 20, 50) + text("男", 26, 50)) == ["限 男"]


def test_a_gap_within_one_run_parts_it() -> None:
    code = "<ofd:TextCode X='0' Y='4' DeltaX='4 40 4'>性别男女</ofd:TextCode>"
    (segment,) = read(ofd(f"<ofd:TextObject Boundary='20 46 60 4' Size='4'>{code}</ofd:TextObject>"))[0]
    assert segment.text == "性别 男女"


def test_transformations_move_and_scale() -> None:
    content = text("限男", 0, 4, size=8, Boundary="30 60 8 8", CTM="0.5 0 0 0.5 1 2")
    (segment,) = read(ofd(content))[0]
    assert segment.locate(0) == PagePlace(1, box(31, 62 + 4 - 0.88 * 4, 39, 62 + 4 + 0.12 * 4))


def test_places_count_from_the_corner_that_is_shown() -> None:
    page = f"<ofd:Area><ofd:PhysicalBox>10 20 100 200</ofd:PhysicalBox></ofd:Area>|{text('限男', 30, 60)}"
    (segment,) = read(ofd(page))[0]
    assert segment.locate(0) == PagePlace(1, box(20, 40 - 0.88 * 4, 28, 40 + 0.12 * 4))


def test_a_ruled_table_gives_its_cells_their_names() -> None:
    across, down = (20, 60, 100), (50, 60, 70)
    drawn = ["M 0 0 L 80 0" for _ in down] + ["M 0 0 L 0 20" for _ in across]
    at = [(20, y) for y in down] + [(x, 50) for x in across]
    paths = "".join(
        f"<ofd:PathObject Boundary='{x} {y} 80 20'><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        for path, (x, y) in zip(drawn, at, strict=True)
    )
    cells = {(22, 57): "岗位", (62, 57): "性别", (22, 67): "司机", (62, 67): "男"}
    found, _ = read(ofd(text("附件", 20, 40) + paths + "".join(text(content, *place) for place, content in cells.items())))
    assert [(segment.label.text if segment.label else "", segment.text) for segment in found] == [
        ("", "附件"),
        ("", "岗位"),
        ("", "性别"),
        ("岗位", "司机"),
        ("性别", "男"),
    ]
    assert found.segments[4].locate(0) == PagePlace(1, box(62, 67 - 0.88 * 4, 66, 67 + 0.12 * 4))


def test_curves_and_broken_paths_rule_nothing() -> None:
    paths = ["M 0 0 B 1 1 2 2 3 3 Q 4 4 5 5 C", "M 0 0 L 9", "L x y", "S 0 0 A 1 1 0 0 0 9 9 L 9 0 C"]
    drawn = "".join(
        f"<ofd:PathObject Boundary='0 0 9 9'><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>" for path in paths
    )
    assert texts(drawn + text("限男", 20, 50)) == ["限男"]


def test_graphics_drawn_by_reference_and_blocks_of_objects_are_read() -> None:
    resources = "<ofd:CompositeGraphicUnit ID='9' Width='10' Height='10'><ofd:Content>{}</ofd:Content></ofd:CompositeGraphicUnit>"
    parts = {"PublicRes.xml": f"<ofd:Res {NAMES}>{resources.format(text('限女', 0, 4))}</ofd:Res>"}
    page = "<ofd:PageBlock><ofd:CompositeObject ResourceID='9' Boundary='50 100 10 10'/></ofd:PageBlock>"
    (segment,) = read(ofd(page, document="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>", parts=dict(parts)))[0]
    assert (segment.text, segment.locate(0)) == ("限女", PagePlace(1, box(50, 104 - 0.88 * 4, 58, 104 + 0.12 * 4)))


def test_what_is_printed_twice_or_not_visible_is_read_once_or_not() -> None:
    assert texts(text("限男性", 20, 50) + text("限男性", 20.1, 50) + text("不限", 20, 90, Visible="false")) == ["限男性"]


def test_a_template_is_read_on_each_page() -> None:
    document = "<ofd:TemplatePage ID='5' BaseLoc='/Doc_0/Tpls/T.xml'/>"
    parts = {"Tpls/T.xml": f"<ofd:Page {NAMES}><ofd:Content><ofd:Layer>{text('某局公告', 20, 10)}</ofd:Layer></ofd:Content></ofd:Page>"}
    pages = [f"<ofd:Template TemplateID='5'/>|{text(content, 20, 100)}" for content in ("招录甲岗", "招录乙岗")]
    found, _ = read(ofd(*pages, document=document, parts=dict(parts)))
    assert [(segment.text, place.page) for segment in found if isinstance(place := segment.locate(0), PagePlace)] == [
        ("招录甲岗", 1),
        ("某局公告", 1),
        ("招录乙岗", 2),
        ("某局公告", 2),
    ]


def test_notes_on_a_page_are_read() -> None:
    note = (
        f"<ofd:Annot><ofd:Remark>只要男的</ofd:Remark><ofd:Appearance Boundary='10 200 9 9'>{text('批', 0, 4)}</ofd:Appearance></ofd:Annot>"
    )
    parts = {
        "Annots/A.xml": f"<ofd:Annotations {NAMES}><ofd:Page PageID='10'><ofd:FileLoc>P/A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>",
        "Annots/P/A.xml": f"<ofd:PageAnnot {NAMES}>{note}</ofd:PageAnnot>",
    }
    found, _ = read(ofd(text("公告", 20, 50), document="|<ofd:Annotations>Annots/A.xml</ofd:Annotations>", parts=dict(parts)))
    assert [segment.text for segment in found] == ["公告", "批", "只要男的"]


def test_attachments_and_large_pictures_are_files_of_their_own() -> None:
    media = "<ofd:MultiMedia ID='{0}' Type='Image'><ofd:MediaFile>{1}.png</ofd:MediaFile></ofd:MultiMedia>"
    attachments = (
        "<ofd:Attachment ID='1' Name='岗位表'><ofd:FileLoc>table.xlsx</ofd:FileLoc></ofd:Attachment>"
        "<ofd:Attachment ID='2'>/Doc_0/note.txt</ofd:Attachment>"
    )
    parts: dict[str, str | bytes] = {
        "DocumentRes.xml": f"<ofd:Res {NAMES} BaseLoc='Res'>{media.format(7, 'big')}{media.format(8, 'lost')}</ofd:Res>",
        "Res/big.png": b"picture",
        "Attachs/Attachments.xml": f"<ofd:Attachments {NAMES}>{attachments}</ofd:Attachments>",
        "Attachs/table.xlsx": b"table",
        "note.txt": b"note",
    }
    document = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>|<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
    image = "<ofd:ImageObject ResourceID='{}' Boundary='0 0 {} 100' CTM='1 0 0 1 0 0'/>"
    page = text("公告", 20, 50) + image.format(7, 150) + image.format(8, 10) + image.format(8, 150)
    found, members = read(ofd(page, document=document, parts=parts))
    assert members == [
        Source("ad.ofd!/Doc_0/Res/big.png", data=b"picture", depth=1, is_part=True),
        Source("ad.ofd!/Doc_0/Attachs/table.xlsx", data=b"table", depth=1),
        Source("ad.ofd!/Doc_0/note.txt", data=b"note", depth=1),
    ]
    assert [failure.told("en") for failure in found.failures] == [("ad.ofd", "Doc_0/Res/lost.png", "the package lacks this part")]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<ofd:PathObject Boundary='0 0 9 9'/>", "no text layer; needs OCR"),
        ("<ofd:PageBlock>" * 90 + text("男", 9, 9) + "</ofd:PageBlock>" * 90, "nested too deeply; not all of it is read"),
        (text("¤¤男¤", 20, 50), "its fonts do not say which characters they draw; needs OCR"),
    ],
)
def test_a_page_that_cannot_be_read_is_told(page: str, reason: str) -> None:
    assert [failure.told("en") for failure in read(ofd(page))[0].failures] == [("ad.ofd", "page 1", reason)]


def test_pages_beyond_the_limit_are_told() -> None:
    found, _ = read(ofd(*[text("限男", 20, 50)] * 3), max_pages=2)
    assert len(found.segments) == 2
    assert [failure.told("en") for failure in found.failures] == [("ad.ofd", "pages 3-", "not read: more than the limit of 2")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ofd(""), "the file holds no text"),
        (ofd(text("男", 9, 9), root="<ofd:EncryptInfo/>"), "encrypted: needs a password"),
        (ofd(text("男", 9, 9))[:500], "not an Office file, or cut short"),
        (ofd(text("男", 9, 9), document="|<ofd:Annotations>../../../etc/passwd</ofd:Annotations>"), "the package lacks this part"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(ExtractError) as caught:
        list(extract(Source("ad.ofd", data=data), ReadOptions()))
    assert caught.value.reason.en.startswith(reason)


def test_numbers_that_are_none_cost_nothing() -> None:
    code = "<ofd:TextCode X='nan' Y='1e400' DeltaX='g 999999999999 4 x'>限男性</ofd:TextCode>"
    page = f"<ofd:TextObject Boundary='a b' Size='-' CTM='1 2 3'>{code}</ofd:TextObject>"
    assert texts(page) == ["限男性"]


def test_what_a_small_file_draws_without_end_is_cut_off_and_told() -> None:
    again = "<ofd:CompositeObject ResourceID='{}'/>" * 10
    unit = "<ofd:CompositeGraphicUnit ID='{}'><ofd:Content>{}</ofd:Content></ofd:CompositeGraphicUnit>"
    units = "".join(unit.format(number, again.replace("{}", str(number + 1))) for number in range(20))
    resources = f"<ofd:Res {NAMES}><ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits></ofd:Res>"
    page = text("限男性", 20, 50) + "<ofd:CompositeObject ResourceID='0'/>"
    found, _ = read(ofd(page, text("限女性", 20, 50), document="<ofd:PublicRes>Res.xml</ofd:PublicRes>|", parts={"Res.xml": resources}))
    assert [segment.text for segment in found.segments] == ["限男性", "限女性"]
    assert [(failure.place.en, failure.reason.en.partition(",")[0]) for failure in found.failures] == [
        ("page 1", "templates and graphics are drawn again and again")
    ]


def test_a_page_that_is_listed_again_and_again_is_read_once() -> None:
    again = "<ofd:Page ID='10' BaseLoc='Pages/Page_0/Content.xml'/>" * 900
    listed = f"<ofd:Pages>{again}<ofd:Page ID='12' BaseLoc='Pages/Page_1/Content.xml'/>{again}</ofd:Pages>"
    found, _ = read(ofd(text("限男性", 20, 50), text("限女性", 20, 50), document=f"|{listed}"))
    assert found.failures == ()
    assert [(segment.text, segment.locate(0)) for segment in found] == [
        ("限男性", PagePlace(1, box(20, 50 - 0.88 * 4, 32, 50 + 0.12 * 4))),
        ("限女性", PagePlace(2, box(20, 50 - 0.88 * 4, 32, 50 + 0.12 * 4))),
    ]


def test_notes_on_a_page_that_is_listed_again_are_read_where_they_are() -> None:
    page = "<ofd:Page ID='{}' BaseLoc='Pages/Page_0/Content.xml'/>"
    notes = f"<ofd:PageAnnot {NAMES}><ofd:Annot><ofd:Remark>限本市户籍</ofd:Remark></ofd:Annot></ofd:PageAnnot>"
    listed = f"<ofd:Annotations {NAMES}><ofd:Page PageID='33'><ofd:FileLoc>Notes.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"
    document = f"|<ofd:Pages>{page.format(33)}</ofd:Pages><ofd:Annotations>Annotations.xml</ofd:Annotations>"
    found, _ = read(ofd(text("限男性", 20, 50), document=document, parts={"Annotations.xml": listed, "Notes.xml": notes}))
    assert [(segment.text, segment.locate(0).page) for segment in found] == [("限男性", 1), ("限本市户籍", 2)]  # type: ignore[union-attr]
