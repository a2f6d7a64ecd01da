"""What can be done in learning, by topic. Everything takes the actor first."""
