"""Every mail of the corpus is read as its writer meant it."""

import pytest

from lagniappe.channels.email.reading import read
from tests.channels.email import corpus


def test_the_corpus_is_whole():
    assert len(corpus.MAILS) >= 150
    assert all(path.with_suffix(".json").exists() for path in corpus.MAILS)


@pytest.mark.parametrize("path", corpus.MAILS, ids=corpus.name)
def test_is_read_as_it_was_meant(path):
    assert corpus.differences(read(path.read_bytes()), corpus.facts(path)) == []
