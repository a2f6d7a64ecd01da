"""Data protection law: the rights of the people whose data are kept."""
