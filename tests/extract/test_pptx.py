from __future__ import annotations

import io
import zipfile
from copy import deepcopy

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Pt

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import PagePlace

TITLE_ONLY, BLANK = 5, 6


def read(presentation: Presentation, **limits: int) -> tuple[Document, list[Source]]:
    found, *members = extract(Source("ad.pptx", data=saved(presentation)), ReadOptions(**limits))  # type: ignore[arg-type]
    assert isinstance(found, Document)
    return found, [member for member in members if isinstance(member, Source)]


def saved(presentation: Presentation) -> bytes:
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def blank(count: int = 1) -> tuple[Presentation, list[Slide]]:
    presentation = pptx.Presentation()
    return presentation, [presentation.slides.add_slide(presentation.slide_layouts[BLANK]) for _ in range(count)]


def box(slide: Slide, text: str, left: int, top: int, height: int = 40) -> None:
    slide.shapes.add_textbox(Pt(left), Pt(top), Pt(100), Pt(height)).text_frame.text = text


def told(document: Document) -> list[tuple[str, object]]:
    return [(segment.text, segment.locate(0)) for segment in document]


def test_shapes_are_read_from_top_to_bottom_and_left_to_right_wherever_the_file_has_them() -> None:
    presentation, (slide,) = blank()
    box(slide, "落款", 20, 400)
    box(slide, "右栏：限女性", 300, 102)
    box(slide, "左栏：司机\n限男性", 20, 100, height=50)
    assert told(read(presentation)[0]) == [
        ("左栏：司机\n限男性", PagePlace(1, (20, 100, 120, 150))),
        ("右栏：限女性", PagePlace(1, (300, 102, 400, 142))),
        ("落款", PagePlace(1, (20, 400, 120, 440))),
    ]


def test_the_title_comes_first_and_its_layout_says_where_it_stands() -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
    box(slide, "顶角", 0, 0)
    assert slide.shapes.title
    slide.shapes.title.text = "校园招聘"
    (title, place), (corner, _) = told(read(presentation)[0])
    assert (title, corner) == ("校园招聘", "顶角")
    assert isinstance(place, PagePlace)
    assert place.page == 1
    assert place.box and place.box[0] == 36 and place.box[2] == 684


def test_slides_come_in_the_order_in_which_they_are_shown() -> None:
    presentation, slides = blank(3)
    for slide, text in zip(slides, ["甲", "乙", "丙"], strict=True):
        box(slide, text, 0, 0)
    order = presentation.slides._sldIdLst
    order.append(order[0])
    assert [(text, place.page) for text, place in told(read(presentation)[0]) if isinstance(place, PagePlace)] == [
        ("乙", 1),
        ("丙", 2),
        ("甲", 3),
    ]


def test_a_slide_that_is_listed_many_times_is_read_once_where_it_is_first_shown() -> None:
    presentation, slides = blank(2)
    for slide, text in zip(slides, ("甲：限男性", "乙：限女性"), strict=True):
        box(slide, text, 20, 20)
    listed = presentation.slides._sldIdLst
    first = listed[0]
    for _ in range(3):
        listed.insert(1, deepcopy(first))
    found = read(presentation)[0]
    assert [segment.text for segment in found] == ["甲：限男性", "乙：限女性"]
    assert [place.page for _, place in told(found) if isinstance(place, PagePlace)] == [1, 5]


def test_slides_beyond_the_limit_are_told() -> None:
    presentation, slides = blank(3)
    for slide in slides:
        box(slide, "男", 0, 0)
    found, _ = read(presentation, max_pages=2)
    assert len(found.segments) == 2
    assert [failure.told("en") for failure in found.failures] == [("ad.pptx", "slides 3-3", "not read: more than the limit of 2")]


def test_groups_move_and_stretch_what_is_in_them() -> None:
    presentation, (slide,) = blank()
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Pt(10), Pt(10), Pt(50), Pt(20)).text_frame.text = "限本地户籍"
    inner = group.shapes.add_group_shape()
    inner.shapes.add_textbox(Pt(10), Pt(60), Pt(50), Pt(20)).text_frame.text = "限党员"
    group.left, group.top, group.width, group.height = Pt(100), Pt(200), Pt(100), Pt(140)
    assert told(read(presentation)[0]) == [
        ("限本地户籍", PagePlace(1, (100, 200, 200, 240))),
        ("限党员", PagePlace(1, (100, 300, 200, 340))),
    ]


def test_a_table_gives_its_cells_names_and_boxes() -> None:
    presentation, (slide,) = blank()
    grid = slide.shapes.add_table(3, 2, Pt(50), Pt(60), Pt(200), Pt(90)).table
    rows = [["岗位", "性别"], ["司机", "男"], ["", "女"]]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            grid.cell(row, column).text = text
    grid.cell(1, 0).merge(grid.cell(2, 0))
    found, _ = read(presentation)
    assert told(found)[2:] == [
        ("司机", PagePlace(1, (50, 90, 150, 150))),
        ("男", PagePlace(1, (150, 90, 250, 120))),
        ("女", PagePlace(1, (150, 120, 250, 150))),
    ]
    assert [segment.label and segment.label.text for segment in found] == [None, None, "岗位", "性别", "性别"]
    assert found.segments[2].group == found.segments[3].group != found.segments[4].group
    assert [segment.post for segment in found][2:] == ["司机", "司机", "司机"]


