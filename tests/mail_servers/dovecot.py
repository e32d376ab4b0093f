"""Dovecot: mailboxes for whoever is written to, all with the same password."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.mail_servers import certificates, place

PASSWORD = "mailbox-password"
CONFIG = """
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap lmtp
listen = 127.0.0.1
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0 secs
mail_location = maildir:~/Maildir
first_valid_uid = 1
mail_max_userip_connections = 100
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
{internal}
# A wrong password would make everybody wait, for all tests come from one address.
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  user = {user}
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
protocol imap {{
  imap_capability = {capability}
  mail_plugins =
}}
protocol lmtp {{
  postmaster_address = postmaster@desk.test
}}
"""
WITHOUT_IDLE = "IMAP4rev1 LITERAL+ UIDPLUS"


@dataclass
class Dovecot:
    """Started by `start`, ended by `stop`; ports are chosen."""

    capability: str = ""
    folder: Path = field(default_factory=lambda: place.new_folder("dovecot"))
    imap: int = field(default_factory=place.free_port)
    imaps: int = field(default_factory=place.free_port)
    lmtp: int = field(default_factory=place.free_port)

    def start(self) -> "Dovecot":
        self.certificate, key = certificates.write(self.folder)
        owner = _owner()
        mail = self.folder / "mail"
        mail.mkdir(exist_ok=True)
        os.chown(mail, owner.pw_uid, owner.pw_gid)
        names = f"default_login_user = {owner.pw_name}\ndefault_internal_user = {owner.pw_name}"
        config = self.folder / "dovecot.conf"
        config.write_text(
            CONFIG.format(
                folder=self.folder,
                certificate=self.certificate,
                key=key,
                password=PASSWORD,
                uid=owner.pw_uid,
                gid=owner.pw_gid,
                user=owner.pw_name,
                internal="" if os.getuid() == 0 else names,
                capability=self.capability,
                imap=self.imap,
                imaps=self.imaps,
                lmtp=self.lmtp,
            )
        )
        self._process = subprocess.Popen(
            [place.program("dovecot"), "-F", "-c", str(config)],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        place.until(lambda: place.answers(self.imap) and place.answers(self.lmtp), why="dovecot")
        return self

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def halt(self) -> None:
        """The mail stays, for another start. Whoever listens hears it at once: its own children
        would let their connections go only ten seconds later."""
        self._process.terminate()
        self._process.wait(20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def mails(self, user: str) -> list[bytes]:
        """What lies in somebody's mailbox, oldest first."""
        folder = self.folder / "mail" / user / "Maildir"
        files = [*folder.glob("new/*"), *folder.glob("cur/*")]
        return [path.read_bytes() for path in sorted(files, key=lambda path: path.name)]

    def unread(self, user: str) -> int:
        """How many nobody has looked at, as the server sees it."""
        return len([*(self.folder / "mail" / user / "Maildir").glob("new/*")]) + len(
            [
                path
                for path in (self.folder / "mail" / user / "Maildir").glob("cur/*")
                if "S" not in path.name.rpartition(",")[2]
            ]
        )

    def forget_numbers(self, user: str) -> None:
        """The server loses its numbers, as after a move to another machine."""
        for path in (self.folder / "mail" / user / "Maildir").glob("dovecot*"):
            path.unlink()


def _owner() -> pwd.struct_passwd:
    """Whose the mail is: not root's, which Dovecot does not allow."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
