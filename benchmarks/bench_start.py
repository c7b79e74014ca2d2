"""How long `toolkit --version` takes beside `python -c "import click"`."""

import sys

from measure import alternate, say, time_program


def main() -> None:
    """Print the ratio."""
    times = alternate(
        {
            "click": lambda: time_program([sys.executable, "-c", "import click"]),
            "toolkit": lambda: time_program([sys.executable, "-m", "toolkit", "--version"]),
        },
        rounds=15,
    )
    detail = f"{times['toolkit'] * 1000:.0f} ms : {times['click'] * 1000:.0f} ms"
    say("start: toolkit --version / import click", times["toolkit"] / times["click"], 2, detail)


if __name__ == "__main__":
    main()
