"""Files for GitHub and Read the Docs: permissions of workflows, problem matchers, the comment on pull requests, templates."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import ROOTS, Site

PROJECT = Path(__file__).parents[2]
GITHUB = PROJECT / ".github"
WORKFLOWS = {path.stem: yaml.safe_load(path.read_text()) for path in sorted((GITHUB / "workflows").glob("*.yml"))}


def jobs() -> list[tuple[str, dict[str, Any]]]:
    return [(f"{name}/{id}", job) for name, workflow in WORKFLOWS.items() for id, job in workflow["jobs"].items()]


def steps() -> list[tuple[str, dict[str, Any]]]:
    return [(name, step) for name, job in jobs() for step in job.get("steps", [])]


def match_problem(owner: str, line: str) -> dict[str, str] | None:
    """Return what the problem matcher of an owner extracts from a line of output."""
    matchers = {
        matcher["owner"]: matcher for matcher in json.loads((GITHUB / "problem-matcher.json").read_text())["problemMatcher"]
    }
    pattern = matchers[owner]["pattern"][0]
    match = re.search(pattern["regexp"], line)
    return {name: match[group] for name, group in pattern.items() if name != "regexp"} if match else None


def test_problem_matcher_parses_each_message_of_check() -> None:
    messages = (ROOTS / "test-broken/problems.txt").read_text().splitlines()
    marked = [match_problem("dossier", message) or {} for message in messages]
    assert ["{file}:{line}: [{code}] {message}".format_map(found) for found in marked] == messages


def test_problem_matcher_parses_build_warning(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("pages/regions/upper-river.md", "Two of five", "Two of six")
    warning = next(line for line in rebuilt_ports.build(only="index").warnings if "six" in line)
    found = match_problem("sphinx", warning)
    assert found is not None
    assert found["file"].endswith("pages/regions/upper-river.md") and int(found["line"]) > 1
    assert found["message"].startswith("“six”")


def test_problem_matcher_parses_type_error() -> None:
    message = 'dossier/graph.py:12: error: Name "x" is not defined  [name-defined]'
    assert match_problem("mypy", message) == {
        "file": "dossier/graph.py",
        "line": "12",
        "message": 'Name "x" is not defined  [name-defined]',
    }


def test_problem_matcher_ignores_other_output() -> None:
    for line in ("docs, source: nothing wrong", "_build/html/index.html", "12 passed in 3:45 [done]"):
        assert match_problem("dossier", line) is None and match_problem("sphinx", line) is None


def test_only_these_jobs_have_write_permissions() -> None:
    assert {name: workflow["permissions"] for name, workflow in WORKFLOWS.items()} == {name: {} for name in WORKFLOWS}
    written = {name: right for name, job in jobs() for right, level in job["permissions"].items() if level != "read"}
    assert written == {
        "comment/comment": "pull-requests",
        "links/report": "issues",
        "publish/deploy": "id-token",
        "release/keep": "contents",
    }


def test_jobs_with_write_permissions_run_no_code_of_repository() -> None:
    for name, job in jobs():
        if "write" in job["permissions"].values():
            for step in job["steps"]:
                assert "checkout" not in step.get("uses", "") and "make" not in step.get("run", ""), name


def test_only_comment_workflow_runs_after_pull_request_with_write_access() -> None:
    for name, workflow in WORKFLOWS.items():
        assert not {"pull_request_target", "issue_comment"} & set(workflow[True]), name
        assert ("workflow_run" in workflow[True]) == (name == "comment"), name


def test_comment_workflow_runs_no_code_of_pull_request() -> None:
    (job,) = WORKFLOWS["comment"]["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step] == ["actions/download-artifact"]
    assert not [step for step in job["steps"] if "${{" in step.get("run", "")]


FAKE_GH_FOR_RELEASES = """\
#!/bin/sh
case "$*" in
  api*) printf 'v1.2\\nv1.1\\n'; exit {listed} ;;
  *v1.1*) test {fetched} = 0 || exit 1 ;;
esac
while [ "$1" != --output ]; do shift; done
echo archive > "$2"
"""


@pytest.mark.parametrize(("listed", "fetched", "succeeds"), [(0, 0, True), (1, 0, False), (0, 1, False)])
def test_site_is_published_only_with_archives_of_all_releases(tmp_path: Path, listed: int, fetched: int, succeeds: bool) -> None:
    (tmp_path / "gh").write_text(FAKE_GH_FOR_RELEASES.format(listed=listed, fetched=fetched))
    (tmp_path / "gh").chmod(0o755)
    script = next(step["run"] for _, step in steps() if "gh release download" in step.get("run", ""))
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "GH_REPO": "o/n"}
    done = subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=False)
    assert (done.returncode == 0) == succeeds
    if succeeds:
        assert sorted(path.name for path in tmp_path.rglob("*.zip")) == ["1.1.zip", "1.2.zip"]


FAKE_GH_FOR_COMMENTS = """\
#!/bin/sh
echo "$*" >> calls
case "$*" in
  *pulls/7*) echo {head} ;;
  *--paginate*) printf '{comments}'; exit {status} ;;
