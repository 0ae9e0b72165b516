"""Resolved roles in, findings out: rules of labour law and of good Ukrainian, as data, and what reads texts by them."""
