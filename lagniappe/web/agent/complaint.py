"""The complaint that this conversation is about, if it is one."""


def load(tx, me, conversation):
    """What `conversations/_complaint.html` shows of a conversation's row; None when nothing."""
    return None


routes = []
