"""Decisions about the document of a role, as records in plain files, and what state follows from them (реєстр)."""
