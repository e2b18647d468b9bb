from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml
from lxml import etree

from auditor.engine import Auditor
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.revise.marker import Marked

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = (
    f'xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>急招：仅限女性。</w:t></w:r></w:p></w:txbxContent>"
EITHER = f"""<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""

Annotate = Callable[[str, bytes], Marked]


def saved(document: Word) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def of_xml(xml: str) -> bytes:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {NAMES}>{xml}</w:p>"))
    return saved(document)


def of_text(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def anchored(data: bytes) -> list[str]:
    """What each comment of the body is anchored to, in order of the comments' ids."""
    found: dict[str, str] = {}
    is_open: set[str] = set()
    for element in part(data, "word/document.xml").iter():
        if element.tag == f"{W}commentRangeStart":
            is_open.add(element.get(f"{W}id"))
            found[element.get(f"{W}id")] = ""
        elif element.tag == f"{W}commentRangeEnd":
            is_open.remove(element.get(f"{W}id"))
        elif element.tag in (f"{W}t", f"{W}tab", f"{W}br"):
            sign = {f"{W}tab": "\t", f"{W}br": "\n"}.get(element.tag, element.text or "")
            found.update({number: found[number] + sign for number in is_open})
    assert not is_open
    return [found[number] for number in sorted(found, key=int)]


def highlighted(data: bytes, name: str = "word/document.xml") -> list[tuple[str, str]]:
    runs = part(data, name).iter(f"{W}r")
    marks = ((run.find(f"{W}rPr/{W}highlight"), run) for run in runs)
    return [("".join(text.text or "" for text in run.findall(f"{W}t")), mark.get(f"{W}val")) for mark, run in marks if mark is not None]


def comments(data: bytes) -> list[str]:
    return [comment.text for comment in docx.Document(io.BytesIO(data)).comments]


def text(data: bytes) -> list[tuple[str, object]]:
    (found,) = extract(Source("ad.docx", data=data), ReadOptions())
    assert isinstance(found, Document)
    return [(segment.text, segment.locate(0)) for segment in found if getattr(segment.locate(0), "part", "") != "comment"]


def test_a_comment_stands_on_the_exact_words_and_says_what_is_found(annotate: Annotate) -> None:
    data = of_text("招文员一名。", "要求：仅限女性，有耐心，30周岁以下。")
    done = annotate("ad.docx", data)
    assert anchored(done.data) == ["仅限女性", "30周岁以下"]
    assert highlighted(done.data) == [("仅限女性", "yellow"), ("30周岁以下", "cyan")]
    first, second = docx.Document(io.BytesIO(done.data)).comments
    assert (first.author, first.initials) == ("auditor", "a")
    assert first.paragraphs[0].text.startswith("涉嫌违法：限定性别；")
    assert "[GEN001]" in first.paragraphs[0].text
    assert first.paragraphs[1].text.startswith("依据：就业促进法第3条")
    assert first.paragraphs[2].text.startswith("建议：改为“")
    assert first.paragraphs[-1].text == "以上为程序提示，供人工核实判断；不构成法律结论。"
    assert second.paragraphs[0].text.startswith("政策限制：限定年龄；")
    assert text(done.data) == text(data)
    assert done.unmarked == ()


@pytest.mark.parametrize(
    "runs",
    [
        "<w:r><w:t>前台，仅限女性，有耐心</w:t></w:r>",
        "<w:r><w:t>前台，仅</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>限女</w:t></w:r><w:r><w:t>性，有耐心</w:t></w:r>",
        "<w:r><w:t>前台，</w:t></w:r><w:hyperlink><w:r><w:t>仅限女性</w:t></w:r></w:hyperlink><w:r><w:t>，有耐心</w:t></w:r>",
        "<w:r><w:t>前台，仅</w:t></w:r><w:hyperlink><w:r><w:t>限女性，有</w:t></w:r></w:hyperlink><w:r><w:t>耐心</w:t></w:r>",
        '<w:r><w:t>前台，</w:t></w:r><w:ins w:id="9" w:author="x"><w:r><w:t>仅限</w:t></w:r></w:ins><w:r><w:t>女性，有耐心</w:t></w:r>',
        '<w:r><w:t>前台，</w:t></w:r><w:fldSimple w:instr="X"><w:r><w:t>仅限女性</w:t></w:r></w:fldSimple><w:r><w:t>，有耐心</w:t></w:r>',
        "<w:sdt><w:sdtContent><w:r><w:t>前台，仅限</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>女性，有耐心</w:t></w:r>",
        "<w:r><w:t>前台，</w:t><w:lastRenderedPageBreak/><w:t>仅限</w:t><w:t>女性，有</w:t><w:t>耐心</w:t></w:r>",
        '<w:r><w:t>前台，</w:t><w:fldChar w:fldCharType="begin"/><w:instrText>TITLE</w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:t>仅限女性</w:t><w:fldChar w:fldCharType="end"/><w:t>，有耐心</w:t></w:r>',
    ],
)
def test_words_are_found_however_they_are_cut_into_runs(annotate: Annotate, runs: str) -> None:
    data = of_xml(runs)
    done = annotate("ad.docx", data)
    assert anchored(done.data) == ["仅限女性"]
    assert "".join(words for words, _ in highlighted(done.data)) == "仅限女性"
    assert text(done.data) == text(data) == [("前台，仅限女性，有耐心", text(data)[0][1])]
    before, after = (
        [e.tag for e in part(d, "word/document.xml").iter(f"{W}fldChar", f"{W}hyperlink", f"{W}ins")] for d in (data, done.data)
    )
    assert before == after


AD = '<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:t>前台：仅限女性，30周岁以下。</w:t></w:r></w:p>'
OTHER = "<w:p><w:r><w:t>包住</w:t></w:r></w:p>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("block", "in_front"),
    [
        (control(AD), ["0", "1"]),
        (control(AD + OTHER), ["0", "1"]),
        (control(control(AD) + OTHER), ["0", "1"]),
        (f"<w:tbl><w:tr>{control(f'<w:tc>{AD}</w:tc>')}</w:tr></w:tbl>", ["0", "1"]),
        (control(OTHER + AD), []),
        (f"<w:tbl>{control(f'<w:tr><w:tc>{AD}</w:tc></w:tr>')}</w:tbl>", []),
        (f"<w:p>{control('<w:r><w:t>前台：仅限女性，30周岁以下。</w:t></w:r>')}</w:p>", []),
    ],
)
def test_signs_stand_in_front_of_the_text_with_which_a_content_control_begins(annotate: Annotate, block: str, in_front: list[str]) -> None:
    document = docx.Document()
    for element in reversed(parse_xml(f"<w:body {NAMES}>{block}{OTHER}</w:body>")):
        document.element.body.insert(0, element)
    done = annotate("ad.docx", saved(document))
    assert anchored(done.data) == ["仅限女性", "30周岁以下"]
    order = [e.get(f"{W}id") or e.text or "" for e in part(done.data, "word/document.xml").iter(f"{W}commentReference", f"{W}t")]
    assert [sign for sign in order[: order.index("前台：")] if sign.isdigit()] == in_front
    assert {"0", "1"} < set(order)


