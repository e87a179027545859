"""What is of the United Nations and of this report: kinds of entry, document symbols, rules and the style of citations."""

from __future__ import annotations

from dossier.cite import in_release
from dossier.kinds import kinds_in
from dossier.model.reference import Citation
from dossier.site import Site
from un import kinds, rules, symbols

__all__ = ["SITE", "rules"]


def un_style(citation: Citation) -> str:
    """A reference as the United Nations Editorial Manual has it for a masthead document and an article on a website.

    The symbol comes first, located by its section, because the report is what is cited; the page through which it was read
    follows: https://www.un.org/dgacm/en/content/editorial-manual/footnotes/chap-03 and chap-04.
    """
    place = f"“{citation.page}”, {citation.container}{in_release(citation)}"
    at = f"Available at {citation.address}."
    if not citation.finding:
        return f"{place}, {citation.source[:1].lower()}{citation.source[1:]}. {at}"
    mark = f"{citation.sure}; SHA-256 {citation.checksum}"
    return f"{citation.source}. Finding {citation.finding} ({mark}), {place}. {at}"


SITE = Site(
    kinds=kinds_in(kinds),
    symbol_names=symbols.called,
    names_in_text=symbols.symbols_in,
    symbol=symbols.SYMBOL,
    address_of=symbols.official_address,
    versions_of=symbols.texts,
    words_around_symbols=(
        *("un", "united", "nations", "undocs", "a", "s", "resolution", "resolutions", "res"),
        *("security", "council", "sc", "scr", "unsc", "unscr", "general", "assembly", "ga", "unga"),
    ),
    aside=("contributing",),
    languages=("ar", "es", "fr", "ru", "zh"),
    citation_style=("UN style", un_style),
)
