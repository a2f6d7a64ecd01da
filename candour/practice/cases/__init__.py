"""Cases: from the referral of a harmed child or adult to the partners' decision and the reply of the national Panel."""
