"""Consultations with children: questions, anonymous answers, results, and what was done."""
