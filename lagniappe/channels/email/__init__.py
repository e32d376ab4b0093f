"""Email: reading what came in, sending what goes out."""
