"""Mail goes out: every letter is a row first, written with the words it carries."""
