"""`python -m planner`: the command."""

from planner.cli import main

main()
