"""Two texts of a role → what has changed, clause by clause and word by word (порівняння редакцій)."""
