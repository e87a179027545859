"""The guide for another report has every setting, field and option, and its examples work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from sphinx.testing.util import SphinxTestApp

from dossier.extension import _DEFAULTS
from dossier.model.map import Map
from dossier.model.source import Figure, Passage, Report
from dossier.parser.directives import registered
from dossier.parser.settings import SETTINGS
from dossier.parser.source import MODELS
from tests.support import Outcome, Site

PROJECT = Path(__file__).parents[2]
GUIDE = (PROJECT / "docs/contributing/use-for-another-report.md").read_text()
INTERNAL = {"dossier_site_code"}


def test_every_setting_of_the_extension_is_there(ports: Site) -> None:
    assert SETTINGS.keys() - INTERNAL <= set(re.findall(r"`(dossier_\w+)`", GUIDE))


def test_every_field_of_the_report_is_there() -> None:
    assert {name for name in Report.model_fields if not re.search(rf"\b{name}\b", GUIDE)} == set()


def test_every_field_of_a_passage_is_there() -> None:
    assert {name for name in Passage.model_fields if f"`{name}`" not in GUIDE} == set()


def test_the_distribution_has_the_name_that_the_guide_gives_it() -> None:
    name = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["name"]
    assert f"\n{name}[live] @ file:" in GUIDE


def test_every_field_that_a_figure_needs_is_there() -> None:
    (needed,) = re.findall(r"A figure needs ([^.]*)\.", GUIDE)
    assert {name for name, field in Figure.model_fields.items() if field.is_required()} <= set(re.findall(r"`(\w+)`", needed))


def test_every_block_of_a_page_is_there() -> None:
    assert set(re.findall(r"block (\w+)", (PROJECT / "dossier/theme/layout.html").read_text())) <= set(
        re.findall(r"`(\w+)`", GUIDE)
    )


def test_the_extensions_of_markdown_that_a_site_must_keep_are_there() -> None:
    kept = _DEFAULTS["myst_enable_extensions"][1]
    assert isinstance(kept, set) and kept <= set(re.findall(r"`(\w+)`", GUIDE))


def test_every_option_of_the_theme_is_there() -> None:
    options = tomllib.loads((PROJECT / "dossier/theme/theme.toml").read_text())["options"]
    assert {name for name in options if f"`{name}`" not in GUIDE} == set()


def test_every_directive_is_there() -> None:
    own = {name for name, given in registered("view", "picture_view", "directive").items() if given != "None"}
    described = set(re.findall(r"\{([\w-]+)\}", GUIDE)) | set(re.findall(r"directive `([\w-]+)`", GUIDE))
    assert "timeline" in own and own - described == set()


def test_every_data_file_is_there() -> None:
    folders = {"passages", "release"}  # each has several files
    assert {name for name in MODELS if name not in folders and f"`{name}.yaml`" not in GUIDE.replace("source/", "")} == set()


BLOCKS = re.findall(r"^(````?)(?:python|yaml|bibtex|markdown)\n(.*?)^\1$", GUIDE, re.MULTILINE | re.DOTALL)


def block(start: str) -> str:
    """Return the block of the guide that starts with a text."""
    (found,) = [text for _, text in BLOCKS if text.startswith(start)]
    return found


@pytest.fixture
def harbour(tmp_path: Path) -> Site:
    """A dossier made of exactly the examples in the guide."""
    site = Site.__new__(Site)
    site.folder = tmp_path
    for path, start in (
        ("docs/conf.py", "project ="),
        ("docs/index.md", "# The harbour"),
        ("docs/north-quay.md", "---\n"),
        ("docs/traffic.md", "# Traffic"),
        ("docs/documents.md", "# Documents"),
        ("source/report.yaml", "symbol:"),
        ("source/references.bib", "@misc{pilots"),
        ("source/passages/traffic.yaml", "section:"),
        ("source/dataset.yaml", "name: harbour"),
    ):
        site.write(path, block(start))
    return site


def build(site: Site, builder: str = "html", **config: str) -> tuple[str, Path]:
    """Return the warnings of a build of the dossier, and its folder."""
    app = SphinxTestApp(builder, srcdir=site.folder / "docs", builddir=site.folder / "built", confoverrides=config)
    try:
        app.build()
    finally:
        app.cleanup()
    return app.warning.getvalue(), site.folder / "built" / builder


def test_the_map_in_the_guide_is_valid() -> None:
    assert Map.model_validate(yaml.safe_load(block("kind: quay"))).elsewhere == ("south",)


def test_what_the_guide_says_makes_a_site_without_a_warning(harbour: Site) -> None:
    assert harbour.command("check") == Outcome(0, "docs, source: nothing wrong\n", "")
    warnings, built = build(harbour)
    assert warnings == ""
    page = (built / "north-quay.html").read_text()
    assert "The quay handled about 1,200 ships" in page and "through a summary" not in page


def test_every_command_reads_the_data_folder_that_the_configuration_names(harbour: Site) -> None:
    harbour.write("docs/conf.py", block("project =") + 'dossier_source = "../register"\n')
    (harbour.folder / "source").rename(harbour.folder / "register")
    assert harbour.command("check") == Outcome(0, "docs, register: nothing wrong\n", "")
    assert harbour.command("schemas").status == 0 and (harbour.folder / "register/passages.schema.json").exists()
    released = harbour.command("release", "1.0", "--date", "2031-05-01")
    assert released.status == 0 and (harbour.folder / "register/releases/1.0.json").exists()
    same = harbour.command("diff", "--base-docs", "docs", "--base-source", "register")
    assert same.status == 0 and harbour.command("check").status == 0


def test_a_template_adds_to_every_page_as_the_guide_says(harbour: Site) -> None:
    (template,) = re.findall(r"```html\n(.*?)```", GUIDE, re.DOTALL)
    harbour.write("docs/conf.py", block("project =") + 'templates_path = ["_templates"]\n')
    harbour.write("docs/_templates/layout.html", template)
    warnings, built = build(harbour)
    assert warnings == "" and "<p>The harbour office answers questions.</p>" in (built / "traffic.html").read_text()


def test_a_series_is_described_as_the_guide_says(harbour: Site) -> None:
    harbour.write("source/series.yaml", block("title: Yearly reports"))
    harbour.write("docs/series.md", block("# The series"))
    harbour.edit("docs/index.md", "documents\n", "documents\nseries\n")
    harbour.edit("source/references.bib", "@misc{vha-2031-1", block("@misc{vha-2030-1") + "\n@misc{vha-2031-1")
    warnings, built = build(harbour)
    assert warnings == ""
    page = (built / "series.html").read_text()
    assert "VHA/2030/1" in page and "Ships handled at the north quay" in page and "1,000" in page


def test_events_and_key_figures_are_shown_as_the_guide_says(harbour: Site) -> None:
    harbour.write("source/events.yaml", block("events:"))
    harbour.write("docs/events.md", block("# Events"))
    harbour.edit("docs/index.md", "documents\n", "documents\nevents\n")
    warnings, built = build(harbour)
    assert warnings == ""
    page = (built / "events.html").read_text()
    assert "Count of the pilots" in page and ">in 2030, by the count of the pilots" in page


def test_an_epub_needs_the_setting_that_the_guide_names(harbour: Site) -> None:
    (setting, value) = re.findall(r'EPUB also needs `(\w+)` in `conf.py`, such as `"(.+?)"`', GUIDE)[0]
    assert "copyright" in build(harbour, "epub")[0]
    assert build(harbour, "epub", **{setting: value})[0] == ""


def test_a_module_of_the_site_with_the_name_of_one_of_python_does_no_harm(harbour: Site) -> None:
    harbour.write("docs/conf.py", block("project =") + block("import sys").replace('"harbour"', '""'))
    harbour.write("docs/_ext/platform.py", "")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "dummy", "docs", "built"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(command, cwd=harbour.folder, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_kind_is_added_as_the_guide_says(
    harbour: Site, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    harbour.write("docs/conf.py", block("project =") + block("import sys"))
    harbour.write("docs/_ext/harbour.py", block("from pydantic") + block("from docutils"))
    harbour.write("docs/quays/north.md", block("---\n").replace("sections: [TRAF]", "length: 400\nevidence: [vha-2031-1]"))
    (harbour.folder / "docs/north-quay.md").unlink()
    harbour.edit("docs/index.md", "north-quay", "quays/north")
    harbour.write("docs/traffic.md", block("# Traffic") + "\n:::{compare}\n:::\n")
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "harbour", raising=False)  # that of the example, if a test in this process built it
    request.addfinalizer(lambda: sys.modules.pop("harbour", None))
    warnings, built = build(harbour)
    assert warnings == ""
    page = (built / "quays/north.html").read_text()
    assert "400 metres<" in page and "Ships of up to 400 metres can moor here." in page
    assert '<fieldset name="quay"' in (built / "traffic.html").read_text()  # although quays have neither sections nor names
