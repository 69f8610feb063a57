"""What things are: the film, the goals, the regions and each section of a plan."""
