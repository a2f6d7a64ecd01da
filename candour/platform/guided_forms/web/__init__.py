"""The pages of guided forms, which other apps hang under addresses of their own."""
