"""The complaint register, by the stages of ISO 10002."""
