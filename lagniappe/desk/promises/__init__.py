"""What was promised by when: the business calendar that every clock here runs on."""
