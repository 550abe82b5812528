"""Let tools of others attack and read Headway: `outside`, `fuzz`, `code`, `packages`; or let ours: `attacks`.

What is attacked is a server of this checkout on a loopback address, with a home of its own; it ends with this program.
"""

import sys

from tools.audit import attacks, fuzzing, outside, reading


def main() -> None:
    """Run the part named on the command line; ends non-zero when a tool found something."""
    parts = {"attacks": attacks.run, "outside": outside.run, "fuzz": fuzzing.run}
    parts |= {"code": reading.code, "packages": reading.packages}
    if failed := parts[sys.argv[1]]():
        sys.exit(f"Something was found by {', '.join(failed)}: see above.")
    print("Nothing was found.")


if __name__ == "__main__":
    main()
