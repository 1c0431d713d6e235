"""To-do lists: which children of a commune need something done, and what."""
