"""Which lines a patch says are new, whatever the lines hold."""

from __future__ import annotations

from auditor.changes.patch import new_lines


def test_lines_are_told_by_the_hunks() -> None:
    patch = [b"diff --git a/x b/x", b"--- a/x", b"+++ b/x", b"@@ -2 +2 @@ head", b"-b", b"+B", b"@@ -3,0 +4,2 @@", b"+c", b"+d"]
    assert new_lines(patch) == {"x": [range(2, 3), range(4, 6)]}


def test_a_line_that_looks_like_the_start_of_a_file_is_a_line() -> None:
    patch = [
        b"--- a/x",
        b"+++ b/x",
        b"@@ -1 +1,2 @@",
        b"--- a/y",
        b"+++ b/y",
        b"+@@ -1 +1,9 @@",
        b"--- a/z",
        b"+++ b/z",
        b"@@ -0,0 +1 @@",
        b"+q",
    ]
    assert new_lines(patch) == {"x": [range(1, 3)], "z": [range(1, 2)]}


def test_a_last_line_without_an_end_is_no_line_more() -> None:
    ending = b"\\ No newline at end of file"
    patch = [b"--- a/x", b"+++ b/x", b"@@ -1 +1 @@", b"-a", ending, b"+b", ending, b"--- a/y", b"+++ b/y", b"@@ -1 +1 @@", b"-a", b"+b"]
    assert new_lines(patch) == {"x": [range(1, 2)], "y": [range(1, 2)]}


def test_a_file_that_only_loses_lines_has_no_new_ones() -> None:
    assert new_lines([b"--- a/x", b"+++ b/x", b"@@ -2,3 +1,0 @@", b"-b", b"-c", b"-d"]) == {"x": []}


def test_paths_are_read_out_of_quotes() -> None:
    patch = [
        b"--- /dev/null",
        b'+++ "b/n\\nl\\"\\346\\213\\233 \\\\.txt"\t',
        b"@@ -0,0 +1 @@",
        b"+q",
        b"--- a/x y",
        b"+++ b/x y\t",
        b"@@ -0,0 +1 @@",
        b"+q",
    ]
    assert list(new_lines(patch)) == ['n\nl"招 \\.txt', "x y"]
