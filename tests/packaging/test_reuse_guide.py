"""The guide to use for another report is complete, and its examples work."""

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


def test_guide_names_each_setting(ports: Site) -> None:
    assert SETTINGS.keys() - INTERNAL <= set(re.findall(r"`(dossier_\w+)`", GUIDE))


def test_guide_names_each_field_of_report() -> None:
    assert {name for name in Report.model_fields if not re.search(rf"\b{name}\b", GUIDE)} == set()


def test_guide_names_each_field_of_passage() -> None:
    assert {name for name in Passage.model_fields if f"`{name}`" not in GUIDE} == set()


def test_guide_has_name_of_distribution() -> None:
    name = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["name"]
    assert f"\n{name}[live] @ file:" in GUIDE


def test_guide_names_required_fields_of_figure() -> None:
    (required,) = re.findall(r"A figure needs ([^.]*)\.", GUIDE)
    assert {name for name, field in Figure.model_fields.items() if field.is_required()} <= set(re.findall(r"`(\w+)`", required))


def test_guide_names_each_template_block() -> None:
    assert set(re.findall(r"block (\w+)", (PROJECT / "dossier/theme/layout.html").read_text())) <= set(
        re.findall(r"`(\w+)`", GUIDE)
    )


def test_guide_names_required_myst_extensions() -> None:
    enabled = _DEFAULTS["myst_enable_extensions"][1]
    assert isinstance(enabled, set) and enabled <= set(re.findall(r"`(\w+)`", GUIDE))


def test_guide_names_each_theme_option() -> None:
    options = tomllib.loads((PROJECT / "dossier/theme/theme.toml").read_text())["options"]
    assert {name for name in options if f"`{name}`" not in GUIDE} == set()


def test_guide_names_each_directive() -> None:
    directives = {name for name, given in registered("view", "picture_view", "directive").items() if given != "None"}
    described = set(re.findall(r"\{([\w-]+)\}", GUIDE)) | set(re.findall(r"directive `([\w-]+)`", GUIDE))
    assert "timeline" in directives and directives - described == set()


def test_guide_names_each_data_file() -> None:
    multi_file = {"passages", "release"}  # there may be several of each
    assert {name for name in MODELS if name not in multi_file and f"`{name}.yaml`" not in GUIDE.replace("source/", "")} == set()


CODE_BLOCKS = re.findall(r"^(````?)(?:python|yaml|bibtex|markdown)\n(.*?)^\1$", GUIDE, re.MULTILINE | re.DOTALL)


def code_block(start: str) -> str:
    """Return the code block of the guide that starts with a text."""
    (block,) = [text for _, text in CODE_BLOCKS if text.startswith(start)]
    return block


@pytest.fixture
def harbour(tmp_path: Path) -> Site:
    """A site that consists of the examples in the guide."""
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
        site.write(path, code_block(start))
    return site


def build(site: Site, builder: str = "html", **config: str) -> tuple[str, Path]:
    """Build the site, and return the warnings and the output folder."""
    app = SphinxTestApp(builder, srcdir=site.folder / "docs", builddir=site.folder / "built", confoverrides=config)
    try:
        app.build()
    finally:
        app.cleanup()
    return app.warning.getvalue(), site.folder / "built" / builder


def test_example_map_is_valid() -> None:
    assert Map.model_validate(yaml.safe_load(code_block("kind: quay"))).elsewhere == ("south",)


def test_examples_make_site_without_warnings(harbour: Site) -> None:
    assert harbour.command("check") == Outcome(0, "docs, source: nothing wrong\n", "")
    warnings, built = build(harbour)
    assert warnings == ""
    page = (built / "north-quay.html").read_text()
    assert "The quay handled about 1,200 ships" in page and "through a summary" not in page


