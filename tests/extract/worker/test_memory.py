from __future__ import annotations

import platform

import psutil
import pytest

from auditor.extract.worker.memory import give_back

SIZE, COUNT = 700, 200_000  # more bytes than Python's own allocator takes


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep nothing")
def test_memory_between_what_is_still_used_goes_back() -> None:
    blocks = [bytes(SIZE) for _ in range(COUNT)]
    used = blocks[::500]
    blocks.clear()
    before = psutil.Process().memory_info().rss
    give_back()
    assert before - psutil.Process().memory_info().rss > SIZE * COUNT / 2
    assert len(used) == COUNT / 500


def test_nothing_is_done_where_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    from auditor.extract.worker.memory import _trim

    _trim.cache_clear()
    give_back()
    assert _trim() is None
    _trim.cache_clear()
