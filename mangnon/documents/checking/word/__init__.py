"""A .docx as Word would show it: every paragraph with the size, face and place it has in print."""
