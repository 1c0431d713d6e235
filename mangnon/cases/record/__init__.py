"""What is kept of a case beside its steps: its people, whoever did the harm, who works on it."""
