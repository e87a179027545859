"""Extensions specific to the United Nations and to this report: kinds of entry, document symbols, rules and citation style."""

from dossier.model.site import Site
from un import citation_style, rules, symbols
from un.kinds import KINDS

__all__ = ["SITE", "rules"]

SITE = Site(
    kinds=KINDS,
    names_in_text=symbols.symbols_in,
    symbol=symbols.SYMBOL,
    address_of=symbols.official_address,
    versions_of=symbols.texts,
    words_around_symbols=(
        *("un", "united", "nations", "undocs", "a", "s", "resolution", "resolutions", "res"),
        *("security", "council", "sc", "scr", "unsc", "unscr", "general", "assembly", "ga", "unga"),
    ),
    aside=("accessibility", "contributing"),
    languages=("ar", "de", "es", "fr", "ru", "zh"),
    citation_style=("UN style", citation_style.un_style),
)
