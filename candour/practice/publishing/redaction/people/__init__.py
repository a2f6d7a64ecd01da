"""People in a text: those of the register however they are written, and those whom it does not hold."""
