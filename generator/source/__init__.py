"""Files of a workspace → validated model; every problem comes with its file, line and column."""
