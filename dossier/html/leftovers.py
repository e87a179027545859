"""Files that are copied into the site, and taken out of it when they are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from dossier.files import put


def remove_copies(app: Sphinx, exception: Exception | None) -> None:
    """Remove images and static files that the last build copied and this one did not (``build-finished``)."""
    if exception is None and isinstance(app.builder, StandaloneHTMLBuilder):
        kept = Path(app.doctreedir, "copies.kept")
        before = kept.read_text(encoding="utf-8").split("\n") if kept.exists() else []
        now = set(_copies(app, app.builder))
        for name in filter(None, {*before} - now):
            Path(app.outdir, name).unlink(missing_ok=True)
        put(kept, "\n".join(sorted(now)).encode())


def _copies(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """What a build copies, by the path in the site."""
    yield from (f"{builder.imagedir}/{name}" for _, name in app.env.images.values())
    yield from (f"_static/{name}" for name in _files(app, app.config.html_static_path))
    yield from _files(app, app.config.html_extra_path)


def _files(app: Sphinx, entries: Iterable[str]) -> Iterator[str]:
    for path in (Path(app.confdir, entry) for entry in entries):
        below = path.rglob("*") if path.is_dir() else [path]
        root = path if path.is_dir() else path.parent
        yield from (file.relative_to(root).as_posix() for file in below if file.is_file())