def test_a_cut_run_keeps_its_settings_tabs_and_breaks(annotate: Annotate) -> None:
    xml = (
        '<w:r w:rsidR="00A1"><w:rPr><w:rFonts w:eastAsia="宋体"/><w:b/><w:sz w:val="28"/><w:u w:val="single"/></w:rPr>'
        '<w:t xml:space="preserve"> 电工：</w:t><w:tab/><w:t>仅限男性，</w:t><w:br/><w:t>有证</w:t></w:r>'
    )
    data = of_xml(xml)
    done = annotate("ad.docx", data)
    assert anchored(done.data) == ["仅限男性"]
    runs = [run for run in part(done.data, "word/document.xml").iter(f"{W}r") if run.findtext(f"{W}t")]
    assert [[child.tag.removeprefix(W) for child in run[1:]] for run in runs] == [["t", "tab"], ["t"], ["t", "br", "t"]]
    plain = ["rFonts", "b", "sz", "u"]
    assert [[child.tag.removeprefix(W) for child in run[0]] for run in runs] == [plain, ["rFonts", "b", "sz", "highlight", "u"], plain]
    assert all(run.get(f"{W}rsidR") == "00A1" for run in runs)
    assert text(done.data) == text(data)


def test_words_over_several_paragraphs_of_a_cell_have_one_comment(annotate: Annotate) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, words in zip((cell for row in table.rows for cell in row.cells), ("岗位", "性别", "前台", "女"), strict=True):
        cell.text = words
    table.cell(1, 0).paragraphs[0].text = "前台，仅限女性，"
    table.cell(1, 0).add_paragraph("30周岁以下")
    data = saved(document)
    done = annotate("ad.docx", data)
    assert anchored(done.data) == ["仅限女性", "30周岁以下", "女"]
    assert "所在栏目：“性别”" in comments(done.data)[-1]
    assert text(done.data) == text(data)


