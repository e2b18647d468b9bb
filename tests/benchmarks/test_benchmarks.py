"""The benchmarks run, count what they say they count, and stand on a list that never changes."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from benchmarks.ads import ad_texts, read_texts, write_ads
from benchmarks.compare import Skipped, Turn, comparison, take_turns
from benchmarks.contestants.registry import BASE, contestant
from benchmarks.frozen import frozen_patterns
from benchmarks.growth import Step, exponent, is_suspicious, steps
from benchmarks.hostile import HOSTILE, hostile_table
from benchmarks.invented import invented_ads
from benchmarks.million.changes import given_texts, write_changed
from benchmarks.million.plot import plot
from benchmarks.million.scans import NAME, Scan, is_sum_of_parts, parts_of
from benchmarks.results import put_block
from benchmarks.scaling import by_length, long_text
from benchmarks.tables import Table
from benchmarks.watch import watch


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return list(islice(invented_ads(1), 300))


@pytest.fixture(scope="module")
def ads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ads") / "ads.jsonl"
    write_ads(ad_texts(None, 20), path)
    return path


def test_the_frozen_list_never_changes() -> None:
    patterns = frozen_patterns()
    assert len(set(patterns)) == 150
    assert hashlib.sha256("\n".join(patterns).encode()).hexdigest() == "1869f79afff8c7ba37b63c50460bbcb1d9ffc91747d48276a074982f79553417"


def test_all_readers_of_the_frozen_list_find_the_same(texts: list[str]) -> None:
    found = {name: contestant(name)()(texts) for name in (BASE, "re, one by one", "frozen list behind our gate")}
    assert set(found.values()) == {found[BASE]}
    assert found[BASE] > 100


def test_re2_finds_the_same_with_spaces_and_digits_of_all_kinds(texts: list[str]) -> None:
    pytest.importorskip("re2")
    odd = ["性别：\u00a0男", "性别：\u3000女", "年龄\uff11\uff18-\uff13\uff15岁", "35岁以下"]
    counts = [contestant(name)()([*texts, *odd]) for name in (BASE, "google-re2 Set, then regex")]
    assert counts[0] == counts[1]
    assert contestant(BASE)()(odd) == 4


def test_ours_finds_in_process_what_the_command_finds(ads: Path) -> None:
    said: list[str] = []
    results = take_turns(ads, (BASE, "ours, engine", "ours, command with 1 job", "Presidio"), 1, said.append)
    engine, command, base = results["ours, engine"], results["ours, command with 1 job"], results[BASE]
    assert isinstance(engine, list)
    assert isinstance(command, list)
    assert isinstance(base, list)
    assert engine[0].hits == command[0].hits > 0
    assert base[0].hits == contestant(BASE)()(read_texts(ads))
    assert len(said) == 4
    assert [row[0] for row in comparison(ads, results).rows] == list(results)


def test_what_cannot_run_is_shown_with_its_reason(ads: Path) -> None:
    results: dict[str, list[Turn] | Skipped] = {
        BASE: [Turn(2.0, 4.0, 7, 1 << 20), Turn(1.0, 5.0, 7, 3 << 20)],
        "Presidio": Skipped("No module named 'presidio_analyzer'"),
        "ours": [Turn(0.5, 2.0, 9, 1 << 20)],
    }
    assert comparison(ads, results).rows == (
        (BASE, "20", "1.00", "5", "1.00", "3", "7"),
        ("Presidio", "skipped: No module named 'presidio_analyzer'", "", "", "", "", ""),
        ("ours", "40", "2.00", "10", "2.00", "1", "9"),
    )


def test_invented_ads_are_the_same_each_time_and_as_long_as_real_ones(texts: list[str]) -> None:
    assert texts == list(islice(invented_ads(1), 300))
    assert len(set(texts)) == 300
    assert 150 < sum(map(len, texts)) / len(texts) < 300


def test_some_ads_of_a_file_are_spread_over_it(tmp_path: Path) -> None:
    write_ads((f"{number}" for number in range(10)), tmp_path / "ads.jsonl")
    assert list(ad_texts(tmp_path / "ads.jsonl", 3)) == ["0", "3", "6"]
    assert len(list(ad_texts(tmp_path / "ads.jsonl", 30))) == len(list(ad_texts(tmp_path / "ads.jsonl", None))) == 10


def test_growth_is_told_by_the_power_of_the_size() -> None:
    linear = [Step(size, size * 1e-4) for size in (1_000, 2_000, 4_000)]
    quadratic = [Step(size, size**2 * 1e-7) for size in (1_000, 2_000, 4_000)]
    assert exponent(linear) == pytest.approx(1)
    assert exponent(quadratic) == pytest.approx(2)
    assert (is_suspicious(linear), is_suspicious(quadratic)) == (False, True)
    assert exponent([Step(1, 1e-6), Step(2, 9e-6)]) == 1
    assert exponent([Step(1, 1.0), Step(2, 2.0), Step(4, 16.0), Step(8, 8.0)]) == pytest.approx(1)


def test_steps_end_after_one_that_takes_too_long() -> None:
    assert [step.size for step in steps((1, 2, 3), lambda _: lambda: None, most=-1.0)] == [1]
    assert [step.size for step in steps((1, 2, 3), lambda _: lambda: None, most=60.0)] == [1, 2, 3]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_as_long_as_they_should_be(name: str) -> None:
    for size in (125, 1_000):
        assert size - 6 < len(HOSTILE[name](size)) <= size


def test_hostile_texts_are_audited() -> None:
    table = hostile_table(5.0, lambda _: None, ("commas", "many short clauses"), (125, 250))
    assert [row[0] for row in table.rows] == ["commas", "many short clauses"]
    assert all(len(row) == len(table.header) for row in table.rows)


def test_one_document_is_as_long_as_asked_for(ads: Path) -> None:
    first = next(read_texts(ads))
    assert long_text(ads, 30_000)[: len(first) + 1] == f"{first}\n"
    assert len(long_text(ads, 30_000)) == 30_000
    assert [row[0] for row in by_length(ads, -1.0).rows] == ["1,000"]


def test_tables_are_written_into_blocks_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    path.write_text("# Results\n", encoding="utf-8")
    table = Table("Ads", ("", "ads/s"), (("a|b", "1"),), ("a note",))
    put_block(path, "ads", table.markdown())
    put_block(path, "more", "kept")
    put_block(path, "ads", table.markdown().replace("| 1 |", "| 2 |"))
    assert path.read_text(encoding="utf-8") == (
        "# Results\n\n<!-- ads begin -->\n### Ads\n\n|  | ads/s |\n| --- | ---: |\n| a\\|b | 2 |\n\n- a note\n<!-- ads end -->\n\n"
        "<!-- more begin -->\nkept\n<!-- more end -->\n"
    )


def test_changed_ads_keep_their_clauses_and_get_other_numbers(tmp_path: Path) -> None:
    source, one, two = tmp_path / "source.jsonl", tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    write_ads(["北京招店员；月薪5000元；限女性", "电工\n电话13800000000\n35岁以下"], source)
    for path in (one, two):
        write_changed(given_texts(source), 5, 7, path)
    assert one.read_bytes() == two.read_bytes()
    records = [json.loads(line) for line in one.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == [f"ad-{number:07}" for number in range(5)]
    assert len({record["text"] for record in records}) == 5
    assert all(record["text"].count("限女性") == 1 for record in records[::2])
    assert all(sorted(record["text"].splitlines())[0] == "35岁以下" for record in records[1::2])
    assert "13800000000" not in one.read_text(encoding="utf-8")


def test_no_ads_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no ads to change"):
        write_changed(lambda: iter(()), 1, 1, tmp_path / "none.jsonl")


def test_parts_hold_each_line_once_and_at_its_number(tmp_path: Path) -> None:
    lines = [f'{{"id": "{number}"}}\n'.encode() for number in range(7)]
    (tmp_path / NAME).write_bytes(b"".join(lines))
    parts = [(part / NAME).read_bytes().splitlines(keepends=True) for part in parts_of(Scan(tmp_path, ()), 3)]
    assert [len(part) for part in parts] == [3, 6, 7]
    assert [line for part in parts for line in part if line.strip()] == lines
    assert all(line == lines[number] for part in parts for number, line in enumerate(part) if line.strip())


def test_a_report_is_the_sum_of_its_parts(tmp_path: Path) -> None:
    write_ads(islice(invented_ads(3), 6), tmp_path / NAME)
    whole = Scan(tmp_path, ())
    assert whole.run().peak > 10 << 20
    assert is_sum_of_parts(whole, 2)
    assert [json.loads(line)["id"] for line in whole.report.open(encoding="utf-8")] == [f"ad-{number}" for number in range(6)]


def test_a_watched_program_is_killed_with_its_children() -> None:
    program = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    seen = watch([sys.executable, "-c", program], kill_after=1.0)
    assert seen.status != 0
    assert 1.0 <= seen.wall < 30
    assert seen.peak > 1 << 20


def test_the_time_of_children_counts() -> None:
    work = "x = sum(i * i for i in range(3_000_000))"
    seen = watch([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}]); print('done')"])
    assert (seen.status, seen.output.strip()) == (0, "done")
    assert seen.cpu > 0.1


def test_the_plot_shows_every_look() -> None:
    drawn = etree.fromstring(plot([(0.0, 1 << 20), (5.0, 3 << 20), (10.0, 2 << 20)], "memory").encode())
    (line,) = drawn.findall("{*}polyline")
    assert line.get("points") == "60.0,180.0 400.0,60.0 740.0,120.0"
    assert Counter(node.text for node in drawn.findall("{*}text"))["3 MiB"] == 1
