"""Review (погодження): two texts compared, a reviewer’s file taken back, decisions recorded, files proved genuine.

`register` has the decisions and what follows from them, `redline` what differs between two texts, `returned` what a
Word file proposes, `editing` how that gets into the role’s file, and `evidence` whether a file is what was published.
"""