def test_commands_use_configured_data_folder(harbour: Site) -> None:
    harbour.write("docs/conf.py", code_block("project =") + 'dossier_source = "../register"\n')
    (harbour.folder / "source").rename(harbour.folder / "register")
    assert harbour.command("check") == Outcome(0, "docs, register: nothing wrong\n", "")
    assert harbour.command("schemas").status == 0 and (harbour.folder / "register/passages.schema.json").exists()
    outcome = harbour.command("release", "1.0", "--date", "2031-05-01")
    assert outcome.status == 0 and (harbour.folder / "register/releases/1.0.json").exists()
    diff = harbour.command("diff", "--base-docs", "docs", "--base-source", "register")
    assert diff.status == 0 and harbour.command("check").status == 0


def test_example_template_extends_pages(harbour: Site) -> None:
    (template,) = re.findall(r"```html\n(.*?)```", GUIDE, re.DOTALL)
    harbour.write("docs/conf.py", code_block("project =") + 'templates_path = ["_templates"]\n')
    harbour.write("docs/_templates/layout.html", template)
    warnings, built = build(harbour)
    assert warnings == "" and "<p>The harbour office answers questions.</p>" in (built / "traffic.html").read_text()


def test_example_series(harbour: Site) -> None:
    harbour.write("source/series.yaml", code_block("title: Yearly reports"))
    harbour.write("docs/series.md", code_block("# The series"))
    harbour.edit("docs/index.md", "documents\n", "documents\nseries\n")
    harbour.edit("source/references.bib", "@misc{vha-2031-1", code_block("@misc{vha-2030-1") + "\n@misc{vha-2031-1")
    warnings, built = build(harbour)
    assert warnings == ""
    page = (built / "series.html").read_text()
    assert "VHA/2030/1" in page and "Ships handled at the north quay" in page and "1,000" in page


def test_example_events_and_key_figures(harbour: Site) -> None:
    harbour.write("source/events.yaml", code_block("events:"))
    harbour.write("docs/events.md", code_block("# Events"))
    harbour.edit("docs/index.md", "documents\n", "documents\nevents\n")
    warnings, built = build(harbour)
    assert warnings == ""
    page = (built / "events.html").read_text()
    assert "Count of the pilots" in page and ">in 2030, by the count of the pilots" in page


def test_epub_needs_setting_named_in_guide(harbour: Site) -> None:
    (setting, value) = re.findall(r'EPUB also needs `(\w+)` in `conf.py`, such as `"(.+?)"`', GUIDE)[0]
    assert "copyright" in build(harbour, "epub")[0]
    assert build(harbour, "epub", **{setting: value})[0] == ""


def test_module_of_site_does_not_shadow_standard_library(harbour: Site) -> None:
    harbour.write("docs/conf.py", code_block("project =") + code_block("import sys").replace('"harbour"', '""'))
    harbour.write("docs/_ext/platform.py", "")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "dummy", "docs", "built"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(command, cwd=harbour.folder, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_example_kind(harbour: Site, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    harbour.write("docs/conf.py", code_block("project =") + code_block("import sys"))
    harbour.write("docs/_ext/harbour.py", code_block("from pydantic") + code_block("from docutils"))
    harbour.write("docs/quays/north.md", code_block("---\n").replace("sections: [TRAF]", "length: 400\nevidence: [vha-2031-1]"))
    (harbour.folder / "docs/north-quay.md").unlink()
    harbour.edit("docs/index.md", "north-quay", "quays/north")
    harbour.write("docs/traffic.md", code_block("# Traffic") + "\n:::{compare}\n:::\n")
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "harbour", raising=False)  # of the example site, if another test in this process built it
    request.addfinalizer(lambda: sys.modules.pop("harbour", None))
    warnings, built = build(harbour)
    assert warnings == ""
    page = (built / "quays/north.html").read_text()
    assert "400 metres<" in page and "Ships of up to 400 metres can moor here." in page
    assert '<fieldset name="quay"' in (built / "traffic.html").read_text()  # although quays have neither sections nor names
