"""How angry a text is, from its words alone, with the reason."""
