from __future__ import annotations

import time

import pytest
from lxml import etree

from auditor.extract.alt_text import alt_text


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"title": "海报", "descr": "前台限女"}, "海报\n前台限女"),
        ({"title": "前台限女", "descr": " 前台限女 "}, "前台限女"),
        ({"name": "前台限女", "descr": "图片 12"}, ""),
        ({"descr": "TextBox 3", "title": " "}, ""),
        ({"descr": "图片 12 限女"}, "图片 12 限女"),
        ({"descr": "C:\\图\\前台 限女.PNG"}, ""),
        ({"descr": "见 海报/前台限女"}, "见 海报/前台限女"),
    ],
)
def test_what_stands_in_for_a_drawing(properties: dict[str, str], said: str) -> None:
    assert alt_text(etree.Element("docPr", properties)) == said


@pytest.mark.parametrize("text", ["图片" + " " * 50_000 + "x", "/" * 50_000 + " x", "a" * 50_000 + ".png" * 9 + "x"])
def test_a_long_text_takes_no_long_time(text: str) -> None:
    start = time.process_time()
    assert alt_text(etree.Element("docPr", {"descr": text})) == text
    assert time.process_time() - start < 5
