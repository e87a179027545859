"""The pages fold words in Python and the search folds queries in JavaScript, and both give the same."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dossier.search.lexicon import fold

SCRIPTS = "import { load } from './paths.mjs'; const { fold } = await load('fold.js');"
ALL = "console.log(JSON.stringify(JSON.parse(process.argv[1]).map((code) => fold(`x${String.fromCodePoint(code)}y`))))"
RANGES = (range(0x0780), range(0x1E00, 0x2070), range(0x20A0, 0x20C0), range(0xFB00, 0xFB07), range(0xFE70, 0xFF5F))
"""Characters of the scripts of the site, all of them older than the Unicode of any Python or Node that is supported."""


def test_every_character_is_folded_alike() -> None:
    node = shutil.which("node") or pytest.skip("there is no node")
    codes = [code for codes in RANGES for code in codes]
    command = [node, "--input-type=module", "--eval", SCRIPTS + ALL, json.dumps(codes)]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    assert [f"{code:04X}" for code, folded in zip(codes, theirs, strict=True) if fold(f"x{chr(code)}y") != folded] == []
