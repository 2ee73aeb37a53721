"""`python -m service` is the command `passerelle`."""

from service.cli import main

main()
