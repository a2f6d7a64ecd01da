"""Tables from Word, Excel, CSV and text: read, checked row by row before anything happens, brought in, and undone."""
