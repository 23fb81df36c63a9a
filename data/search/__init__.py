"""What a search looks through: texts as words with their places, in memory and in the database."""
