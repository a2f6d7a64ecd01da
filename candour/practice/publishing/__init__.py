"""What leaves the confidential side: documents under control, redaction, release and the public account."""
