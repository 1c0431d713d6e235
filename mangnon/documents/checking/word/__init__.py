"""A .docx as Word would show it: every paragraph with the sizes, faces and places it prints with."""
