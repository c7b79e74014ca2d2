"""Let `python -m toolkit` do what `toolkit` does."""

from toolkit.cli import main

if __name__ == "__main__":
    main()
