"""The Barking and Dagenham, Havering and Redbridge safeguarding partnership's own protocols."""