def test_notes_and_the_words_of_charts_are_read() -> None:
    presentation, (slide,) = blank()
    box(slide, "招文员", 0, 0)
    notes = slide.notes_slide.notes_text_frame
    assert notes
    notes.text = "其实只要女的"
    data = CategoryChartData()
    data.categories = ["一"]
    data.add_series("男", (1,))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.PIE, Pt(0), Pt(100), Pt(200), Pt(200), data).chart
    chart.chart_title.text_frame.text = "限男性占比"
    assert told(read(presentation)[0]) == [
        ("招文员", PagePlace(1, (0, 0, 100, 40))),
        ("限男性占比", PagePlace(1, (0, 100, 200, 300))),
        ("其实只要女的", PagePlace(1)),
    ]


def test_what_stands_on_a_layout_is_read_once_where_it_is_first_seen() -> None:
    presentation, slides = blank(2)
    copy = pptx.Presentation()
    other = copy.slides.add_slide(copy.slide_layouts[BLANK])
    box(other, "本公司只招男员工", 0, 500)
    presentation.slide_layouts[BLANK].shapes._spTree.append(other.shapes[0]._element)
    box(slides[1], "第二张", 0, 0)
    assert [(text, place.page) for text, place in told(read(presentation)[0]) if isinstance(place, PagePlace)] == [
        ("本公司只招男员工", 1),
        ("第二张", 2),
    ]


def test_a_diagram_and_comments_are_read() -> None:
    presentation, (slide,) = blank()
    box(slide, "见图", 0, 0)
    frame = (
        '<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" {a}><p:xfrm><a:off x="0" y="1270000"/>'
        '<a:ext cx="1270000" cy="1270000"/></p:xfrm><a:graphic><a:graphicData uri="d"><dgm:relIds '
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="x0" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    slide.shapes._spTree.append(parse_xml(frame.replace("{a}", drawing)))
    link = '<Relationship Id="x{}" Type="http://x/{}" Target="../{}.xml"/>'
    links = link.format(0, "diagramData", "d") + link.format(1, "comments", "c")
    parts = {
        "ppt/d.xml": f"<m {drawing}><pt><t><a:p><a:r><a:t>限</a:t></a:r><a:r><a:t>已婚</a:t></a:r></a:p></t></pt></m>",
        "ppt/c.xml": "<p:cmLst xmlns:p='p'><p:cm><p:text>年龄别超过三十</p:text></p:cm></p:cmLst>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(presentation))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "ppt/slides/_rels/slide1.xml.rels":
                data = data.replace(b"</Relationships>", f"{links}</Relationships>".encode())
            new.writestr(name, data)
        for name, text in parts.items():
            new.writestr(name, text)
    (found,) = extract(Source("ad.pptx", data=out.getvalue()), ReadOptions())
    assert isinstance(found, Document)
    assert told(found)[1:] == [("限已婚", PagePlace(1, (0, 100, 100, 200))), ("年龄别超过三十", PagePlace(1))]


@pytest.mark.parametrize(("size", "is_read"), [(100, False), (400, True)])
def test_a_large_picture_is_a_file_of_its_own(size: int, is_read: bool) -> None:
    presentation, (slide,) = blank()
    box(slide, "见图", 0, 0)
    slide.shapes.add_picture(io.BytesIO(PNG), Pt(0), Pt(50), Pt(size), Pt(size))
    assert read(presentation)[1] == ([Source("ad.pptx!/ppt/media/image1.png", data=PNG, depth=1, is_part=True)] if is_read else [])


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def test_a_presentation_without_text_is_told() -> None:
    presentation, _ = blank()
    with pytest.raises(ExtractError, match=r"^ad\.pptx: the file holds no text$"):
        list(extract(Source("ad.pptx", data=saved(presentation)), ReadOptions()))


def test_a_missing_slide_is_told() -> None:
    presentation, (slide,) = blank()
    box(slide, "男", 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(presentation))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "ppt/slides/slide1.xml":
                new.writestr(name, old.read(name))
    with pytest.raises(ExtractError, match=r"slide1\.xml: the package lacks this part"):
        list(extract(Source("ad.pptx", data=out.getvalue()), ReadOptions()))


def test_what_stands_in_for_pictures() -> None:
    presentation, (slide,) = blank()
    box(slide, "诚聘", 20, 100)
    slide.shapes[0]._element.nvSpPr.cNvPr.set("descr", "海报：限女性")
    (shown, told_of) = read(presentation)[0]
    assert (told_of.text, told_of.label and told_of.label.text, told_of.locate(0)) == ("海报：限女性", "替代文字", shown.locate(0))


def test_what_stands_in_for_a_group_stands_with_its_first_shape() -> None:
    presentation, (slide,) = blank()
    group = slide.shapes.add_group_shape()
    inner = group.shapes.add_group_shape()
    inner.shapes.add_textbox(0, 0, 900, 900).text_frame.text = "诚聘"
    group.shapes.add_textbox(0, 9000, 900, 900).text_frame.text = "电工"
    group._element.nvGrpSpPr.cNvPr.set("descr", "海报：限女性")
    inner._element.nvGrpSpPr.cNvPr.set("descr", "Group 3")
    assert [segment.text for segment in read(presentation)[0]] == ["诚聘", "海报：限女性", "电工"]
