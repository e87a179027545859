"""Extensions specific to the United Nations and to this report: kinds of entry, document symbols, rules and citation style."""

from dossier.cite import release_in_words
from dossier.locale import uncapitalized
from dossier.model.publication import Citation
from dossier.model.site import Site
from un import rules, symbols
from un.kinds import KINDS

__all__ = ["SITE", "rules"]


def un_style(citation: Citation) -> str:
    """Format a citation in the style of the United Nations Editorial Manual for masthead documents and articles on websites.

    The report comes first, with the section, because it is the cited work, then the other sources; the page through which it was
    read follows, with the words of the finding:
    https://www.un.org/dgacm/en/content/editorial-manual/footnotes/chap-03 and chap-04.
    """
    place = f"“{citation.page}”, {citation.container}{release_in_words(citation)}"
    at = f" Available at {citation.address}." if citation.address else ""
    if not citation.finding:
        return f"{place}, {uncapitalized(citation.source)}.{at}"
    claim = f"Finding {citation.finding}: “{citation.abstract}” ({citation.assessment}), {place}.{at}"
    return " ".join(filter(None, (f"{citation.source}.", citation.see_also, claim)))


SITE = Site(
    kinds=KINDS,
    names_in_text=symbols.symbols_in,
    symbol=symbols.SYMBOL,
    address_of=symbols.official_address,
    versions_of=symbols.language_versions,
    words_around_symbols=tuple(
        "un united nations undocs a s resolution resolutions res security council sc scr unsc unscr "
        "general assembly ga unga".split()
    ),
    aside=("accessibility", "changes", "contributing", "evidence/bibliography-other"),
    languages=("ar", "de", "es", "fr", "ru", "zh"),
    citation_style=("UN style", un_style),
)
