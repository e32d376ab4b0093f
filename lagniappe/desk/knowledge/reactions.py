"""What the library tells the screens: a text in force changed, ask again."""


def tell_screens(tx, entry_id: str) -> None:
    tx.hint("library", {"t": "library", "entry": entry_id})
