"""What was estimated of each message, what people corrected, and each conversation's mood."""
