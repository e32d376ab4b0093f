"""A library to answer from, and a visitor who asks it."""

import pytest

from tests.web.widget.automatic import fill, policy


@pytest.fixture
def library(desk):
    policy(desk, "nobody")
    return fill(desk)


@pytest.fixture
def vera(desk, library):
    return desk.visitor()
