"""What `lagniappe doctor` looks at: each check takes the settings and returns one Finding."""
