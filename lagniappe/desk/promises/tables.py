"""The organisation's calendar."""
