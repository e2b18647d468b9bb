"""Mails and saved web pages: bodies and attachments are files inside. Senders and recipients are not read."""
