"""Summer: a school hands its pupils over to the Youth Union of the commune they live in."""
