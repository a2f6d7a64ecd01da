"""The pages of documents, redaction and release."""
