"""How well the library would have answered questions whose right answer is known."""