def test_several_findings_on_the_same_words_share_one_comment(annotate: Annotate, auditor: Auditor) -> None:
    data = of_text("前台：限未婚女性，形象好气质佳，30周岁以下。")
    done = annotate("ad.docx", data)
    (found,) = extract(Source("ad.docx", data=data), ReadOptions())
    assert isinstance(found, Document)
    findings = auditor.audit(found).findings
    spans = sorted({finding.span for finding in findings})
    assert sorted(anchored(done.data)) == sorted(span.of(found.segments[0].text) for span in spans)
    joined = "\n".join(comments(done.data))
    assert all(f"[{finding.rule.id}]" in joined for finding in findings)


def test_headers_notes_and_text_boxes_are_highlighted_and_the_comment_stands_where_word_allows_one(annotate: Annotate) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "本公司只招男生"
    document.add_paragraph("招聘启事")
    document.element.body.insert(1, parse_xml(f"<w:p {NAMES}><w:r><w:t>见右</w:t></w:r>{EITHER}</w:p>"))
    data = saved(document)
    done = annotate("ad.docx", data)
    assert highlighted(done.data, "word/header1.xml") == [("只招男生", "yellow")]
    assert highlighted(done.data) == [("仅限女性", "yellow")] * 2  # what older programs show of the box, too
    body = part(done.data, "word/document.xml")
    assert not [mark for box in body.iter(f"{W}txbxContent") for mark in box.iter(f"{W}commentRangeStart", f"{W}commentReference")]
    box_comment, summary = comments(done.data)
    assert "[GEN001]" in box_comment
    assert summary.splitlines()[:2] == ["以下各处位于页眉、页脚等不能加批注的地方：", "【页眉第1段】“只招男生”"]
    assert text(done.data) == text(data)
    assert done.unmarked == ()


def test_a_footnote_is_commented_at_its_sign(annotate: Annotate) -> None:
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="7"><w:p><w:r><w:t>仅限男性报名</w:t></w:r></w:p></w:footnote></w:footnotes>'
    data = with_part(
        of_xml('<w:r><w:t>电工</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>一名</w:t></w:r>'), "footnotes", notes
    )
    done = annotate("ad.docx", data)
    assert highlighted(done.data, "word/footnotes.xml") == [("仅限男性", "yellow")]
    sign = next(part(done.data, "word/document.xml").iter(f"{W}footnoteReference")).getparent()
    assert sign is not None
    assert sign.getprevious().tag == f"{W}commentRangeStart"  # type: ignore[union-attr]
    assert sign.getnext().tag == f"{W}commentRangeEnd"  # type: ignore[union-attr]


