"""The process manager: supervisord starts every process, restarts one that dies, and ends all of them."""

import contextlib
import os
import secrets
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import xmlrpc.client
from pathlib import Path

from supervisor.xmlrpc import SupervisorTransport

from broadsheet.settings.paths import ROOT, VAR

LOGS = VAR / "log"
LARGEST_LOG = 10 * 1024 * 1024  # bytes
END_LIMIT = 35  # seconds that all processes together may take to end

CONFIGURATION = """
[supervisord]
nodaemon=true
logfile=%(ENV_BROADSHEET_VAR)s/log/supervisord.log
logfile_maxbytes=1MB
logfile_backups=1
loglevel=warn
pidfile=%(ENV_BROADSHEET_RUN)s/supervisord.pid
childlogdir=%(ENV_BROADSHEET_RUN)s
{user}
[unix_http_server]
file=%(ENV_BROADSHEET_RUN)s/control
chmod=0600
username=make-run
password={password}

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""
# The processes of a group end together, and the group of the store last: nothing writes to it any more by then.
GROUP = """
[group:{name}]
programs={programs}
priority={priority}
"""
PROGRAM = """
[program:{name}]
command={command}
directory=%(ENV_BROADSHEET_ROOT)s
environment=BROADSHEET_PROCESS="{name}"
autostart=false
autorestart=true
startsecs=1
startretries=10
stopsignal=TERM
stopwaitsecs=15
killasgroup=true
redirect_stderr=true
stdout_logfile=/dev/fd/1
stdout_logfile_maxbytes=0
"""


class Supervisor:
    """supervisord and what it keeps alive, as a context: whatever ends the context ends every process.

    It runs in a session of its own. Ctrl-C and a closed terminal reach only the process that waits here, which then
    ends the rest in order; supervisord itself would take a hang-up for an order to start again.
    """

    def __init__(self, groups: dict[str, dict[str, list[str]]], held: int):
        """`groups`: name → programs (name → command); the first ends last.

        `held`: a file descriptor that stays open as long as any of this lives.
        """
        self.groups = groups
        self.held = held

    def __enter__(self) -> "Supervisor":
        LOGS.mkdir(parents=True, exist_ok=True)
        # A socket's path may have about 100 characters, so it cannot lie under a deep clone.
        self.folder = tempfile.TemporaryDirectory(prefix="broadsheet-")
        configuration = Path(self.folder.name) / "supervisord.conf"
        self.password = secrets.token_hex(16)
        with os.fdopen(os.open(configuration, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(self.configuration())
        self.log = opened_log()
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(configuration)],
            env=os.environ
            | {"BROADSHEET_VAR": str(VAR), "BROADSHEET_RUN": self.folder.name, "BROADSHEET_ROOT": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[self.held],
        )
        threading.Thread(target=self.print_lines, daemon=True, name="output").start()
        return self

    def __exit__(self, *_exc: object) -> None:
        pids = self.pids()
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(END_LIMIT)
        if self.process.poll() is None:
            for group in [*pids, self.process.pid]:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(group, signal.SIGKILL)
            self.process.wait()
        self.folder.cleanup()

    def configuration(self) -> str:
        user = "user=root\n" if os.geteuid() == 0 else ""
        groups = "".join(
            GROUP.format(name=name, programs=",".join(programs), priority=priority)
            for priority, (name, programs) in enumerate(self.groups.items(), start=1)
        )
        programs = "".join(
            PROGRAM.format(name=name, command=shlex.join(command).replace("%", "%%"))
            for programs in self.groups.values()
            for name, command in programs.items()
        )
        return CONFIGURATION.format(user=user, password=self.password) + groups + programs

    def print_lines(self) -> None:
        """Pass every line of every process on, to the terminal and to `var/log/broadsheet.log`."""
        for line in self.process.stdout or ():
            self.log.write(line)
            with contextlib.suppress(OSError):  # a terminal that was closed, a pipe nobody reads
                sys.stdout.buffer.write(line)
                sys.stdout.buffer.flush()

    def start(self, program: str) -> None:
        """Have `group:program` started and kept alive; do not wait for it."""
        self.control().startProcess(program, False)

    def control(self):
        transport = SupervisorTransport("make-run", self.password, f"unix://{self.folder.name}/control")
        return xmlrpc.client.ServerProxy("http://localhost", transport).supervisor

    def states(self) -> dict[str, str]:
        """Return the state of each program: STARTING, RUNNING, BACKOFF, FATAL …; empty before supervisord answers."""
        try:
            return {each["name"]: each["statename"] for each in self.control().getAllProcessInfo()}
        except (OSError, xmlrpc.client.Error):
            return {}

    def pids(self) -> list[int]:
        try:
            return [each["pid"] for each in self.control().getAllProcessInfo() if each["pid"]]
        except (OSError, xmlrpc.client.Error):
            return []


def opened_log():
    path = LOGS / "broadsheet.log"
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab", buffering=0)
