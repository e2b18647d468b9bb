"""Text that runs up, down or upside down: lines in order, sentences whole, characters not backwards."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.extract.drawing import FONT, HEIGHT, SIZE, WIDTH, Draw, all_of, box, column, read, row, texts

LINES = ["本店招收银员两名，负责收银与结算，", "核对每日账目，按时上交款项；仅限女", "性，三十五岁以下，包午餐。"]
STACKS = ["本店招收银员限女", "性三十五岁以下的", "包午餐工资面议哦"]


def whole_lines(canvas: Canvas) -> None:
    for number, line in enumerate(LINES):
        canvas.drawString(0, -20 * number, line)


def sign_by_sign(canvas: Canvas) -> None:
    for number, line in enumerate(LINES):
        for place, sign in enumerate(line):
            canvas.drawString(SIZE * place, -20 * number, sign)


def from_top_to_bottom(canvas: Canvas) -> None:
    canvas.drawString(-160, 40, "招工启事")
    for number, line in enumerate(STACKS):
        for place, sign in enumerate(line):
            canvas.drawString(-24 * number, -14 * place, sign)


def drawn_at(angle: int, draw: Draw) -> Draw:
    """Draw around the middle of the page, turned against the clock."""

    def page(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(angle)
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.restoreState()

    return page


def shown_at(rotation: int, draw: Draw) -> Draw:
    """Have a page shown with the clock turned."""

    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)
        draw(canvas)

    return page


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("draw", "expected"),
    [(whole_lines, "".join(LINES)), (sign_by_sign, "".join(LINES)), (from_top_to_bottom, "招工启事" + "".join(STACKS))],
)
def test_a_page_is_read_the_way_up_in_which_it_is_written(draw: Draw, expected: str, rotation: int, angle: int) -> None:
    assert "".join(texts(shown_at(rotation, drawn_at(angle, draw)))) == expected


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("draw", [whole_lines, sign_by_sign])
def test_a_sentence_of_several_lines_beside_upright_text_is_whole(draw: Draw, angle: int) -> None:
    upright = all_of(*(row(60 + 14 * n, *((60 + 12 * place, sign) for place, sign in enumerate("店长周一到周五面谈"))) for n in range(8)))
    found = texts(all_of(upright, drawn_at(angle, draw)))
    assert found[-1] == "".join(LINES)


@pytest.mark.parametrize(("angle", "expected"), [(90, (318, 400)), (270, (282, 400)), (180, (300, 378))])
def test_lines_that_run_otherwise_are_where_they_are_shown(angle: int, expected: tuple[float, float]) -> None:
    found = read(all_of(column(60, 60, "联系店长", "周一到周五"), drawn_at(angle, whole_lines))).segments[-1]
    left, top, right, bottom = box(found, len(LINES[0]))
    corner = {90: (right, bottom), 270: (left, top), 180: (right, top)}[angle]
    assert corner == pytest.approx(expected, abs=6)
    assert max(right - left, bottom - top) == pytest.approx(len(LINES[1]) * SIZE, abs=6)
