"""From one event to a study: piles become events, each is compared within itself, and what is a habit is told apart."""
