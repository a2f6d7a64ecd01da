"""What leaves governance as a file: action logs and committee reports."""
