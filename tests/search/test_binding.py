"""Volumes bound into one index hold what Pagefind's own index of all pages holds."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import cbor2
import pytest

from dossier.search import service
from dossier.search.binding import bound
from dossier.search.volume import Volume, keep_only, volume_of

WORDS = "silt weir barge café cafe gauge Ostrel ʿayn dredging channel 2031 channels harbour ports 1,200 S/2031/7 naïve".split()


def view(number: int) -> str:
    """A page with some words, and with the fields of a hit that it has; those of one number have no name."""
    words = " ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 3 + number % 11))
    names = "" if 5 <= number < 9 else f'<meta data-pagefind-meta="names[content]" content="{words[:9]}">'
    text = f'<h1 id="top">Weir {number}</h1><p data-pagefind-weight="0.4">{words} unique{number}</p>'
    title = f'<meta data-pagefind-meta="title[content]" content="Weir {number}">'
    return f'<html lang="en"><head>{title}{names}</head><body data-pagefind-body>{text}</body></html>'


PAGES = {f"weirs/{number}.html": view(number) for number in range(12)}


def unpacked(file: bytes) -> Any:
    """What a compressed file of an index holds."""
    return cbor2.loads(gzip.decompress(file).removeprefix(b"pagefind_dcd"))


def table(files: Mapping[str, bytes]) -> Any:
    """The table of an index."""
    (name,) = (name for name in files if name.endswith(".pf_meta"))
    return unpacked(files[name])


def words(files: Mapping[str, bytes]) -> list[Any]:
    """The words of an index, with the names of fields for their numbers."""
    fields = table(files)[5]
    found = [word for *_, name in table(files)[2] for word in unpacked(files[f"index/{name}.pf_index"])[0]]
    for _, places, forms in found:
        for part in (part for of in (places, *(of for _, of in forms)) for part in of):
            part[2] = [fields[-1 - place] if place < 0 else place for place in part[2]]
    return found


def volumes(kept: Path, *sizes: int) -> list[Volume]:
    """The pages in volumes of these sizes."""
    starts = [sum(sizes[:at]) for at in range(len(sizes) + 1)]
    pages = list(PAGES.items())
    return [volume_of(kept, dict(pages[start:end])) for start, end in pairwise(starts)]


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    """Pagefind's own index of all pages."""
    return service.index(PAGES.items())


@pytest.mark.parametrize("sizes", [(12,), (5, 4, 3), (1, 10, 1)], ids=["one volume", "three", "of one page"])
def test_volumes_hold_the_words_and_texts_of_an_index_of_all_pages(
    whole: dict[str, bytes], tmp_path: Path, sizes: tuple[int, ...]
) -> None:
    files = bound(volumes(tmp_path, *sizes), 300)
    assert len(table(files)[2]) > 3, "the words are in several files"
    assert words(files) == words(whole)
    assert any(forms for _, _, forms in words(whole)), "some words have diacritics"
    texts = [whole[f"fragment/{name}.pf_fragment"] for name, _ in table(whole)[1]]
    assert [files[f"fragment/{name}.pf_fragment"] for name, _ in table(files)[1]] == texts


def test_every_word_comes_within_the_span_of_its_file(tmp_path: Path) -> None:
    files = bound(volumes(tmp_path, 5, 7), 60)
    spans = table(files)[2]
    assert spans == sorted(spans)
    for first, last, name in spans:
        for word, _, _ in unpacked(files[f"index/{name}.pf_index"])[0]:
            found = [other for start, end, other in spans if start <= word and word[: len(end)] <= end]
            assert name in found, word
            assert len(found) <= 2, "a word that starts with the last one of the file before may be in either"
        assert first <= last


def test_a_volume_is_made_once_for_the_same_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = volumes(tmp_path, 6, 6)
    monkeypatch.setattr(service, "index", lambda _: pytest.fail("made again"))
    assert volumes(tmp_path, 6, 6) == first


def test_volumes_of_pages_that_are_gone_are_not_kept(tmp_path: Path) -> None:
    first, second = volumes(tmp_path, 6, 6)
    keep_only(tmp_path, [second])
    assert [path.stem for path in tmp_path.iterdir()] == [second.checksum]
    assert first.checksum != second.checksum


def test_pages_without_a_word_are_a_volume_of_nothing(tmp_path: Path) -> None:
    assert not volume_of(tmp_path, {"blank.html": '<html lang="en"><body data-pagefind-body></body></html>'}).parts


def test_files_of_pagefind_that_are_not_as_expected_stop_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "index", lambda _: {"pagefind.en_89abcdef01.pf_meta": gzip.compress(b"pagefind_dcd\x80")})
    with pytest.raises(service.SearchIndexError, match="not as they were"):
        volumes(tmp_path, 12)
    assert not list(tmp_path.iterdir())
