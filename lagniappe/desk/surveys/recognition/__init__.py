"""Thanks and praise, handed to whoever earned them."""
