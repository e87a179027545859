"""Links to edit a page and to report a problem with a finding, and the dates of last changes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from dossier.files import last_changes
from tests.support import Built, Site, text_of

PROJECT = Path(__file__).parents[2]
REPOSITORY = "https://host.example/owner/ports"
pytestmark = pytest.mark.xdist_group("links")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports, with a public repository."""
    site = Site(tmp_path_factory.mktemp("public"), "test-ports")
    return site.build(only="regions/lower-river evidence/lower", dossier_repository=REPOSITORY)


def test_page_links_to_its_source_file(built: Built) -> None:
    link = built.page("regions/lower-river").select_one("a[rel=edit]")
    assert text_of(link) == "Edit this page"
    assert link["href"] == f"{REPOSITORY}/edit/main/pages/regions/lower-river.md"


def test_page_without_source_file_has_no_edit_link(built: Built) -> None:
    assert not built.page("search").select("a[rel=edit]")


def test_finding_links_to_prefilled_issue_form(built: Built) -> None:
    box = built.page("regions/lower-river").select_one("#ostrel-barges-2030")
    address = urlsplit(box.select_one("a.report-problem")["href"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{REPOSITORY}/issues/new"
    assert parse_qs(address.query) == {
        "template": ["problem-with-a-claim.yml"],
        "title": ["Problem with ostrel-barges-2030"],
        "finding": ["ostrel-barges-2030"],
        "page": ["regions/lower-river"],
        "text": ["Ostrel handled about 4,000 barges in 2030, by the count of the Office."],
    }


def test_issue_form_has_prefilled_fields(built: Built) -> None:
    address = urlsplit(built.page("regions/lower-river").select_one("a.report-problem")["href"])
    filled = parse_qs(address.query)
    form = yaml.safe_load((PROJECT / ".github/ISSUE_TEMPLATE" / filled.pop("template")[0]).read_text())
    assert filled.keys() - {"title"} <= {field.get("id") for field in form["body"]}


def test_finding_has_report_link_only_on_its_own_page(built: Built) -> None:
    page = built.page("regions/lower-river")
    assert len(page.select("a.report-problem")) == len(page.select("div.finding")) > 0
    assert not built.page("evidence/lower").select("a.report-problem")


def test_site_without_repository_has_no_edit_or_report_links(built_ports: Built) -> None:
    for path in built_ports.folder.rglob("*.html"):
        text = path.read_text()
        assert "Edit this page" not in text and "Report a problem" not in text, path.name


def commit(site: Site, day: str, *options: str) -> None:
    """Commit all files on the given date."""
    dates = {"GIT_AUTHOR_DATE": "2020-01-01T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    identity = ["-c", "user.name=A writer", "-c", "user.email=writer@ports.example", "-c", "commit.gpgSign=false"]
    commit_command = [*identity, "commit", "--quiet", "--message", "A change", *options]
    for command in (["init", "--quiet"], ["add", "pages", "source"], commit_command):
        subprocess.run(["git", *command], cwd=site.folder, env={**os.environ, **dates}, check=True)


def read_last_change(built: Built, docname: str) -> tuple[str, str] | None:
    time = built.page(docname).find("time")
    return (str(time["datetime"]), text_of(time)) if time else None


def test_page_shows_date_of_last_commit_also_after_rebuild(ports: Site) -> None:
    commit(ports, "2031-06-01")
    ports.edit("pages/threat/silting.md", "# Silting\n", "# Silt\n")
    commit(ports, "2031-07-09")
    built = ports.build(dossier_repository=REPOSITORY)
    assert read_last_change(built, "threat/silting") == ("2031-07-09", "9 July 2031")
    assert read_last_change(built, "regions/lower-river") == ("2031-06-01", "1 June 2031")
    assert read_last_change(built, "search") is None

    commit(ports, "2031-08-02", "--amend")
    again = ports.build(dossier_repository=REPOSITORY)
    assert read_last_change(again, "threat/silting") == ("2031-08-02", "2 August 2031")
    assert again.written == ["threat/silting"]


def test_missing_or_shallow_history_gives_no_dates(ports: Site, tmp_path: Path) -> None:
    assert last_changes(ports.folder / "pages") == {}
    commit(ports, "2031-06-01")
    commit(ports, "2031-07-09", "--allow-empty")
    assert set(last_changes(ports.folder / "pages").values()) == {"2031-06-01"}
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", ports.folder.as_uri(), tmp_path / "shallow"], check=True)
    assert last_changes(tmp_path / "shallow/pages") == {}


def test_site_without_repository_has_no_dates_of_change(built_ports: Built) -> None:
    assert read_last_change(built_ports, "threat/silting") is None
