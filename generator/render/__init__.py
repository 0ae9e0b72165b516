"""Document tree → bytes: one module or folder for each format."""
