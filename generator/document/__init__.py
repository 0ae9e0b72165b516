"""A resolved role → the document tree that every writer knows how to write."""
