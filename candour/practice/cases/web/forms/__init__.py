"""The forms of cases. Each checks the shape of what was written; the operations decide."""
