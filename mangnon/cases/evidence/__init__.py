"""Files that prove a step: sealed in the home, with their hash, opened by who may read the step."""
