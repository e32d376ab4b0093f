"""Answers from the library, ready in this process."""
