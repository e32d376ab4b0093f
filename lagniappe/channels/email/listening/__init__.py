"""Mail is handed to us: a small door for a mail server, by LMTP or SMTP."""