def with_part(data: bytes, name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            found = old.read(member)
            if member == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="x1" Type="http://x/{name}" Target="{name}.xml"/></Relationships>'
                found = found.replace(b"</Relationships>", link.encode())
            new.writestr(member, found)
        new.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def test_words_in_a_formula_are_commented_though_they_cannot_be_highlighted(annotate: Annotate) -> None:
    data = of_xml("<w:r><w:t>要求：</w:t></w:r><m:oMath><m:r><m:t>仅限女性</m:t></m:r></m:oMath><w:r><w:t>，有耐心</w:t></w:r>")
    done = annotate("ad.docx", data)
    assert len(comments(done.data)) == 1
    assert highlighted(done.data) == []
    assert text(done.data) == text(data)
    assert done.unmarked == ()


def test_comments_that_are_there_stay_and_others_get_numbers_of_their_own(annotate: Annotate) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("保安：仅限男性，有证。")
    document.add_comment(paragraph.runs, text="请核对", author="人事", initials="R")
    done = annotate("ad.docx", saved(document))
    found = list(docx.Document(io.BytesIO(done.data)).comments)
    assert [(comment.comment_id, comment.author) for comment in found] == [(0, "人事"), (1, "auditor")]
    assert anchored(done.data) == ["保安：仅限男性，有证。", "仅限男性"]


def test_parts_without_marks_stay_byte_for_byte(annotate: Annotate) -> None:
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "第一页"
    document.add_paragraph("仅限男性。")
    data = saved(document)
    done = annotate("ad.docx", data)
    old, new = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(done.data))
    changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert set(new.namelist()) - set(old.namelist()) == {"word/comments1.xml"}


def test_files_of_the_strict_standard_get_comments_in_their_own_namespace(annotate: Annotate) -> None:
    space, kinds = "http://purl.oclc.org/ooxml/wordprocessingml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(of_text("仅限男性。"))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            found = old.read(name).replace(W[1:-1].encode(), space.encode())
            new.writestr(name, found.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", kinds.encode()))
    done = annotate("ad.docx", out.getvalue())
    assert part(done.data, "word/comments1.xml").tag == f"{{{space}}}comments"
    assert len(list(part(done.data, "word/document.xml").iter(f"{{{space}}}commentRangeStart"))) == 1
    links = part(done.data, "word/_rels/document.xml.rels")
    assert links[-1].get("Type") == f"{kinds}/comments"
    assert text(done.data) == text(out.getvalue())


def test_hostile_words_are_no_markup_in_comments(annotate: Annotate) -> None:
    data = of_text("</w:t><w:x/>限男性&amp;<b>，户籍不限\u202e。")
    done = annotate("ad.docx", data)
    assert anchored(done.data) == ["限男性"]
    assert text(done.data) == text(data)
    assert not any("\u202e" in comment for comment in comments(done.data))


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize("depth", [1, 2])
def test_the_sign_of_a_comment_stands_behind_the_field_that_shows_the_words(annotate: Annotate, depth: int) -> None:
    xml = "<w:r><w:t>仅限女性</w:t></w:r>"
    for _ in range(depth):
        xml = FIELD.format("MERGEFIELD sex", xml)
    done = annotate("ad.docx", of_xml(f"{xml}<w:r><w:t>，有耐心</w:t></w:r>"))
    assert anchored(done.data) == ["仅限女性"]
    runs = list(part(done.data, "word/document.xml").iter(f"{W}r"))
    (sign,) = (at for at, run in enumerate(runs) if run.find(f"{W}commentReference") is not None)
    assert [run.find(f"{W}fldChar") is not None for run in runs[:sign]].count(True) == 3 * depth
    assert "".join(runs[sign + 1].itertext()) == "，有耐心"


def test_a_field_over_several_paragraphs_takes_comments_in(annotate: Annotate) -> None:
    xml = FIELD.format("TOC", "<w:r><w:t>仅限女性</w:t></w:r>").replace('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "")
    done = annotate("ad.docx", of_xml(xml))
    assert anchored(done.data) == ["仅限女性"]
    assert len(comments(done.data)) == 1


def test_thousands_of_comments_on_a_paragraph_cost_little_time(annotate: Annotate) -> None:
    count = 2_000
    data = of_text("，".join(f"第{number}号岗位限男性" for number in range(count)) + "。")
    started = time.process_time()
    done = annotate("ad.docx", data)
    assert time.process_time() - started < 10
    assert anchored(done.data) == ["限男性"] * count
