"""The people who work for children: their posts, who filled them when, and groups of children."""
