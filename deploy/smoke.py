"""Do what a newcomer does: clone the last commit, `make run`, look at every kind of page, log in, Ctrl-C.

usage: smoke.py [COMMIT]. Uses Python's own library only; ends with “N passed, N failed”.
"""

import contextlib
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_LIMIT = 300  # seconds, with packages that may have to be fetched
END_LIMIT = 30  # seconds
PASSWORD = "smoke-test-only-password"  # noqa: S105
failures: list[str] = []
passes: list[str] = []


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="broadsheet-smoke-", ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "clone"
        commit = (sys.argv[1:] or ["HEAD"])[0]
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)  # noqa: S603, S607
        subprocess.run(["git", "-C", str(clone), "checkout", "--quiet", commit_id(commit)], check=True)  # noqa: S603, S607
        with magazine(clone) as (site, seconds):
            print(f"The first run was ready after {seconds:.0f} seconds, packages included.")
            look_around(site)
        with magazine(clone) as (site, seconds):
            print(f"The second run was ready after {seconds:.0f} seconds.")
            check("the second run still has the stories", lambda: story_addresses(site))
        saved = Path(folder) / "saved.tar"
        check("it is saved in one file", lambda: succeeds(clone, "backup", f"FILE={saved}"))
        check("and brought back", lambda: succeeds(clone, "restore", f"FILE={saved}", "ARGS=--replace --yes"))
        check("nothing in the log is an error", lambda: not errors(clone))
    print(f"\n{len(passes)} passed, {len(failures)} failed")
    return bool(failures)


def succeeds(clone: Path, *words: str) -> bool:
    """Run make and tell whether it went well; print what it said if not."""
    done = subprocess.run(["make", *words], cwd=clone, capture_output=True, text=True, check=False)  # noqa: S603, S607
    print(done.stdout + done.stderr if done.returncode else "", end="")
    return not done.returncode


