"""A case passes from the commune where it happened to another: offered, accepted or refused."""
