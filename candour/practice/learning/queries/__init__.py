"""What learning can be asked, by topic. Everything takes the actor first."""
