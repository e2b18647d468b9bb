"""Regions that are turned, cut by the border of a tile, or put together."""

from __future__ import annotations

from math import cos, isclose, radians, sin

import pytest

from auditor.extract.picture.region import Point, Region, shared
from auditor.extract.picture.tiles import united
from auditor.extract.picture.upright import Upright


def box(left: float, top: float, right: float, bottom: float) -> Region:
    return Region(((left, top), (right, top), (right, bottom), (left, bottom)))


def aslant(region: Region, degrees: float) -> Region:
    angle = radians(degrees)

    def turn(x: float, y: float) -> Point:
        return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)

    return region.moved(turn)


def near(one: Region, other: Region) -> bool:
    pairs = zip(one.corners, other.corners, strict=True)
    return all(isclose(a, b, abs_tol=0.01) for first, second in pairs for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("degrees", [0, 2, -20, 90, 178])
def test_the_parts_of_a_cut_line_meet_and_its_neighbours_do_not(degrees: float) -> None:
    left, right, below = (aslant(region, degrees) for region in (box(0, 0, 500, 30), box(450, 1, 900, 31), box(0, 40, 900, 70)))
    assert left.meets(right)
    assert not left.meets(below)
    assert not right.meets(below)


@pytest.mark.parametrize("degrees", [0, 2, -20])
def test_what_two_tiles_see_of_one_line_becomes_one(degrees: float) -> None:
    seen = [aslant(region, degrees) for region in (box(0, 0, 500, 30), box(0, 40, 400, 70))]
    again = [aslant(region, degrees) for region in (box(450, 0, 900, 30), box(600, 40, 900, 70))]
    found = sorted(united(seen, again), key=lambda region: region.length)
    assert len(found) == 3
    assert near(found[2], aslant(box(0, 0, 900, 30), degrees))


def test_two_words_of_one_tile_stay_apart_though_they_touch() -> None:
    words = [box(0, 0, 101, 30), box(100, 0, 200, 30)]
    assert united([], words) == words


def test_a_line_down_the_picture_keeps_its_upper_left_corner_first() -> None:
    joined = box(0, 0, 30, 500).joined(box(0, 450, 30, 900))
    assert near(joined, box(0, 0, 30, 900))


def test_a_turned_region_is_read_from_another_corner() -> None:
    region = box(10, 20, 40, 320)
    assert (region.turned(1).width, region.turned(1).height) == (300, 30)
    assert region.turned(1).corners[0] == (40, 20)  # text that runs down begins at the upper right
    assert region.turned(1).unturned() == region


def test_a_region_that_is_no_rectangle_has_an_upper_left_corner() -> None:
    lozenge = Region(((10, 0), (20, 10), (10, 20), (0, 10)))
    assert lozenge.unturned() in [lozenge.turned(quarters) for quarters in range(4)]


def test_part_of_a_line() -> None:
    assert box(0, 0, 100, 20).between(0.25, 0.75) == box(25, 0, 75, 20)


def test_boxes_share_a_part_of_the_smaller_one() -> None:
    assert shared((0, 0, 10, 10), (0, 5, 100, 10)) == 0.5
    assert shared((0, 0, 10, 10), (10, 0, 20, 10)) == 0.0


def test_a_picture_on_its_side_makes_an_upright_page() -> None:
    upright = Upright((300, 100), radians(90), 0.5)
    assert upright.page == (50, 150)
    assert [round(value, 6) for value in upright.at(300, 0)] == [0, 0]
