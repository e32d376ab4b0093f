"""Making it good: what may be given, by whom, what was given and what it cost."""
