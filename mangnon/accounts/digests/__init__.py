"""E-mails that tell a person how much waits for them: counts and a link, never what it is."""