def commit_id(name: str) -> str:
    return subprocess.run(  # noqa: S603
        ["git", "-C", str(ROOT), "rev-parse", name],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


@contextlib.contextmanager
def magazine(clone: Path) -> Iterator[tuple[str, float]]:
    """Run the clone's `make run`; give its address and the seconds it took; end it by Ctrl-C, look for leftovers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begun = time.monotonic()
    log = clone.parent / "make-run.log"
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("BROADSHEET_", "DJANGO_", "MAKE"))
    }
    with log.open("w") as output:
        make = subprocess.Popen(  # noqa: S603
            ["make", "run", f"PORT={port}"],  # noqa: S607
            cwd=clone,
            env=outside | {"BROADSHEET_DEMO_PASSWORD": PASSWORD},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while "/admin/" not in log.read_text():
            if make.poll() is not None or time.monotonic() - begun > START_LIMIT:
                sys.exit(f"`make run` did not come up:\n{log.read_text()}\n0 passed, 1 failed")
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}", time.monotonic() - begun
    finally:
        if make.poll() is None:
            os.killpg(make.pid, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            make.wait(END_LIMIT)
        check("Ctrl-C ends it", lambda: make.poll() is not None)
        time.sleep(0.5)
        check("no process is left over", lambda: not processes_of(clone))


def look_around(site: str) -> None:
    front = page(site, "/")
    stories = story_addresses(site)
    check("the front shows stories", lambda: stories)
    story = richest(site, stories)
    check("a story is an article with one headline", lambda: story.count("<h1") == 1 and "<article" in story)
    for name, pattern in {
        "a section": r'class="labels".*?<a[^>]*href="([^"]+)"',
        "a column": r'<a class="story__column" href="([^"]+)"',
        "an author": r'href="(/authors/[^"]+)"',
        "a topic": r'href="(/topics/[^"]+)"',
    }.items():
        link = re.search(pattern, story, re.DOTALL) or re.search(pattern, front, re.DOTALL)
        check(f"{name} is linked and answers", lambda link=link: page(site, link[1]) and page(site, link[1] + "feed/"))
    headline = re.search(r"<h1.*?</h1>", story, re.DOTALL)
    word = max(re.findall(r"\w+", re.sub(r"<.*?>", " ", headline[0])) if headline else ["story"], key=len)
    found = f"/search/?q={urllib.parse.quote(word)}"
    check(
        "search finds a story by a word of its headline",
        lambda: any(f'href="{each}"' in page(site, found) for each in stories),
    )
    check("search bears nonsense", lambda: page(site, "/search/?q=%22%28%2A%00+-"))
    check("search bears 20,000 signs", lambda: page(site, f"/search/?q={urllib.parse.quote(chr(0x4E2D) * 20_000)}"))
    check("the site has a feed", lambda: "<rss" in page(site, "/feed/") or "<feed" in page(site, "/feed/"))
    check("the sitemap and its parts name stories", lambda: any(each in sitemap(site) for each in stories))
    check("an address that is not there answers 404", lambda: status(site + "/nowhere/at/all/") == 404)
    check("the site says that it is alive", lambda: page(site, "/health/"))
    check("the site says that it is ready", lambda: is_ready(site))
    picture = re.search(r'<img[^>]*src="(http[^"]+)"', story + front)
    check("a picture comes out of the public bucket", lambda: fetch(picture[1])[1].startswith("image/"))
    check("readers get no cookie, a policy, and leave to keep the page", lambda: headers_are_right(site))
    check("the administrator logs in", lambda: "Log out" in log_in(site) or "/admin/logout" in log_in(site))


def is_ready(site: str) -> bool:
    """Tell whether the clock and the workers, which start after the pages, are there within half a minute."""
    deadline = time.monotonic() + 30
    while status(site + "/health/ready/") != 200:
        if time.monotonic() > deadline:
            return False
        time.sleep(1)
    return True


def sitemap(site: str) -> str:
    """Return the text of all parts that the sitemap names."""
    return "".join(fetch(part)[0].decode() for part in re.findall(r"<loc>(.*?)</loc>", page(site, "/sitemap.xml")))


def headers_are_right(site: str) -> bool:
    with urllib.request.urlopen(site + "/", timeout=30) as answer:  # noqa: S310
        found = answer.headers
    return (
        "Set-Cookie" not in found
        and "Cookie" not in found.get("Vary", "")
        and "default-src 'none'" in found["Content-Security-Policy"]
        and "public" in found["Cache-Control"]
    )


def story_addresses(site: str) -> list[str]:
    """Return the addresses in the front's cards."""
    cards = re.findall(r'<article class="card.*?</article>', page(site, "/"), re.DOTALL)
    return list(
        dict.fromkeys(link for card in cards for link in re.findall(r'<h\d[^>]*>.*?href="(/[^"]+)"', card, re.DOTALL))
    )


def richest(site: str, addresses: list[str]) -> str:
    """Return the story page that leads to most kinds of pages."""
    pages = [page(site, address) for address in addresses[:12]]
    kinds = ("story__column", "/authors/", "/topics/", "<img")
    return max(pages, key=lambda text: sum(kind in text for kind in kinds), default="")


def log_in(site: str) -> str:
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = browser.open(site + "/admin/login/", timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    words = {"csrfmiddlewaretoken": token, "username": "administrator", "password": PASSWORD, "next": "/admin/"}
    request = urllib.request.Request(  # noqa: S310
        site + "/admin/login/", urllib.parse.urlencode(words).encode(), {"Referer": site + "/admin/login/"}
    )
    return browser.open(request, timeout=30).read().decode()


def page(site: str, address: str) -> str:
    return fetch(urllib.parse.urljoin(site, address))[0].decode()


def fetch(address: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        return answer.read(), answer.headers["Content-Type"]


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def errors(clone: Path) -> list[str]:
    lines = (clone / "var/log/broadsheet.log").read_text().splitlines()
    found = [line for line in lines if re.search(r"\b(ERROR|CRIT|CRITICAL|Traceback|exited)\b", line)]
    print("".join(f"  {line}\n" for line in found), end="")
    return found


def processes_of(folder: Path) -> list[str]:
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout  # noqa: S607
    return [line for line in listed.splitlines() if str(folder) in line]


def check(promise: str, kept) -> None:
    try:
        reason = "" if kept() else "it is not so"
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
    (failures if reason else passes).append(promise)
    print(f"{'FAILED' if reason else 'passed'}  {promise}{': ' * bool(reason)}{reason}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
