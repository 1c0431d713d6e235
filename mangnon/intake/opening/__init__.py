"""From a file that nobody vouches for to the text of its cells, in a process of its own."""
