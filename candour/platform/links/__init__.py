"""“See also” between records of different apps. Each side guards itself: whoever may not see one end sees no link."""
