"""The register of breaches of personal data, and whether they were told of in time."""
