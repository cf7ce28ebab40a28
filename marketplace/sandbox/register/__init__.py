"""A register of persons and companies that knows nobody, and answers by rules a tester can learn."""
