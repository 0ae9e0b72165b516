"""A reviewer’s Word file → the text it says now, and what he proposes (правки рецензента)."""
