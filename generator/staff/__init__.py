"""The whole company: its staff list against its roles."""
