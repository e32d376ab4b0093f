"""How the customer feels, beside the conversation: the bar, its reasons, a correction."""


def load(tx, me, conversation):
    """What `conversations/_mood.html` shows of a conversation's row; None when nothing."""
    return None


routes = []
