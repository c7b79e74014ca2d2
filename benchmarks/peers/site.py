"""Serve the KI programme for the benchmark: `site.py FOLDER MOST_TOGETHER` says its address and runs until ended.

With 1, each answer is committed alone: the peer of the group commit, the same server in everything else.
"""

import sys
from pathlib import Path

from toolkit.commands.collect import open_plan_store
from toolkit.commands.plan import find_links, read_plan
from toolkit.site.app import create_app
from toolkit.site.serve import make_server, open_port


def main() -> None:
    """Serve at a free port of loopback."""
    plan = read_plan(Path(sys.argv[1]))
    links = find_links(plan)
    with open_plan_store(plan, None) as store:
        listening = open_port("127.0.0.1", 0)
        app = create_app(plan, links, store, most_together=int(sys.argv[2]))
        token = links["nord"].address.rpartition("/")[2]
        print(f"{listening.getsockname()[1]} {token}", flush=True)
        make_server(app, "127.0.0.1", 0).run(sockets=[listening])


if __name__ == "__main__":
    main()
