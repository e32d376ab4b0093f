"""Mailboxes: the addresses customers write to, and how well each is doing."""
