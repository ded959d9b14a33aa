"""Two mail servers on loopback: a real Dovecot, and one that does what no real server does when asked to.

Odd about it: Dovecot gives each login a mailbox of its own, so tests share one server and no mails. It is told its
password in a folder of its own outside the tests' own ones, which are searched for secrets.
"""

import asyncio
import grp
import os
import pwd
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import pytest
import trustme
from imapclient import IMAPClient

from bot.phone.mailbox.wire import Mailbox
from bot.redact import Secret
from tests import canary

FOLDER = "Answers"
_DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
{users}
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
mail_home = {folder}/home/%u
namespace inbox {{
  inbox = yes
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


# --- a real one ------------------------------------------------------------------------------------------------------


@dataclass
class Dovecot:
    """A running Dovecot: where it listens, and what a person does in their mailbox meanwhile."""

    tls: int
    starttls: int
    folder: Path

    def mailbox(self, host: str = "mail.example", **other: Any) -> Mailbox:
        """Return a mailbox of its own for a test, with an empty folder for answers."""
        made = Mailbox(host, self.tls, f"sam-{uuid4().hex}@sam.example", Secret(canary.VALUE), FOLDER, tls_at_once=True)
        with self.person(made) as person:
            person.create_folder(FOLDER)
        return Mailbox(**{name: other.get(name, getattr(made, name)) for name in Mailbox.__slots__})

    @contextmanager
    def person(self, mailbox: Mailbox, folder: str = "") -> Iterator[IMAPClient]:
        """Be the person in their own mail program."""
        with IMAPClient("127.0.0.1", self.starttls, ssl=False) as client:
            client.login(mailbox.login, canary.VALUE)
            if folder:
                client.select_folder(folder)
            yield client

    def deliver(self, mailbox: Mailbox, *mails: bytes, folder: str = FOLDER) -> None:
        """Let mails arrive."""
        with self.person(mailbox) as person:
            for each in mails:
                person.append(folder, each)


@pytest.fixture(scope="session")
def dovecot(authority: trustme.CA) -> Iterator[Dovecot]:
    """Run Dovecot for these tests, or say why not."""
    if not Path(_DOVECOT).exists():
        pytest.skip("Dovecot is not installed (make dovecot installs it where it can)")
    version = subprocess.run([_DOVECOT, "--version"], capture_output=True, text=True, check=True).stdout
    if not version.startswith("2.3"):
        pytest.skip(f"Dovecot {version.split()[0]} is told things in another way than 2.3")
    folder = Path(tempfile.mkdtemp(prefix="aloud-imap-", dir="/tmp"))
    server = Dovecot(_free_port(), _free_port(), folder)
    running = _start(server, authority.issue_cert("mail.example", "127.0.0.1"))
    try:
        _wait_until(lambda: _answers(server.tls) and _answers(server.starttls), running, folder / "log")
        yield server
    finally:
        running.terminate()
        running.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _start(server: Dovecot, certificate: trustme.LeafCert) -> "subprocess.Popen[bytes]":
    """Start it in a folder of its own; root lends it the accounts its package made, others their own."""
    folder = server.folder
    uid, gid = os.getuid(), os.getgid()
    users = "first_valid_uid = 1\n"
    if uid:
        me, group = pwd.getpwuid(uid).pw_name, grp.getgrgid(gid).gr_name
        users += f"default_internal_user = {me}\ndefault_login_user = {me}\ndefault_internal_group = {group}\n"
    else:
        found = pwd.getpwnam("dovenull")
        uid, gid = found.pw_uid, found.pw_gid
    folder.chmod(0o755)
    for name in ("mail", "home"):
        (folder / name).mkdir()
        os.chown(folder / name, uid, gid)
    certificate.cert_chain_pems[0].write_to_path(str(folder / "cert.pem"))
    certificate.private_key_pem.write_to_path(str(folder / "key.pem"))
    told = {"uid": uid, "gid": gid, "users": users, "password": canary.VALUE}
    config = _CONFIG.format(folder=folder, tls=server.tls, starttls=server.starttls, **told)
    (folder / "dovecot.conf").write_text(config)
    return subprocess.Popen([_DOVECOT, "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.DEVNULL)


def _wait_until(is_so: Callable[[], bool], running: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(200):
        if running.poll() is not None:
            break
        if is_so():
            return
        time.sleep(0.05)
    told = log.read_text(errors="replace")[-800:] if log.exists() else "it said nothing"
    pytest.fail(f"Dovecot did not start: {told}")


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


# --- one that goes wrong ---------------------------------------------------------------------------------------------

USUAL = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n%(tag)s OK done\r\n",
    b"AUTHENTICATE": b"+ \r\n",
    b"LOGIN": b"%(tag)s OK done\r\n",
    b"EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] \r\n* OK [UIDNEXT 4] \r\n%(tag)s OK [READ-ONLY] \r\n",
    b"SEARCH": b"* SEARCH 3\r\n%(tag)s OK done\r\n",
    b"SIZE": b"* 1 FETCH (UID 3 RFC822.SIZE 9)\r\n%(tag)s OK done\r\n",
    b"BODY": b"* 1 FETCH (UID 3 BODY[]<0> {9}\r\nA: b\r\n\r\nc)\r\n%(tag)s OK done\r\n",
    b"LOGOUT": b"* BYE bye\r\n%(tag)s OK done\r\n",
}


@dataclass(frozen=True)
class Fault:
    """What is said instead, and what then: the connection ends, or nothing more is ever said."""

    says: bytes = b""
    drops: bool = False
    is_silent: bool = False
    drips: bool = False


@dataclass
class Faulty:
    """A mail server that keeps to the rules until a fault is put in for a command."""

    certificate: trustme.LeafCert | None = None
    greeting: Fault = field(default_factory=lambda: Fault(b"* OK hello\r\n"))
    faults: dict[bytes, Fault] = field(default_factory=dict)
    heard: list[bytes] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda *_: None)  # a connection that breaks off is what is wanted here
        context = None
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.certificate.configure_cert(context)
        starting = asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=context)
        self._server = self._loop.run_until_complete(starting)
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0.01)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._do(self.greeting, writer, b"*")
            while line := await reader.readline():
                self.lines.append(line)
                await self._answer(line, reader, writer)
        finally:
            writer.transport.abort()

    async def _answer(self, line: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tag, _, said = line.strip().partition(b" ")
        command = b"SIZE" if b"RFC822.SIZE" in said else b"BODY" if b"BODY.PEEK" in said else b""
        command = command or said.replace(b"UID ", b"").split(b" ")[0].upper()
        self.heard.append(command)
        await self._do(self.faults.get(command) or Fault(USUAL.get(command, b"%(tag)s BAD what?\r\n")), writer, tag)
        if command == b"AUTHENTICATE" and command not in self.faults:
            await reader.readline()
            await self._do(self.faults.get(b"PASSWORD") or Fault(b"%(tag)s OK done\r\n"), writer, tag)

    async def _do(self, fault: Fault, writer: asyncio.StreamWriter, tag: bytes) -> None:
        writer.write(re.sub(rb"%\(tag\)s", tag, fault.says))
        await writer.drain()
        while fault.drips:
            writer.write(b"*")
            await writer.drain()
            await asyncio.sleep(0.02)
        if fault.is_silent:
            await asyncio.Event().wait()
        if fault.drops:
            raise ConnectionError
