"""Postfix: takes mail on a port of its own and brings it to Dovecot, to the desk's door by LMTP,
or to the desk's command by a pipe, by the domain it is for.
"""

import smtplib
import subprocess
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from tests.mail_servers import place
from tests.mail_servers.relay import Relay

SERVICES = ("cleanup", "rewrite", "bounce", "defer", "trace", "verify", "error", "retry", "discard")
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
meta_directory = /etc/postfix
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.example.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
smtpd_relay_restrictions = permit_mynetworks, reject
smtputf8_enable = yes
recipient_delimiter = +
virtual_mailbox_domains = desk.test, lmtp.test, pipe.test, customer.test
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:{dovecot}
transport_maps = texthash:{folder}/transport
desk_destination_recipient_limit = 1
message_size_limit = 80000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 2s
"""


@dataclass
class Postfix:
    """`dovecot` and `desk_lmtp` are the ports where they listen; `pipes_into` says which command
    mail for pipe.test goes to."""

    dovecot: int
    desk_lmtp: int
    folder: Path = field(default_factory=lambda: place.new_folder("postfix"))
    port: int = field(default_factory=place.free_port)

    def start(self) -> "Postfix":
        self._relay = Relay().start()
        config = self.folder / "etc"
        for folder in (config, self.folder / "queue", self.folder / "data"):
            folder.mkdir()
        place.run(*place.as_root("chown", "postfix", str(self.folder / "data")))
        (config / "main.cf").write_text(MAIN.format(folder=self.folder, dovecot=self.dovecot))
        (self.folder / "transport").write_text(
            f"lmtp.test lmtp:inet:127.0.0.1:{self.desk_lmtp}\npipe.test desk:\n"
        )
        (config / "master.cf").write_text(self._services())
        self._config = str(config)
        place.run(*place.as_root(place.program("postfix"), "-c", self._config, "start"))
        place.until(lambda: place.answers(self.port), why="postfix")
        return self

    def stop(self) -> None:
        self._relay.stop()
        command = place.as_root(place.program("postfix"), "-c", self._config, "stop")
        subprocess.run(command, capture_output=True, timeout=60)
        subprocess.run(place.as_root("rm", "-rf", str(self.folder)), timeout=60)

    def pipes_into(self, *arguments: str) -> None:
        """What follows `lagniappe`; receiver and sender are added."""
        self._relay.run = list(arguments)

    def send(self, letter: EmailMessage | bytes, *, sender: str, to: str) -> None:
        with smtplib.SMTP("127.0.0.1", self.port, timeout=20) as smtp:
            if isinstance(letter, bytes):
                smtp.sendmail(sender, [to], letter)
            else:
                smtp.send_message(letter, sender, [to])

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def _services(self) -> str:
        lines = [
            f"127.0.0.1:{self.port} inet n - n - - smtpd",
            "qmgr unix n - n 300 1 qmgr",
            "proxymap unix - - n - - proxymap",
            "lmtp unix - - n - - lmtp",
            "smtp unix - - n - - smtp",
            "relay unix - - n - - smtp",
            "anvil unix - - n - 1 anvil",
            "scache unix - - n - 1 scache",
            "postlog unix-dgram n - n - 1 postlogd",
        ]
        for name in SERVICES:
            programs = {"rewrite": "trivial-rewrite", "defer": "bounce", "trace": "bounce"}
            programs |= {"retry": "error"}
            lines.append(
                f"{name} unix {_public(name)} - n - {_most(name)} {programs.get(name, name)}"
            )
        lines.append("desk unix - n n - 4 pipe")
        lines.append(f"  user=nobody argv={self._relay.command} ${{recipient}} ${{sender}}")
        return "\n".join(lines) + "\n"


def _public(name: str) -> str:
    return "n" if name == "cleanup" else "-"


def _most(name: str) -> str:
    return "0" if name in ("cleanup", "bounce", "defer", "trace") else "-"
