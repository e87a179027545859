"""Image files of the drawings, which other sites can embed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag

import dossier.charts.svg
from tests.support import Built, Site

SVG = "{http://www.w3.org/2000/svg}"


def parse_images(folder: Path) -> dict[str, ET.Element]:
    """Parse the images of the page ``drawn``, by file name without suffix."""
    return {path.stem: ET.parse(path).getroot() for path in sorted((folder / "pictures/drawn").iterdir())}


def test_each_drawing_is_written_to_image_file_named_after_picture(built: Built, pictures: dict[str, Tag]) -> None:
    drawn = {str(figure["id"]): figure.svg for figure in pictures.values() if figure.svg}
    drawn_images = parse_images(built.folder)
    assert sorted(drawn_images) == sorted(drawn)
    for id, svg in drawn.items():
        assert svg.desc is not None and svg.desc.text in drawn_images[id].itertext()


def test_image_is_self_contained(built: Built) -> None:
    for image in parse_images(built.folder).values():
        style = image.findtext(f"{SVG}style") or ""
        assert "--paper: light-dark(" in style and "--sans:" in style and ".map .land {" in style and "@container" not in style
        assert not any(name.endswith("href") for part in image.iter() for name in part.attrib)
    names = [part.get("aria-label") for part in parse_images(built.folder)["picture-the-reaches"].iter(f"{SVG}g")]
    assert [name.partition(":")[0] for name in names if name] == ["Lower river", "Upper river"]


def test_picture_is_drawn_once_for_page_and_image(drawn: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    drawings: list[str] = []

    def named(made: Any, id: str, *texts: str, links: bool) -> Any:
        drawings.append(id)
        return name(made, id, *texts, links=links)

    name = dossier.charts.svg.named
    monkeypatch.setattr(dossier.charts.svg, "named", named)
    drawn.build("once", only="drawn")
    assert sorted(drawings) == ["picture-barges", "picture-the-reaches", "picture-what-happened-when"]


def test_chart_adapts_to_image_width_and_map_keeps_aspect_ratio(built: Built) -> None:
    drawn_images = parse_images(built.folder)
    assert drawn_images["picture-barges"].get("width") == "100%" and int(drawn_images["picture-barges"].get("height", "")) > 100
    assert drawn_images["picture-the-reaches"].get("viewBox", "").startswith("0 0 1000 ")


def test_images_use_style_sheets_of_site(drawn: Site) -> None:
    drawn.write("pages/own/own.css", ":root { --accent: teal; }\n")
    built = drawn.build(only="drawn", html_theme="dossier", html_static_path=["own"], html_css_files=["own.css"])
    for image in parse_images(built.folder).values():
        style = image.findtext(f"{SVG}style") or ""
        assert style.index("--accent: light-dark(") < style.index("--accent: teal")


def test_images_of_removed_pictures_and_pages_are_deleted(drawn: Site) -> None:
    folder = drawn.folder / "built/html"
    drawn.edit("pages/drawn.md", ":::{map} The reaches\n:summary: Each leads to its page.\n:::\n", "")
    assert "picture-the-reaches" not in parse_images(drawn.build().folder)
    drawn.edit("pages/index.md", "evidence/index\ndrawn\n", "evidence/index\n")
    (drawn.folder / "pages/drawn.md").unlink()
    drawn.build(only="index")
    assert not (folder / "pictures/drawn").exists() or parse_images(folder) == {}
