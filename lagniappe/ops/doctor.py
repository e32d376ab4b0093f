"""`lagniappe doctor`: is this installation well, and if not, what to do about it."""

from collections.abc import Iterable, Iterator

from lagniappe.ops.checks import answers, database, files, machine, mail, outbox, reach
from lagniappe.ops.checks.finding import FAIL, OK, WARN, Finding
from lagniappe.settings import Settings

CHECKS = (
    machine.program,
    files.data_folder,
    files.disk_space,
    files.privacy,
    database.opens,
    database.integrity,
    database.attachments_present,
    database.failed_jobs,
    outbox.mail_goes_out,
    files.last_backup,
    machine.clock,
    machine.time_zones,
    machine.open_files,
    reach.port,
    reach.public_address,
    reach.live_connection,
    answers.answers,
    mail.mail,
)
_SIGNS = {OK: "ok", WARN: "warn", FAIL: "FAIL"}


def examine(settings: Settings) -> Iterator[Finding]:
    """Every check's finding, as it is made. Changes nothing."""
    for check in CHECKS:
        try:
            yield check(settings)
        except Exception as error:
            name = check.__name__.replace("_", " ")
            yield Finding(name, FAIL, f"could not be checked: {error}", "See the error above.")


def run(settings: Settings, *, say=print) -> int:
    """Print a line for every check and what to do about the bad ones; returns the exit code:
    0 when nothing failed, 1 otherwise. For `lagniappe doctor`."""
    findings = list(_told(examine(settings), say))
    failed = sum(finding.state == FAIL for finding in findings)
    warned = sum(finding.state == WARN for finding in findings)
    say("")
    if failed:
        say(f"{failed} to mend, {warned} to look at.")
    else:
        say(f"Nothing to mend, {warned} to look at." if warned else "All is well.")
    return 1 if failed else 0


def _told(findings: Iterable[Finding], say) -> Iterator[Finding]:
    for finding in findings:
        say(f"{_SIGNS[finding.state]:<5} {finding.name:<20} {finding.what}")
        if finding.state != OK and finding.do:
            say(f"{'':26} -> {finding.do}")
        yield finding
