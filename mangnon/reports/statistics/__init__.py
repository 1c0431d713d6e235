"""The statistics forms of Circular 13/2021: filled from frozen runs, as pages and as spreadsheets.

A form leaves the office: what is small is hidden whoever asks for it.
"""
