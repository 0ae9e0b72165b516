"""A file from outside against the document it claims to be: what its own text, and nothing else, proves."""
