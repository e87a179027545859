"""The style of citations of the United Nations."""

from dossier.cite import in_release
from dossier.model.reference import Citation


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
