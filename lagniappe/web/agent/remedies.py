"""What was given in this conversation, and what may be given."""


def load(tx, me, conversation):
    """What `conversations/_remedies.html` shows of a conversation's row; None when nothing."""
    return None


routes = []
