"""The library leaves and comes back: CSV, JSONL, and a folder of Markdown files."""
