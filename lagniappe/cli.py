"""The command line: serve, demo, doctor, user, mail, migrate, backup, restore,
evaluate, fit, mood-labels, calc, reports."""

import argparse
import getpass
import sys
from pathlib import Path

from lagniappe import __version__, settings
from lagniappe.kit.errors import Refused
from lagniappe.ops.fitting import command as fitting
from lagniappe.ops.trouble import Trouble


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        chosen = settings.load(
            data_dir=getattr(options, "data", None),
            host=getattr(options, "host", None),
            port=getattr(options, "port", None),
        )
        return options.run(chosen, options) or 0
    except (settings.SettingsError, OSError, Trouble) as error:
        return _fail(str(error), options.failure)
    except Refused as error:
        return _fail(error.message % error.values if error.values else error.message)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("lagniappe", description="A customer-service desk.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="command")

    serve = _command(commands, "serve", _serve, "answer customers: run the desk")
    demo = _command(commands, "demo", _demo, "run a made-up company to play with")
    for command in (serve, demo):
        command.add_argument("--host", help="address to listen on")
        command.add_argument("--port", type=int, help="port to listen on")
    demo.add_argument("--seed", type=int, default=1, help="another number makes other people")
    demo.add_argument("--year", action="store_true", help="a year of contacts, for the reports")
    demo.add_argument("--contacts", type=int, default=50_000, help="how many in it (50000)")

    _command(commands, "doctor", _doctor, "check this installation and say what to mend")
    _command(commands, "migrate", _migrate, "bring the database to this version, after a backup")
    backup = _command(commands, "backup", _backup, "write everything into one file")
    backup.add_argument("file", type=Path, nargs="?", help="where to (default: data/backups)")
    restore = _command(commands, "restore", _restore, "put a backup back")
    restore.add_argument("file", type=Path)
    restore.add_argument("--force", action="store_true", help="replace what is there")

    _evaluations(commands.add_parser("evaluate", help="measure answers, moods, or how mail is cut"))

    reports = _command(commands, "reports", _reports, "count all contacts anew, for the reports")
    reports.add_argument("action", choices=["rebuild"])

    fit = commands.add_parser("fit", help="make a model that ships with the desk anew")
    fitting.add(fit, _command)

    _command(commands, "mood-labels", _mood_labels, "print what agents corrected of moods")

    calc = _command(commands, "calc", _calc, "work out one of the product's figures")
    calc.add_argument("name", help="acsi, csat, nps, ces, wilson, bad-contact-cost, …")
    calc.add_argument("pairs", nargs="*", metavar="key=value")
    calc.add_argument("--json", action="store_true", help="print one JSON object")

    mail = _command(commands, "mail", _mail, "take a mail from a mail server's pipe")
    # "Try again later": the mail server keeps the mail until we are well.
    mail.set_defaults(failure=75)
    mail.add_argument("action", choices=["pipe"])
    mail.add_argument("--to", action="append", default=[], help="receiver, once for each")
    mail.add_argument("--from", dest="sender", default="", help="sender, empty for a bounce")

    user = _command(commands, "user", _user, "list, add, invite or help agents")
    user.add_argument("action", choices=["list", "add", "invite", "password", "disable", "enable"])
    user.add_argument("email", nargs="?")
    user.add_argument("--name", default="")
    user.add_argument("--role", default="agent", choices=["agent", "supervisor", "admin"])
    return parser


def _evaluations(parser) -> None:
    what = parser.add_subparsers(required=True, metavar="what")
    answers = _command(what, "answers", _evaluate, "measure how well a library answers")
    answers.add_argument("library", type=Path, help="entries, one JSON object a line")
    answers.add_argument("questions", type=Path, help="questions, one JSON object a line")
    answers.add_argument("--precision", type=_share, default=0.95, help="promised (0.95)")
    answers.add_argument("--plain", action="store_true", help="compare words alone, no model")
    trim = _command(what, "mail-trim", _evaluate_trim, "measure how well mail is cut")
    trim.add_argument("folder", type=Path, help="NAME.eml and NAME.txt, what stays visible")
    trim.add_argument("--verbose", action="store_true", help="show where it differs")
    mood = _command(what, "mood", _evaluate_mood, "measure how well anger is told from text")
    mood.add_argument("test", type=Path, help='lines {"text", "language", "angry": true}')
    for command in (answers, trim, mood):
        command.add_argument("--json", action="store_true", help="print one JSON object")


def _command(commands, name: str, run, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.add_argument("--data", type=Path, help="data folder")
    parser.set_defaults(run=run, failure=1)
    return parser


def _share(text: str) -> float:
    value = float(text)
    if not 0.5 <= value < 1:
        raise argparse.ArgumentTypeError("write a share from 0.5 to 0.99")
    return value


def _serve(chosen, options) -> None:
    from lagniappe.ops import claim, logs, opening, priority
    from lagniappe.ops.serve import serve

    logs.set_up(chosen.log_level, chosen.log_format)
    priority.prefer(chosen.niceness)
    with claim.claimed(chosen):
        db = opening.open_database(chosen)
        serve(chosen, db, on_ready=lambda: opening.welcome(chosen, db))


def _demo(chosen, options) -> None:
    from lagniappe.demo import run
    from lagniappe.ops import claim, logs, opening, priority
    from lagniappe.ops.serve import serve

    logs.set_up(chosen.log_level, chosen.log_format)
    priority.prefer(chosen.niceness)
    with claim.claimed(chosen):
        db = opening.open_database(chosen)
        if options.year:
            run.furnish_year(db, chosen, seed=options.seed, contacts=options.contacts)
        else:
            run.furnish(db, chosen, seed=options.seed)
        serve(chosen, db, on_ready=lambda: run.welcome(chosen, db))


def _migrate(chosen, options) -> None:
    from lagniappe.ops import claim, opening

    with claim.claimed(chosen):
        opening.open_database(chosen).close()
    print("The database is up to date.")


def _doctor(chosen, options) -> int:
    from lagniappe.ops import doctor

    return doctor.run(chosen)


def _backup(chosen, options) -> None:
    from lagniappe.ops import backup

    print(f"Written: {backup.write(chosen, options.file)}")


def _restore(chosen, options) -> None:
    from lagniappe.ops import claim, restore

    with claim.claimed(chosen):
        restore.restore(chosen, options.file, force=options.force)
    print("Restored. Start the desk again with: lagniappe serve")


def _calc(chosen, options) -> int:
    from lagniappe.ops import calc

    return calc.run(options.name, options.pairs, as_json=options.json)


def _reports(chosen, options) -> None:
    from lagniappe.ops import claim, counting, opening

    with claim.claimed(chosen):
        counting.rebuild(opening.open_database(chosen))


def _evaluate(chosen, options) -> int:
    from lagniappe.ops import evaluate

    return evaluate.run(
        options.library,
        options.questions,
        precision=options.precision,
        as_json=options.json,
        plain=options.plain,
    )


def _evaluate_trim(chosen, options) -> int:
    from lagniappe.ops import evaluate_trim

    return evaluate_trim.run(options.folder, as_json=options.json, verbose=options.verbose)


def _evaluate_mood(chosen, options) -> int:
    from lagniappe.ops import evaluate_mood

    return evaluate_mood.run(options.test, as_json=options.json)


def _mood_labels(chosen, options) -> None:
    from lagniappe.ops import mood_labels

    mood_labels.run(chosen)


def _mail(chosen, options) -> int:
    from lagniappe.ops import mail_pipe

    return mail_pipe.run(chosen, options.to, options.sender)


def _user(chosen, options) -> int:
    from lagniappe.desk.accounts import agents, links, passwords
    from lagniappe.ops import opening

    db = opening.open_database(chosen)
    try:
        if options.action == "list":
            for agent in db.read_sync(agents.everyone, with_disabled=True):
                state = " (disabled)" if agent.disabled_at else ""
                print(f"{agent.email:40} {agent.role:11} {agent.name}{state}")
            return 0
        if not options.email:
            return _fail("Write the agent's mail address.")
        if options.action == "add":
            password = getpass.getpass("Password: ")
            db.write_sync(
                agents.create,
                email=options.email,
                name=options.name or options.email.split("@")[0],
                password=passwords.hashed(password),
                role=options.role,
            )
        elif options.action == "invite":
            secret = db.write_sync(
                links.invite, email=options.email, role=options.role, department_ids=[], by=None
            )
            print(f"Send this link: {opening.address(chosen)}/invitations/{secret}")
            return 0
        else:
            return _change_user(db, chosen, options)
    finally:
        db.close()
    print("Done.")
    return 0


def _change_user(db, chosen, options) -> int:
    from lagniappe.desk.accounts import agents, links
    from lagniappe.ops import opening

    everyone = db.read_sync(agents.everyone, with_disabled=True)
    found = [agent for agent in everyone if agent.email == options.email.strip().lower()]
    if not found:
        return _fail(f"Nobody here has the address {options.email}.")
    if options.action == "password":
        secret = db.write_sync(links.make_password_link, found[0].id, by=None)
        print(f"Send this link: {opening.address(chosen)}/password/{secret}")
        return 0
    change = agents.disable if options.action == "disable" else agents.enable
    db.write_sync(change, found[0].id)
    print("Done.")
    return 0


def _fail(message: str, status: int = 1) -> int:
    print(f"lagniappe: {message}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
