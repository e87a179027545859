"""The citation style of the United Nations."""

from dossier.cite import release_in_words
from dossier.model.reference import Citation


def un_style(citation: Citation) -> str:
    """Format a citation in the style of the United Nations Editorial Manual for masthead documents and articles on websites.

    The symbol comes first, with the section, because the report is the cited work; the page through which it was read follows:
    https://www.un.org/dgacm/en/content/editorial-manual/footnotes/chap-03 and chap-04.
    """
    place = f"“{citation.page}”, {citation.container}{release_in_words(citation)}"
    at = f"Available at {citation.address}."
    if not citation.finding:
        return f"{place}, {citation.source[:1].lower()}{citation.source[1:]}. {at}"
    mark = f"{citation.assessment}; SHA-256 {citation.checksum}"
    return f"{citation.source}. Finding {citation.finding} ({mark}), {place}. {at}"
