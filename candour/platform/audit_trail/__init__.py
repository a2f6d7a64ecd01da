"""The history of every change and every confidential read: append-only, chained by hash, and open to verification."""
