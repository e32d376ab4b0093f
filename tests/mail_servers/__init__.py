"""Real mail servers for tests: Dovecot and Postfix with users, ports and folders of their own."""
