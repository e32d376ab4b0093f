"""Mail is fetched: one thread a mailbox speaks IMAP, and the event loop stores what it brings."""
