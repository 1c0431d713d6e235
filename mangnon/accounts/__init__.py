"""How a person signs in: passwords, second factors, invitations, sessions, leaving."""
