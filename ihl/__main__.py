"""python -m ihl."""

from ihl.cli import main

if __name__ == "__main__":
    main()
