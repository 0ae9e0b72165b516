"""Word files that come from outside, a reviewer's or a letterhead: bytes → a checked package → what it says.

`file` and `view` are plain data; `read` and what it uses load lxml, so they are imported where they are needed.
"""
