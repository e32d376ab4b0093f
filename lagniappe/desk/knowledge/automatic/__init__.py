"""Automatic answers in a conversation: what may be said, by whom it is decided, and the way
to a person out of every turn. docs/develop/answers.md tells the whole of it."""
