"""The exported files, and the texts that pages show for their records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from dossier.model.kinds import KINDS

Record = dict[str, Any]
LANGUAGES = "العربية, 中文, English, Français, Русский, Español"
CHAPTER_VII = {True: "Yes", False: "No", None: "Not checked"}
NEARNESS = {"direct": "on the report itself", "sister": "through the Monitoring Team's report", "event": "on the same matter"}
Link = tuple[str, str, str]
"""The address of a finding relative to the root of the site, its text and its support."""


@dataclass(frozen=True)
class Data:
    """The JSON files of a site."""

    folder: Path

    def table(self, name: str) -> list[Record]:
        """Return the records of a file."""
        return list(json.loads((self.folder / f"{name}.json").read_text()))

    @cached_property
    def findings(self) -> dict[str, Record]:
        return {finding["id"]: finding for finding in self.table("findings")}

    @cached_property
    def references(self) -> dict[str, Record]:
        return {reference["key"]: reference for reference in self.table("references")}

    @cached_property
    def passages(self) -> dict[str, Record]:
        return {passage["id"]: passage for passage in self.table("passages")}

    @cached_property
    def entries(self) -> dict[tuple[str, str], Record]:
        return {(entry["kind"], entry["id"]): entry for entry in self.table("entries")}

    @cached_property
    def sections(self) -> dict[str, str]:
        return {passage["section"]: passage["locator"] for passage in self.passages.values()}

    def link(self, id: str) -> Link:
        """Return a finding as it is listed on other pages."""
        finding = self.findings[id]
        return finding["url"], finding["text"], self.support_text(finding)

    def support_text(self, finding: Record) -> str:
        """Return the support of a finding as pages show it: kind, number of sources, and how close these are to the report."""
        if finding["support"] == "single-source":
            assert finding["sources"] == 0
            return "Single source"
        cited = [self.references[key] for key in finding["evidence"]]
        tiers_of_source = {item["repeats"] or item["key"]: set() for item in cited}
        for item in cited:
            tiers_of_source[item["repeats"] or item["key"]].add(item["tier"])
        assert finding["sources"] == len(tiers_of_source)
        tier = next(tier for tier in NEARNESS if any(tier in tiers for tiers in tiers_of_source.values()))
        count, nearest = len(tiers_of_source), sum(tier in tiers for tiers in tiers_of_source.values())
        text = (
            f"Corroborated by {count} other source" if finding["support"] == "corroborated" else f"Public record: {count} source"
        )
        of_them = f", {nearest} of them" if nearest < count else ","
        return f"{text}{'s' * (count > 1)}{of_them} {NEARNESS[tier]}"

    def findings_on(self, kind: str, id: str) -> list[Record]:
        """Return the findings that bear on an entry."""
        return [finding for finding in self.findings.values() if id in finding[KINDS[kind].column]]

    def findings_within(self, kind: str, id: str) -> list[Record]:
        """Return the findings that bear on an entry or on one of its parts."""
        whole = {id, *(part for (_, part), other in self.entries.items() if other["part_of"] == id)}
        return [finding for finding in self.findings.values() if whole.intersection(finding[KINDS[kind].column])]

    def card(self, entry: Record) -> dict[str, str]:
        """Return the terms and texts of the fact card of an entry."""
        kind, id = entry["kind"], entry["id"]
        meeting, type_ = entry["meeting"] or "", entry["type"] or ""
        own = {
            "Part of": self._labels("region", [entry["part_of"]] if entry["part_of"] else []),
            "Type": type_[:1].upper() + type_[1:],
            "Name": entry["name"] if (entry["name"] or "") not in entry["title"] else "",
            "Acronym": entry["acronym"] if f"({entry['acronym']})" not in entry["title"] else "",
            "Also called": ", ".join(entry["aliases"]) if kind == "actor" else "",
            "In Arabic": "، ".join(entry["arabic"]),
            **{f"In {name}": ", ".join(entry[name.lower()]) for name in ("Chinese", "French", "Russian", "Spanish")},
            "Head in July 2019": entry["head"],
            "Founded": entry["founded"],
            "Mandate": entry["mandate"],
            "Sanctions listing": entry["listing"],
            "Website": (entry["website"] or "").removeprefix("https://"),
            "Symbol": entry["symbol"],
            "Official text": LANGUAGES if entry["symbol"] else "",
            "Title": entry["official_title"],
            "Subject": entry["subject"],
            "Adopted": format_date(entry["adopted"]) if entry["adopted"] else "",
            "Meeting": format_ordinal(int(meeting)) if meeting.isdigit() else meeting,
            "Meeting record": entry["record"],
            "Press release": entry["press_release"],
            "Vote": entry["vote"],
            "Under Chapter VII": CHAPTER_VII[entry["chapter_vii"]] if str(entry["symbol"]).startswith("S/RES/") else "",
            "Agenda item": entry["agenda"],
            "Status": f"{entry['status']} (from {format_date(entry['status_date'])})" if entry["status"] else "",
            "Preamble": "Not seen in full" if kind == "resolution" and not entry["preamble"] else "",
            "Builds on": self._labels("resolution", entry["builds_on"]),
            "Followed by": self._labels("resolution", entry["followed_by"]),
            "Placed under": self._labels("pillar", entry["pillars"]),
            "Sections": "; ".join(self.sections[code] for code in entry["sections"]),
            "Parts": self._labels("region", [part for (_, part), other in self.entries.items() if other["part_of"] == id]),
        }
        findings = self.findings_on(kind, id)
        here = sum(finding["page"] == entry["page"] for finding in findings)
        all_ = len(self.findings_within(kind, id))
        numbers = {"here": here, "elsewhere": len(findings) - here, "on_parts": all_ - len(findings)}
        assert numbers == {name: entry[f"findings_{name}"] for name in numbers}, id
        card = {term: text for term, text in own.items() if text}
        numbers_by_place = dict(zip(("on this page", "on other pages", "about its parts"), numbers.values(), strict=True))
        numbers_by_place["in all"] = all_ if numbers["on_parts"] else 0
        parts = [f"{number} {where}" for where, number in numbers_by_place.items() if number]
        return card | ({"Findings": ", ".join(parts)} if parts else {})

    def _labels(self, kind: str, ids: list[str]) -> str:
        """Return the labels of entries, without the name of the kind at their start."""
        return ", ".join(self.entries[kind, id]["label"].removeprefix(f"{kind} ") for id in ids)

    def matrix(self, rows: str, columns: str) -> dict[str, set[Link]]:
        """Return the findings of each non-empty cell, by its address: page, id and support of each.

        An entry includes the findings of its parts.
        """
        cells: dict[str, set[Link]] = {}
        for finding in self.findings.values():
            wholes = {self.entries[rows, row].get("part_of") for row in finding[f"{rows}s"]} - {None, ""}
            for row in wholes.union(finding[f"{rows}s"]):
                for column in finding[f"{columns}s"]:
                    cells.setdefault(f"cell-{row}-{column}", set()).add((finding["url"], finding["id"], finding["support"]))
        return cells


def format_date(iso: str) -> str:
    """Format a date as on pages."""
    parts = [int(part) for part in iso.split("-")]
    month = f"{date(parts[0], parts[1], 1):%B} " if len(parts) > 1 else ""
    return f"{parts[2]} {month}{parts[0]}" if len(parts) == 3 else f"{month}{parts[0]}"


def format_ordinal(number: int) -> str:
    """Format a number as an ordinal."""
    return f"{number}{'th' if number % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def format_amount(figure: Record) -> str:
    """Format a figure with its bounds, unit and qualifier."""
    given = [figure[name] for name in ("min", "value", "max") if figure[name] is not None]
    if not given:
        return "no number given"
    if figure["unit"] == "USD":
        shown = " to ".join(f"${number // 1_000_000} million" for number in given)
    elif figure["unit"] == "ordinal":
        shown = format_ordinal(given[0])
    else:
        shown = f"{' to '.join(f'{number:,}' for number in given)} {figure['unit']}"
    if figure["qualifier"] == "estimate":
        return f"{shown} (estimate)"
    return shown if figure["qualifier"] == "exactly" else f"{figure['qualifier']} {shown}"
