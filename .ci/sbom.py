"""The packages that the lock file pins as a CycloneDX 1.5 bill of materials, on standard output: `make sbom`.

Every hash is the lock's own; licences are said where the package is installed here and says its own. The same lock
and version give the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"([A-Za-z0-9][\w.-]*)==(\S+)(?: ; (.+?))? *\\?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, Any]]:
    """One component for each pinned package, with the SHA-256 of each of its files."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if pinned := PINNED.match(line):
            name, version, marker = pinned.groups()
            purl = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"
            # One package may be pinned to one version for some Pythons and to another for the rest.
            found.append({"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl})
            found[-1] |= {"licenses": said} if (said := licence(name)) else {}
            found[-1] |= {"properties": [{"name": "marker", "value": marker}]} if marker else {}
            found[-1]["hashes"] = []
        elif sha := HASH.search(line):
            found[-1]["hashes"].append({"alg": "SHA-256", "content": sha[1]})
    return found


def licence(name: str) -> list[dict[str, Any]]:
    """What an installed package says of its licence; nothing where it is not installed or does not say it shortly."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return []
    if expression := said.get("License-Expression"):
        return [{"expression": expression}]
    kinds = [c.rsplit(" :: ", 1)[-1] for c in said.get_all("Classifier", []) if c.startswith("License :: ")]
    short = (said.get("License") or "").strip()
    names = kinds or ([short] if 0 < len(short) < 60 and "\n" not in short else [])
    return [{"license": {"name": each}} for each in dict.fromkeys(names)]


def bill(lock: str, version: str) -> dict[str, Any]:
    """The whole document."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'newsparallax {version} {lock}')}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "newsparallax",
                "name": "newsparallax",
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": components(lock),
    }


if __name__ == "__main__":
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    json.dump(bill((ROOT / "requirements.lock").read_text(encoding="utf-8"), project["version"]), sys.stdout, indent=1)
    print()
