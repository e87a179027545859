"""Tables that compare entries by theme, and the form from which a script makes such a table for any entries."""

from collections.abc import Iterator

from docutils import nodes
from sphinx.addnodes import only

from dossier.graph import Dossier, LinkedFinding, entries_of, findings_stating, findings_within, support_of
from dossier.locale import _
from dossier.model.kinds import KINDS, Kind, wholes_of
from dossier.views.figures import amount, as_of
from dossier.views.forms import form
from dossier.views.links import badge, finding_link, xref
from dossier.views.nodes import UNSEARCHED, Content, enumerated, folded, joined, on_site, paragraph, sentence, span, table
from dossier.views.registry import ViewDirective, view


class CompareDirective(ViewDirective):
    """A comparison of entries: the argument is a kind and the ids of two or more; without one, a form to choose them."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder for the table or the form."""
        kind, *ids = self.arguments[0].split() if self.arguments else [""]
        if self.arguments and (kind not in KINDS or len(ids) < 2):
            raise self.error(f"write a kind of entry ({', '.join(KINDS)}) and the ids of two or more of its entries")
        return [self.place((kind, ids))]


@view("compare", CompareDirective)
def compare_view(dossier: Dossier, docname: str, asked: tuple[str, list[str]]) -> list[nodes.Node]:
    """The comparison table, or the form."""
    kind, ids = asked
    return [_table(dossier, kind, ids)] if ids else [_form(dossier)]


def _is_theme(kind: Kind) -> bool:
    """Return whether entries of a kind name sections of the report, and so serve as themes."""
    return "sections" in kind.meta.model_fields


def _table(dossier: Dossier, kind: str, ids: list[str]) -> nodes.admonition:
    """Return a table with a row for findings on no theme, one for each theme of any of the entries, and one for figures.

    It is folded under its title and the number of its findings, because such tables are long on a phone.
    """
    found = [findings_within(dossier, (kind, id), apart_from=[(kind, other) for other in ids]) for id in ids]
    kinds = [other.name for other in KINDS.values() if _is_theme(other) and other.name != kind]
    general = [[finding for finding in each if not any(finding.facets[other] for other in kinds)] for each in found]
    listed: list[tuple[Content, list[list[LinkedFinding]]]] = [(_("In general"), general)]
    for theme in (page for other in kinds for page in entries_of(dossier, other)):
        on_theme = [[finding for finding in each if theme.id in finding.facets[theme.kind]] for each in found]
        listed.append((xref(*theme.key, theme.title), on_theme))
    rows = [[name, *(_cell(cell) for cell in cells)] for name, cells in listed if any(cells)]
    figures = [[span(parts, "item") for about, parts in _figures(dossier) if about & {f.id for f in each}] for each in found]
    if any(figures):
        rows.append([_("Figures"), *(joined(each, " ") or _("none") for each in figures)])
    head = [_("Theme"), *(_column(dossier, kind, id, ids) for id in ids)]
    title = _("{names} by theme").format(names=enumerated([dossier.labels.get((kind, id), id) for id in ids]))
    count = len({finding.id for each in found for finding in each})
    made = folded(f"{title} ({count})", table(f"compare-{'-'.join(ids)}", title, head, rows, "compared"))
    made[UNSEARCHED] = True  # the findings are found on their own pages
    return made


def _column(dossier: Dossier, kind: str, id: str, ids: list[str]) -> Content:
    """Return the head of a column, which names the parts of its entry that have columns of their own."""
    parts = [xref(*key) for key in dossier.within[kind, id][1:] if key in [(kind, other) for other in ids]]
    return sentence(_("{whole} without {parts}"), whole=xref(kind, id), parts=joined(parts)) if parts else xref(kind, id)


def _cell(findings: list[LinkedFinding]) -> Content:
    items = [span(finding_link(finding, is_short=True), "item") for finding in findings]
    return joined(items, " ") or span(_("silent"), "silent")


def _figures(dossier: Dossier) -> Iterator[tuple[set[str], Content]]:
    """Yield each figure with its date and support, after the ids of the findings that state it."""
    for passage, figure in dossier.figures.values():
        stated = f"{figure.subject}: {amount(figure)}, {as_of(figure)} "
        about = {finding.id for finding in findings_stating(dossier, passage, figure)}
        yield about, [stated, badge(support_of(dossier, figure), is_short=True)]


def _form(dossier: Dossier) -> only:
    """Return the form, with all findings and figures; the classes of each name the entries that it bears on."""
    stock: list[tuple[list[str], Content]]
    stock = [(_bearing(finding), finding_link(finding, is_short=True)) for finding in dossier.findings.values()]
    for about, parts in _figures(dossier):
        stock.append(([*sorted({name for id in about for name in _bearing(dossier.findings[id])}), "figures"], parts))
    items = [nodes.list_item("", paragraph(parts), classes=bearing) for bearing, parts in stock]
    listed = nodes.bullet_list("", *items, classes=["findings-list"])
    chosen = [kind for kind in KINDS.values() if _is_theme(kind) or kind.named] or KINDS.values()
    kinds = [(kind.name, kind.plural, _is_theme(kind), _wholes_first(dossier, kind.name)) for kind in chosen]
    return on_site(form("", listed, template="compare", values={"kinds": kinds}))


def _wholes_first(dossier: Dossier, kind: str) -> list[tuple[str, str, list[str]]]:
    """Return the id, the title and the ids of the parts of each entry of a kind, those that are part of another last."""
    entries = sorted(entries_of(dossier, kind), key=lambda page: bool(wholes_of(page)[1]))
    return [(page.id, page.title, [id for name, id in dossier.within[kind, page.id][1:] if name == kind]) for page in entries]


def _bearing(finding: LinkedFinding) -> list[str]:
    return [f"on-{kind}-{id}" for kind, ids in finding.facets.items() for id in ids]
