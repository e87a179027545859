"""A voice reads each name in its own language."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, NavigableString

from tests.support import Built

ARABIC = re.compile(r"[\u0600-\u06ff]{2}")
BODY = re.compile(r"<body.*</body>", re.DOTALL)


def test_every_word_in_arabic_letters_says_so_and_runs_from_right_to_left(whole_site: Built) -> None:
    seen = 0
    for path in sorted(whole_site.folder.rglob("*.html")):
        text = BODY.search(path.read_text())
        if text is None or not ARABIC.search(text[0]):
            continue
        for word in BeautifulSoup(text[0], "html.parser").find_all(string=ARABIC):
            assert isinstance(word, NavigableString)
            around = word.find_parent(lang=True)
            assert around is not None and around["lang"] == "ar", f"{path.name}: {word[:60]}"
            assert around.get("dir") == "rtl", f"{path.name}: {word[:60]}"
            seen += 1
    assert seen > 10, "there are names in Arabic"
