"""The forms of cases, made of what the catalogue asks."""
