"""Routes and screens change nothing in what the encoder reads of a text."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def _texts_read_once(texts_are_read_once): ...
