from __future__ import annotations

import ctypes
import io
import shutil
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c
import pytest
from PIL import Image, ImageChops
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Anchor, Document, Segment
from auditor.model.location import PagePlace
from auditor.model.span import Span
from auditor.revise.marker import Marked
from auditor.revise.pdf.words import PageWords, Way, stretches, way_of

FONT, SIZE = "STSong-Light", 12
WIDTH, HEIGHT = 600, 800
PADDING = "本店主营文具批发零售业务客源稳定同事和气环境整洁交通便利附近有地铁站公交站超市菜场"
DRAWS = shutil.which("pdftoppm")
FULL = 40  # characters in a full line

Annotate = Callable[[str, bytes], Marked]
Box = tuple[float, float, float, float]


@pytest.fixture(scope="module", autouse=True)
def font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def pdf(
    *pages: list[str], change: Callable[[Canvas], None] = lambda _: None, locked: StandardEncryption | None = None, top: int = 700
) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=locked)
    for lines in pages:
        canvas.setFont(FONT, SIZE)
        for number, line in enumerate(lines):
            canvas.drawString(60, top - 20 * number, line)
        change(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def full(end: str) -> str:
    return PADDING[: FULL - len(end)] + end


def texts(data: bytes) -> list[str]:
    """What is read of a file but for the notes."""
    (found,) = extract(Source("ad.pdf", data=data), ReadOptions())
    assert isinstance(found, Document)
    said = [note for page in marks(data) for note, _, _ in page]
    return [segment.text for segment in found if not any(segment.text in note for note in said)]


def string(annotation: object, key: bytes) -> str:
    size = c.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (c.FPDF_WCHAR * (size // 2))()
    c.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def quads(annotation: object) -> list[Box]:
    found = []
    for index in range(c.FPDFAnnot_CountAttachmentPoints(annotation)):
        quad = c.FS_QUADPOINTSF()
        c.FPDFAnnot_GetAttachmentPoints(annotation, index, ctypes.byref(quad))
        assert (quad.x1, quad.y1, quad.x2, quad.y2) == (
            quad.x3,
            quad.y2,
            quad.x4,
            quad.y1,
        )  # upper left, upper right, lower left, lower right
        assert quad.y1 > quad.y3
        assert quad.x1 < quad.x2
        found.append((quad.x1, quad.y3, quad.x2, quad.y1))
    return found


def marks(data: bytes) -> list[list[tuple[str, list[str], list[Box]]]]:
    """What each highlight of each page says, the words under it, and its boxes."""
    document = pdfium.PdfDocument(data)
    pages = []
    for page in document:
        words = page.get_textpage()
        found = []
        for index in range(c.FPDFPage_GetAnnotCount(page)):
            annotation = c.FPDFPage_GetAnnot(page, index)
            if c.FPDFAnnot_GetSubtype(annotation) == c.FPDF_ANNOT_HIGHLIGHT:
                assert string(annotation, b"T") == "auditor"
                assert c.FPDFAnnot_GetAP(annotation, c.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
                under = ["".join(words.get_text_bounded(*box).split()) for box in quads(annotation)]
                found.append((string(annotation, b"Contents"), under, quads(annotation)))
            c.FPDFPage_CloseAnnot(annotation)
        pages.append(found)
    return pages


def picture(data: bytes, number: int = 0) -> Image.Image:
    return pdfium.PdfDocument(data)[number].render(scale=1).to_pil().convert("RGB")


def words(data: bytes) -> list[list[list[str]]]:
    return [[under for _, under, _ in page] for page in marks(data)]


def test_highlight_lies_on_the_exact_words_with_a_note(annotate: Annotate) -> None:
    data = pdf(["招文员一名。", "要求：仅限女性，有耐心，30周岁以下。"])
    done = annotate("ad.pdf", data)
    assert words(done.data) == [[["仅限女性"], ["30周岁以下"]]]
    first, second = marks(done.data)[0]
    assert first[0].startswith("涉嫌违法：限定性别；")
    assert first[0].endswith("不构成法律结论。")
    assert second[0].startswith("政策限制：限定年龄；")
    assert first[2][0] == pytest.approx((60 + 3 * SIZE, 680, 60 + 7 * SIZE, 680 + SIZE), abs=4)
    assert done.data.startswith(data)
    assert texts(done.data) == texts(data)
    assert done.unmarked == ()


def test_colour_lies_in_the_boxes_and_nowhere_else(annotate: Annotate) -> None:
    data = pdf(["招文员一名。", "要求：仅限女性，有耐心。"])
    done = annotate("ad.pdf", data)
    ((_, _, (box,)),) = marks(done.data)[0]
    changed = ImageChops.difference(picture(data), picture(done.data)).getbbox()
    assert changed is not None
    assert changed == pytest.approx((box[0], HEIGHT - box[3], box[2], HEIGHT - box[1]), abs=1.5)
    inside = picture(done.data).crop((int(box[0]) + 1, int(HEIGHT - box[3]) + 1, int(box[2]) - 1, int(HEIGHT - box[1]) - 1))
    colours = {colour for _, colour in inside.getcolors(10_000) or []}
    assert (255, 235, 59) in colours
    assert min(colours) < (100, 100, 100)  # the ink shows through


@pytest.mark.skipif(DRAWS is None, reason="Poppler is not installed")
def test_another_program_draws_the_colour_on_the_words(annotate: Annotate, tmp_path: Path) -> None:
    done = annotate("ad.pdf", pdf(["招文员一名。", "要求：仅限女性，有耐心。"]))
    ((_, _, (box,)),) = marks(done.data)[0]
    (tmp_path / "marked.pdf").write_bytes(done.data)
    subprocess.run([str(DRAWS), "-r", "72", "-singlefile", str(tmp_path / "marked.pdf"), str(tmp_path / "page")], check=True, timeout=60)
    red, _, blue = Image.open(tmp_path / "page.ppm").convert("RGB").split()
    yellow = ImageChops.subtract(red, blue).point([255 if level > 150 else 0 for level in range(256)])
    assert yellow.getbbox() == pytest.approx((box[0], HEIGHT - box[3], box[2], HEIGHT - box[1]), abs=2)


def test_words_over_a_line_break_have_a_box_on_each_line(annotate: Annotate) -> None:
    done = annotate("ad.pdf", pdf([full("，仅限女"), "性，有耐心。"]))
    assert words(done.data) == [[["仅限女", "性"]]]


def test_words_over_a_page_break_are_marked_on_both_pages(annotate: Annotate) -> None:
    done = annotate("ad.pdf", pdf(["招文员。", full("，仅限女")], ["性，有耐心。"], top=60))
    assert words(done.data) == [[["仅限女"]], [["性"]]]
    first, second = marks(done.data)
    assert first[0][0] == second[0][0]


@pytest.mark.parametrize(("turned", "cropped"), list(product((0, 90, 180, 270), (False, True))))
def test_turned_and_cropped_pages(annotate: Annotate, turned: int, cropped: bool) -> None:
    def change(canvas: Canvas) -> None:
        canvas.setPageRotation(turned)
        if cropped:
            canvas.setCropBox((40, 400, 560, 590))

    data = pdf(["招文员一名。", "要求：仅限女性，有耐心。"], change=change, top=550)
    done = annotate("ad.pdf", data)
    assert words(done.data) == [[["仅限女性"]]]
    changed = ImageChops.difference(picture(data), picture(done.data)).getbbox()
    assert changed is not None
    left, top, right, bottom = changed
    assert (right - left > bottom - top) is (turned in (0, 180))
    dark, light = picture(data).crop(changed).convert("L").getextrema()
    assert (dark < 100, light) == (True, 255)


@pytest.mark.parametrize(("angle", "expected"), [(90, (288, 448, 303, 496)), (180, (204, 390, 252, 403)), (270, (297, 304, 312, 352))])
def test_signs_that_are_drawn_one_by_one_in_another_direction(annotate: Annotate, angle: int, expected: Box) -> None:
    def change(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(angle)
        for place, sign in enumerate("本店招工仅限女性，有耐心。"):
            canvas.drawString(SIZE * place, 0, sign)

    ((_, _, (box,)),) = marks(annotate("ad.pdf", pdf(["联系店长。"], change=change)).data)[0]
    assert box == pytest.approx(expected, abs=3)


def test_words_behind_a_name_at_the_middle_of_its_value(annotate: Annotate) -> None:
    value = ["会使用办公软件，仅限女性，会说普通话的", "可以优先录用，服从安排，身体健康，能早", "晚倒班，工资面议。"]

    def change(canvas: Canvas) -> None:
        for number, name in enumerate(("岗位职责", "任职要求", "工作时间")):
            for row, line in enumerate(value):
                canvas.drawString(160, 600 - 90 * number - 20 * row, line)
            canvas.drawString(60, 580 - 90 * number, name)

    found = annotate("ad.pdf", pdf(["招聘启事"], change=change))
    assert words(found.data) == [[["仅限女性"]] * 3]


def test_annotations_of_others_stay(annotate: Annotate) -> None:
    def change(canvas: Canvas) -> None:
        canvas.linkURL("https://example.com/", (60, 100, 100, 120))
        canvas.highlightAnnotation("人事批注", (60, 300, 90, 312))

    data = pdf(["保安：仅限男性。"], change=change)
    done = annotate("ad.pdf", data)
    page = pdfium.PdfDocument(done.data)[0]
    kinds = [c.FPDFAnnot_GetSubtype(c.FPDFPage_GetAnnot(page, index)) for index in range(c.FPDFPage_GetAnnotCount(page))]
    assert kinds == [c.FPDF_ANNOT_LINK, c.FPDF_ANNOT_HIGHLIGHT, c.FPDF_ANNOT_HIGHLIGHT]
    other = c.FPDFPage_GetAnnot(page, 1)
    assert string(other, b"Contents") == "人事批注"
    assert c.FPDFAnnot_GetAP(other, c.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) <= 2


@pytest.mark.parametrize("may_annotate", [0, 1])
def test_a_file_locked_against_changes_only_is_marked_and_says_so(annotate: Annotate, may_annotate: int) -> None:
    locked = StandardEncryption("", ownerPassword="x", canAnnotate=may_annotate, canModify=may_annotate)
    done = annotate("ad.pdf", pdf(["保安：仅限男性。"], locked=locked))
    ((note, under, _),) = marks(done.data)[0]
    assert under == ["仅限男性"]
    assert note.startswith("涉嫌违法")
    assert bool(done.cautions) is not bool(may_annotate)


def test_a_damaged_file_is_written_anew(annotate: Annotate) -> None:
    data = pdf(["保安：仅限男性。"])
    at = data.rindex(b"startxref")
    done = annotate("ad.pdf", data[:at] + b"startxref\n7\n%%EOF")
    assert words(done.data) == [[["仅限男性"]]]


def test_a_line_read_off_a_picture_is_parted_in_proportion() -> None:
    page = pdfium.PdfDocument(pdf(["x"]))[0]
    place = PagePlace(1, (100, 50, 300, 70), "pt", 0.9)
    segment = Segment("前台限女性，ab", (Anchor(0, place),))
    (stretch,) = stretches(segment, Span(2, 5))
    assert PageWords(page).box(stretch) == pytest.approx((100 + 200 * 2 / 7, HEIGHT - 70, 100 + 200 * 5 / 7, HEIGHT - 50))


def test_the_last_line_of_a_stretch_ends_with_the_words() -> None:
    places = [PagePlace(number, (0, 0, 10, 10)) for number in (1, 2)]
    segment = Segment("仅限女\n性。", (Anchor(0, places[0]), Anchor(4, places[1])))
    assert [(found.place.page, found.line, found.span) for found in stretches(segment, Span(2, 5))] == [
        (1, "仅限女", Span(2, 3)),
        (2, "性。", Span(0, 1)),
    ]


UP = ((100, 400, 120, 700), (130, 300, 150, 700))
DOWN = ((130, 100, 150, 400), (100, 100, 120, 500))
ON_ITS_HEAD = ((100, 400, 300, 420), (100, 370, 300, 390))
UPRIGHT = tuple(reversed(ON_ITS_HEAD))
COLUMNS = ((50, 700, 250, 720), (300, 100, 500, 120))


def read_off(*boxes: Box) -> Segment:
    return Segment("限女性，ab\n" * len(boxes), tuple(Anchor(7 * at, PagePlace(1, box, "pt", 0.9)) for at, box in enumerate(boxes)))


@pytest.mark.parametrize(
    ("boxes", "way"),
    [
        (UP, Way.BACK),
        (DOWN, Way.ON),
        (UPRIGHT, Way.ON),
        (ON_ITS_HEAD, Way.BACK),
        (COLUMNS, Way.UNKNOWN),
        (UP[:1], Way.UNKNOWN),
    ],
)
def test_where_one_line_follows_another_tells_how_a_picture_is_turned(boxes: tuple[Box, ...], way: Way) -> None:
    assert way_of([read_off(*boxes)], 1) is way
    assert way_of([read_off(box) for box in boxes], 1) is way
    assert way_of([read_off(*boxes)], 2) is Way.UNKNOWN


@pytest.mark.parametrize(
    ("box", "way", "expected"),
    [
        ((100, 100, 120, 150), Way.ON, (100, 100, 120, 130)),
        ((100, 100, 120, 150), Way.BACK, (100, 120, 120, 150)),
        ((100, 100, 120, 150), Way.UNKNOWN, (100, 100, 120, 150)),
        ((100, 100, 150, 120), Way.UNKNOWN, (100, 100, 130, 120)),
        ((100, 100, 150, 120), Way.BACK, (120, 100, 150, 120)),
    ],
)
def test_words_on_a_turned_picture_lie_where_the_line_runs(box: Box, way: Way, expected: Box) -> None:
    page = pdfium.PdfDocument(pdf(["x"]))[0]
    (stretch,) = stretches(read_off(box), Span(0, 3))
    left, top, right, bottom = expected
    assert PageWords(page).box(stretch, way) == pytest.approx((left, HEIGHT - bottom, right, HEIGHT - top))


def test_words_in_a_field_of_a_form_mark_the_field(annotate: Annotate) -> None:
    def fill_in(canvas: Canvas) -> None:
        canvas.acroForm.textfield(value="male only", x=60, y=600, width=300, height=20)

    ((mark,),) = marks(annotate("form.pdf", pdf(["Requirements:"], change=fill_in)).data)
    assert mark[2] == [pytest.approx((60, 600, 360, 620), abs=2)]
