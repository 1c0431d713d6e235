"""Plans that districts, communes and agencies make under the province's plan for a year."""
