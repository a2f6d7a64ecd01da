"""The rulebook as anybody may read it: in the product, as Markdown pages and on the command line."""
