"""What people said the coach got wrong."""
