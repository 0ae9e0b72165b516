"""Edits of clauses → the role’s own file with its comments and layout kept (внесення правок)."""
