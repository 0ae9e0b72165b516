"""One module per way to make the same documents; each imports its library only when its own process starts.

`prepare(corpus)` does what is done once and returns the function that writes one document, which alone is timed.
"""
