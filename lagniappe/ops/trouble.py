"""What stops a command, said in words for whoever typed it."""


class Trouble(Exception):
    """The command did nothing, or undid it; the message says why and what to do."""
