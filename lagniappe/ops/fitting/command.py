"""lagniappe fit: which models can be made anew, and what each is asked for."""

import argparse
from collections.abc import Callable
from pathlib import Path


def add(parser: argparse.ArgumentParser, command: Callable) -> None:
    """Put the fits below `parser`; `command(parsers, name, run, help)` makes one."""
    what = parser.add_subparsers(required=True, metavar="what")
    pieces = command(what, "pieces", _pieces, "choose the pieces of words that all models read")
    answers = command(what, "answers", _answers, "fit the model that finds answers")
    mood = command(what, "mood", _mood, "fit the model of moods")
    voices = command(what, "voices", _voices, "lay the scales of the model of moods anew")
    greeklish = command(
        what, "greeklish", _greeklish, "list the Greek words that are read in Latin letters"
    )
    greeklish.add_argument("--out", type=Path, help="where to write it (default: the package)")
    for one in (pieces, answers, mood, voices):
        one.add_argument("corpora", type=Path, help="one folder each, docs/develop/encoder.md")
        one.add_argument("--out", type=Path, help="where to write it (default: the package)")
    mood.add_argument("--vectors", type=Path, help="keep the teacher's vectors here between fits")
    mood.add_argument("--tests", type=Path, help="write the parts kept for testing here instead")


# Each loads what it needs, which is gigabytes, when it is asked for.


def _pieces(chosen, options) -> int:
    from lagniappe.ops.fitting import pieces

    return pieces.run(options.corpora, options.out)


def _answers(chosen, options) -> int:
    from lagniappe.desk.knowledge.retrieval import shipped
    from lagniappe.ops.fitting import questions

    return questions.run(options.corpora, options.out or shipped.FILE)


def _greeklish(chosen, options) -> int:
    from lagniappe.kit import greeklish
    from lagniappe.ops.fitting import greek_words

    return greek_words.run(options.out or greeklish.WORDS)


def _mood(chosen, options) -> int:
    from lagniappe.desk.complaints.mood import model

    if options.tests:
        from lagniappe.ops.fitting import corpora

        return corpora.write_tests(options.corpora, options.tests)
    from lagniappe.ops.fitting import mood

    return mood.run(options.corpora, options.out or model.FILE, vectors=options.vectors)


def _voices(chosen, options) -> int:
    from lagniappe.desk.complaints.mood import model
    from lagniappe.ops.fitting import voices

    return voices.run(options.corpora, model.FILE, options.out or model.FILE)
