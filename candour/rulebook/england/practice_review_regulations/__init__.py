"""The Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018."""
