"""lagniappe fit: which models can be made anew, and what each is asked for."""

import argparse
from collections.abc import Callable
from pathlib import Path


def add(parser: argparse.ArgumentParser, command: Callable) -> None:
    """Put the fits below `parser`; `command(parsers, name, run, help)` makes one."""
    what = parser.add_subparsers(required=True, metavar="what")
    encoder = command(what, "encoder", _encoder, "fit what the other models begin with")
    answers = command(what, "answers", _answers, "fit the model that finds answers")
    mood = command(what, "mood", _mood, "fit the model of moods")
    for one in (encoder, answers, mood):
        one.add_argument("corpora", type=Path, help="one folder each, docs/develop/encoder.md")
    for one in (encoder, mood):
        one.add_argument(
            "--base", type=Path, default=Path("base.pt"), help="what `fit encoder` writes"
        )
    for one in (answers, mood):
        one.add_argument("--out", type=Path, help="where to write it (default: the package)")
    mood.add_argument("--vectors", type=Path, help="keep the teacher's vectors here between fits")
    mood.add_argument("--tests", type=Path, help="write the parts kept for testing here instead")


# Each loads what it needs, which is gigabytes, when it is asked for.


def _encoder(chosen, options) -> int:
    from lagniappe.ops.fitting import encoder

    return encoder.run(options.corpora, options.base)


def _answers(chosen, options) -> int:
    from lagniappe.desk.knowledge.retrieval import shipped
    from lagniappe.ops.fitting import questions

    return questions.run(options.corpora, options.out or shipped.FILE)


def _mood(chosen, options) -> int:
    from lagniappe.desk.complaints.mood import model

    if options.tests:
        from lagniappe.ops.fitting import corpora

        return corpora.write_tests(options.corpora, options.tests)
    from lagniappe.ops.fitting import mood

    out = options.out or model.FILE
    return mood.run(options.corpora, options.base, out, vectors=options.vectors)
