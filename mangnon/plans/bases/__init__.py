"""The register of legal bases: what the work rests on, what replaced it, and what leans on it."""
