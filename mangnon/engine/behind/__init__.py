"""The rows behind a figure: those counted, those left out and why, those that miss it."""
