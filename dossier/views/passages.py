"""The directive for a section of the register, and the view of a passage."""

from collections.abc import Iterator
from textwrap import shorten

from docutils import nodes

from dossier.domain.build import build_of
from dossier.graph import Dossier, count_corroborated, support_of
from dossier.locale import _, long_date, ngettext
from dossier.model.kinds import kind_of_folder
from dossier.model.source import Passage, Tie
from dossier.views.figures import amount_cell, as_of
from dossier.views.findings import correction_note, corrections
from dossier.views.links import as_read, badge, bracketed, citation, evidence_of, finding_link, linked_entry
from dossier.views.nodes import Content, bullets, fields, heading, paragraph, spaced, span, table
from dossier.views.registry import ArgumentDirective, view

LONGEST = 64
"""The maximum length of the words in a passage's heading, in characters."""


class PassagesDirective(ArgumentDirective):
    """The register of one section of the report: a section of the page for each passage."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each passage, with its title and a placeholder; the rules report an unknown section."""
        source = build_of(self.env).source
        return [self._section(source.passages[id]) for id in source.passages_by_section.get(self.arguments[0], ())]

    def _section(self, passage: Passage) -> nodes.section:
        title = nodes.title("", passage.id, span(passage_title(passage).removeprefix(passage.id), "first-words"))
        return nodes.section("", title, self.place(passage.id), ids=[passage.id], classes=["passage"])


def passage_title(passage: Passage) -> str:
    """Return the heading of a passage: its id and its first words."""
    return f"{passage.id}. {shorten(passage.paraphrase, LONGEST, placeholder='…')}"


@view("passages", PassagesDirective)
def passage_body(dossier: Dossier, docname: str, id: str) -> list[nodes.Node]:
    """Everything in the register on a passage, and the findings that cite it."""
    passage = dossier.source.passages[id]
    made: list[nodes.Node] = [paragraph(passage.paraphrase, "paraphrase"), fields(_facts(dossier, passage), "card")]
    if passage.corrections:
        notes = [correction_note(dossier, note) for note in passage.corrections]
        made += [heading(_("Corrections and doubts"), 3), corrections(notes)]
    if passage.figures:
        made += [heading(_("Figures"), 3), _figures(dossier, passage)]
    if passage.evidence:
        pairs = ((item.supports, found) for item in passage.evidence for found in dossier.source.cited((item.reference,)))
        items: list[Content] = [[f"{supports} ", *bracketed([as_read(reference)])] for supports, reference in pairs]
        made += [heading(_("Evidence"), 3), bullets(items, "evidence")]
    cited_by = [finding_link(finding) for finding in dossier.findings_from[id]]
    return [*made, heading(_("Cited by"), 3), bullets(cited_by, "cited-by")]


def _facts(dossier: Dossier, passage: Passage) -> Iterator[tuple[str, Content]]:
    report = dossier.source.report
    yield _("Support"), _support(dossier, passage.id)
    yield _("Place in {document}").format(document=report.symbol), dossier.source.locator((passage.id,))
    if passage.paragraph:
        yield _("Paragraph"), str(passage.paragraph)
    form: Content = [f"{passage.kind.replace('-', ' ')} ", *citation([report.digest or report.reference])]
    yield _("Form in the {digest}").format(digest=report.digest_name), form
    named = {_("Places"): passage.places, _("States"): passage.states, _("Bodies"): passage.bodies}
    named |= {_("Groups"): passage.groups, _("People"): passage.people}
    yield from ((term, "; ".join(values)) for term, values in named.items() if values)
    for dated in passage.dates:
        day = long_date(dated.date)
        day = _("early {date}").format(date=day) if dated.precision == "early in year" else day
        support = badge(dossier.support(dated.evidence), is_short=True)
        yield _("Date"), [f"{day}: {dated.what}. ", support, *spaced(dated.note), " ", *evidence_of(dossier, dated.evidence)]
    yield from (_tie(dossier, tie) for tie in passage.ties)
    if passage.notes:
        yield _("Note"), passage.notes


def _tie(dossier: Dossier, tie: Tie) -> tuple[str, Content]:
    folder, _slash, entry = tie.entry.rpartition("/")
    kind = kind_of_folder(folder)
    noun = kind.singular if kind else _("Entry")
    name = linked_entry(dossier, tie.entry, f"{noun.lower()} {entry}")
    return noun, [name, f", {dossier.source.report.ties[tie.tie]}: {tie.why} ", *citation(tie.evidence)]


def _support(dossier: Dossier, id: str) -> str:
    """Return the number of a passage's findings that are corroborated, in words."""
    drawn = len(dossier.findings_from[id])
    said = ngettext("{count} of {all} finding corroborated", "{count} of {all} findings corroborated", drawn)
    return said.format(count=count_corroborated(dossier, id), all=drawn)


def _figures(dossier: Dossier, passage: Passage) -> nodes.table:
    rows: list[list[Content]] = []
    for figure in passage.figures:
        support, note = badge(support_of(dossier, figure), is_short=True), f"{figure.note} " if figure.note else ""
        sources: Content = [note, *evidence_of(dossier, figure.evidence)]
        rows.append([figure.subject, amount_cell(figure), as_of(figure), support, sources])
    head = (_("What"), _("Figure"), _("As of"), _("Support"), _("Note"))
    return table(f"figures-{passage.id}", _("Figures in {passage}").format(passage=passage.id), head, rows, "figures")
