"""The guide for another report has every setting, field and option, and its example is that of the repository."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from dossier.model.source import Report
from tests.support import Site

PROJECT = Path(__file__).parents[2]
GUIDE = (PROJECT / "docs/contributing/use-for-another-report.md").read_text()
INTERNAL = {"dossier_site_code"}


def test_every_setting_of_the_extension_is_there(ports: Site) -> None:
    code = (PROJECT / "dossier/extension.py").read_text()
    settings = set(re.findall(r'add_config_value\(\s*"(dossier_\w+)"', code)) - INTERNAL
    assert settings and settings <= set(re.findall(r"`(dossier_\w+)`", GUIDE))


def test_every_field_of_the_report_is_there() -> None:
    assert {name for name in Report.model_fields if not re.search(rf"\b{name}\b", GUIDE)} == set()


def test_every_option_of_the_theme_is_there() -> None:
    options = tomllib.loads((PROJECT / "dossier/theme/theme.toml").read_text())["options"]
    assert {name for name in options if f"`{name}`" not in GUIDE} == set()
