"""Known vulnerabilities of the pinned packages by pip-audit: `make audit`.

Ends with 1 where there are any. Where pip-audit, or the advisories it asks for, cannot be reached, nothing has been
looked up: that is said, and `--strict` makes it an error (2).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COMMAND = ["tool", "run", "pip-audit", "--format", "json", "--disable-pip"]
KNOWN = "jinja2==2.4.1"  # has had advisories for years: where none is found, the index that was asked holds none


def looked_up(uv: str, *of: str) -> list[dict[str, Any]]:
    """What pip-audit says of each package; raises ValueError or KeyError where it says nothing."""
    ran = subprocess.run([uv, *COMMAND, *of], capture_output=True, text=True, timeout=300, check=False)
    packages: list[dict[str, Any]] = json.loads(ran.stdout)["dependencies"]
    return packages


def main(uv: str, strict: bool) -> int:
    """Ask, and say what was found or that nothing could be."""
    try:
        with TemporaryDirectory() as folder:
            known = Path(folder) / "known.txt"
            known.write_text(KNOWN + "\n", encoding="utf-8")
            if not any(package.get("vulns") for package in looked_up(uv, "--no-deps", "--requirement", str(known))):
                raise ValueError
        packages = looked_up(uv, "--require-hashes", "--requirement", str(ROOT / "requirements.lock"))
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        print("NOT AUDITED: pip-audit, or the advisories it asks for, cannot be reached from here")
        return 2 if strict else 0
    found = [(p["name"], p["version"], v) for p in packages for v in p.get("vulns", [])]
    for name, version, vulnerability in found:
        mended = ", ".join(vulnerability.get("fix_versions", [])) or "no version yet"
        print(f"{name} {version}: {vulnerability['id']}; mended in {mended}")
    print(f"{len(packages)} packages looked up, {len(found)} known vulnerabilities")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--strict" in sys.argv))
