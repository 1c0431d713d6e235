"""The pages of the part "Quản trị": units and reforms, organisations, people, audit."""
