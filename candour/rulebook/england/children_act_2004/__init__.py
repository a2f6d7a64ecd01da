"""The Children Act 2004, as the Children and Social Work Act 2017 amended it."""
