"""Extensions specific to the United Nations and to this report: kinds of entry, document symbols, rules and citation style."""

from dossier.model.site import Site
from un import documents, rules
from un.kinds import KINDS

__all__ = ["SITE", "rules"]

SITE = Site(
    kinds=KINDS,
    names_in_text=documents.symbols_in,
    symbol=documents.SYMBOL,
    address_of=documents.official_address,
    versions_of=documents.texts,
    words_around_symbols=(
        *("un", "united", "nations", "undocs", "a", "s", "resolution", "resolutions", "res"),
        *("security", "council", "sc", "scr", "unsc", "unscr", "general", "assembly", "ga", "unga"),
    ),
    aside=("contributing",),
    languages=("ar", "de", "es", "fr", "ru", "zh"),
    citation_style=("UN style", documents.un_style),
)
