"""Makes the corpus: python -m tests.data.mail.making writes every NAME.eml and NAME.json again.

The mails are our own; what is copied from real programs is only the way they write.
"""
