"""The coach beside the conversation: where the protocol stands and what the draft does."""


def load(tx, me, conversation):
    """What `conversations/_coach.html` shows of a conversation's row; None when nothing."""
    return None


routes = []
