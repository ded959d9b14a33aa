"""`python -m bot` is `bot`: so a checkout runs without being installed."""

from bot.cli import main

main()