esac
"""


def post_comment(
    folder: Path, number: str = "7", head: str = "c0ffee", comments: str = "", diff: str = "", status: int = 0
) -> list[str]:
    """Return the API calls of the workflow after a run for the commit ``c0ffee`` that passes a number and a text."""
    (folder / "review").mkdir()
    (folder / "review/number").write_text(f"{number}\n")
    (folder / "review/diff.md").write_text(diff)
    (folder / "gh").write_text(FAKE_GH_FOR_COMMENTS.format(head=head, comments=comments, status=status))
    (folder / "gh").chmod(0o755)
    script = next(step["run"] for step in WORKFLOWS["comment"]["jobs"]["comment"]["steps"] if "run" in step)
    environment = {
        **os.environ,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "GH_REPO": "o/n",
        "HEAD": "c0ffee",
        "RUN": "https://run",
    }
    subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=environment, check=False, capture_output=True)
    calls = folder / "calls"
    return [call for call in calls.read_text().splitlines() if "--method" in call] if calls.exists() else []


def post_comment_on(folder: Path, diff: str) -> str:
    """Return the comment made of a text, without the introduction."""
    post_comment(folder, diff=diff)
    head, _, text = (folder / "body.md").read_text().partition("\n\n")
    assert head.startswith("<!-- what changes -->\nWhat [commit c0ffee](https://run) changes")
    return text


def test_first_comment_is_created(tmp_path: Path) -> None:
    assert post_comment(tmp_path) == ["api --silent --method POST repos/o/n/issues/7/comments --field body=@body.md"]


def test_existing_comment_is_updated(tmp_path: Path) -> None:
    assert post_comment(tmp_path, comments=r"99\n101\n") == [
        "api --silent --method PATCH repos/o/n/issues/comments/99 --field body=@body.md"
    ]


def test_no_comment_is_created_if_comments_cannot_be_listed(tmp_path: Path) -> None:
    assert post_comment(tmp_path, status=1) == []


@pytest.mark.parametrize(("number", "head"), [("7", "another"), ("7; rm -rf .", "c0ffee"), ("../8", "c0ffee"), ("", "c0ffee")])
def test_pull_request_number_must_match_commit(tmp_path: Path, number: str, head: str) -> None:
    assert post_comment(tmp_path, number, head) == []


def test_comment_has_changes_verbatim(tmp_path: Path) -> None:
    text = "## What this changes\n\n| | before | after |\n|---|---|---|\n| Text | <del>**6**</del> | <ins>**7**</ins> |\n\n"
    text += "<details><summary>regions/africa</summary>\n\n```diff\n-a\n+b\n```\n\n</details>\n"
    assert post_comment_on(tmp_path, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "@someone", "&#64;someone", "&commat;someone", "o/n#12", "GH-12", "gh-12", "https://github.com/o/n/issues/1",
        "https://GitHub.com/o/n/pull/1", "[x](https://elsewhere)", "[x][y]", "[y]: https://elsewhere", "![x](https://elsewhere)",
        "<img src=x>", "<a href=x>", "<DETAILS open>", "<!-- hidden", "<https://elsewhere>",
    ],
)  # fmt: skip
def test_mentions_links_and_html_in_comment_are_neutralized(tmp_path: Path, text: str) -> None:
    shown = post_comment_on(tmp_path, f"Before {text} after\n")
    assert shown != f"Before {text} after\n"
    assert shown.replace("\u200b", "") == f"Before {text} after\n"
    for trigger in (
        "@some",
        "&#",
        "&c",
        "#1",
        "GH-1",
        "gh-1",
        "hub.com/",
        "Hub.com/",
        "](",
        "][",
        "]:",
        "![",
        "<i",
        "<a",
        "<D",
        "<!",
        "<h",
    ):
        assert trigger not in shown


@pytest.mark.parametrize("character", ["@", "&#", "م", "<", "\0"])
def test_long_comment_is_truncated_to_limit_of_github(tmp_path: Path, character: str) -> None:
    text = post_comment_on(tmp_path, f"{character}a " * 60_000)
    body = (tmp_path / "body.md").read_text()
    assert len(body.encode()) < 65_536
    assert "cut off below" in body and text.startswith(character.strip("\0")[:1])


def test_actions_are_pinned_to_commit_hashes() -> None:
    lines = [line for path in (GITHUB / "workflows").glob("*.yml") for line in path.read_text().splitlines() if "uses:" in line]
    actions = [line for line in lines if "$/" not in line]
    assert actions
    for line in actions:
        assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_checkouts_do_not_persist_credentials() -> None:
    checkouts = [step for _, step in steps() if "actions/checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_workflow_tests_each_supported_python() -> None:
    matrix = WORKFLOWS["check"]["jobs"]["test"]["strategy"]["matrix"]["python"]
    versions = re.search(r"git, make and Python ((?:3\.\d+(?:, | or )?)+)", (PROJECT / "README.md").read_text())
    assert versions is not None and matrix == re.findall(r"3\.\d+", versions[1])


def test_link_check_does_not_block_pull_requests() -> None:
    assert "pull_request" not in WORKFLOWS["links"][True]
    step = next(step for name, step in steps() if step.get("run") == "make linkcheck")
    assert step["continue-on-error"] is True


def test_read_the_docs_uses_make_and_locked_requirements() -> None:
    build = yaml.safe_load((PROJECT / ".readthedocs.yaml").read_text())["build"]["jobs"]
    assert build["create_environment"] == ["make .venv/ready"]
    editions, site = build["build"]["html"]
    assert editions.endswith("make editions") and "make html SITE=" in site
    assert "--require-hashes -r requirements.txt" in (PROJECT / "Makefile").read_text()


def test_pull_request_template_links_to_each_specific_template() -> None:
    named = re.findall(r"&template=([\w-]+\.md)", (GITHUB / "pull_request_template.md").read_text())
    assert sorted(named) == sorted(path.name for path in (GITHUB / "PULL_REQUEST_TEMPLATE").glob("*.md"))


def test_pull_request_templates_ask_for_focus_of_review() -> None:
    for path in [GITHUB / "pull_request_template.md", *(GITHUB / "PULL_REQUEST_TEMPLATE").glob("*.md")]:
        assert "## What a reviewer should look at first" in path.read_text(), path.name
