"""Tables from Word, Excel, PDF, CSV and text: read, checked row by row, brought in, and undone."""
