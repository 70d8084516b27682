"""The flow model: what a program does, and the two questions that rules ask of it."""
