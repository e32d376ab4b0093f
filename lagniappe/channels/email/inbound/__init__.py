"""Mail comes in: stored first, then read, then put where it belongs."""
