"""The rules of DESIGN.md and STYLE.md that a machine can watch over."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.template.loader import get_template

from stories.blocks import StandardBody, StoryBody

ROOT = Path(__file__).resolve().parents[1]
# A package may use those of a lower number, and itself; names of the same number never know of each other.
LAYERS = {"accounts": 0, "media": 1, "stories": 2, "home": 3, "search": 3, "archive": 4, "desk": 5, "broadsheet": 6}
FOLDERS = {name: ROOT / ("site/broadsheet" if name == "broadsheet" else name) for name in LAYERS}
OURS = [path for folder in FOLDERS.values() for path in sorted(folder.rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted(
    path for folder in FOLDERS.values() for path in folder.rglob("templates/**/*.html")
)
TAGS = {
    path.stem: name
    for name, folder in FOLDERS.items()
    for path in folder.glob("templatetags/*.py")
    if path.stem != "__init__"
}


def package_of(path: Path) -> str:
    return next(name for name, folder in FOLDERS.items() if path.is_relative_to(folder))


def may_use(user: str, used: str) -> bool:
    return user == used or LAYERS[user] > LAYERS[used]


def imported(path: Path) -> set[str]:
    """Return our packages that a file imports, anywhere in it, typing apart."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.split(".")[0])
    return found & LAYERS.keys()


def used_in_template(path: Path) -> set[str]:
    """Return our packages whose tags, templates or settings a template uses."""
    text = path.read_text()
    loaded = {word for words in re.findall(r"{%-?\s*load\s+([^%]+?)\s*%}", text) for word in words.split()}
    found = {TAGS[word] for word in loaded if word in TAGS}
    found |= set(re.findall(r"""{%\s*(?:include|extends)\s+["'](\w+)/""", text))
    found |= set(re.findall(r"\bsettings\.(\w+)\.\w+", text))
    return found & LAYERS.keys()


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path):
    package = package_of(path)

    assert [name for name in imported(path) if not may_use(package, name)] == []


def test_the_template_of_a_lower_app_uses_nothing_of_a_higher_one():
    wrong = []
    for path in TEMPLATES:
        # A template outside the apps' folders belongs to the whole site and may use all.
        owner = (
            path.relative_to(ROOT / "templates").parts[0]
            if path.is_relative_to(ROOT / "templates")
            else package_of(path)
        )
        if owner in LAYERS:
            wrong += [
                f"{path.relative_to(ROOT)} uses {name}" for name in used_in_template(path) if not may_use(owner, name)
            ]

    assert wrong == []


def test_site_is_no_package():
    assert not (ROOT / "site/__init__.py").exists()


def test_html_is_put_together_in_templates_only():
    names = {"mark_safe", "format_html", "format_html_join", "SafeString", "SafeText"}
    wrong = [
        f"{path.relative_to(ROOT)}: {node.id if isinstance(node, ast.Name) else node.attr}"
        for path in OURS
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Name) and node.id in names) or (isinstance(node, ast.Attribute) and node.attr in names)
    ]

    assert wrong == []


def test_only_the_settings_read_the_environment():
    """What those read is documented: test_starting_with_the_right_settings.py compares it with docs/settings.md."""
    known = {"site/broadsheet/settings", "site/broadsheet/running"}
    readers = [
        str(path.relative_to(ROOT))
        for path in OURS
        if re.search(r"\bos\.getenv\b|\benviron(\.get\(|\[)", path.read_text())
        and not any(path.is_relative_to(ROOT / each) for each in known)
    ]

    assert readers == []


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    if listed.returncode:
        pytest.skip("This is not a git checkout.")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_the_host_of_a_package_registry():
    hosts = re.compile(rb"\b(py" rb"pi|pythonho" rb"sted|npm" rb"js|deb" rb"ian)\.(org|com|net)\b")

    assert [str(path.relative_to(ROOT)) for path in tracked() if hosts.search(path.read_bytes())] == []


def test_no_file_marks_work_left_over():
    mark = re.compile(r"\b(TO" r"DO|FIX" r"ME|X{3})\b(?!.*#\d)")
    code = [path for path in tracked() if path.suffix in {".py", ".html", ".css", ".js", ".md"}]

    assert [str(path.relative_to(ROOT)) for path in code if mark.search(path.read_text())] == []


BLOCKS = {**StandardBody().child_blocks, **StoryBody().child_blocks}


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_its_template_and_says_what_it_is(name):
    block = BLOCKS[name]

    assert block.meta.template == f"stories/blocks/{name}.html"
    assert get_template(block.meta.template)
    assert block.meta.icon != "placeholder"
    assert block.meta.description


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("base", ("build", "demo", "production")),
        ("ops", ("build", "demo", "production", "ops")),
        ("dev", ("build", "demo", "production", "ops", "dev")),
    ],
)
def test_the_lock_files_hold_what_pyproject_asks_for(lock, extras):
    text = (ROOT / f"requirements/{lock}.txt").read_text()
    locked = re.findall(r"^([\w.-]+(?:\[[\w,]+\])?==[^\s\\;]+)", text, flags=re.MULTILINE)
    asked = [*PROJECT["dependencies"], *(line for extra in extras for line in EXTRAS[extra])]

    missing = [line for line in asked if re.sub(r"\[.*?\]", "", line).lower() not in {each.lower() for each in locked}]
    assert missing == [], "run `make lock`"
    assert len(re.findall(r"^    --hash=", text, flags=re.MULTILINE)) >= len(locked)
    assert all("==" in line for line in asked), "every dependency is pinned exactly"
