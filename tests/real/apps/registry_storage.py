"""Writes twelve repositories with seven tags each straight into a registry's storage: python registry_storage.py FOLDER."""

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(sys.argv[1]) / "storage/docker/registry/v2"
CONFIG = b"{}"
TYPE = "application/vnd.docker.distribution.manifest.v2+json"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def link(path: Path, data: bytes) -> None:
    write(path / "link", f"sha256:{digest(data)}".encode())


image = {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 2, "digest": f"sha256:{digest(CONFIG)}"}
manifest = json.dumps({"schemaVersion": 2, "mediaType": TYPE, "config": image, "layers": []}).encode()
for blob in (manifest, CONFIG):
    write(ROOT / "blobs/sha256" / digest(blob)[:2] / digest(blob) / "data", blob)
for number in range(12):
    repository = ROOT / "repositories" / (f"repo{number:02d}" if number % 3 else f"team/app{number:02d}")
    link(repository / "_layers/sha256" / digest(CONFIG), CONFIG)
    link(repository / "_manifests/revisions/sha256" / digest(manifest), manifest)
    for tag in (3, 0, 5, 1, 6, 2, 4):  # not in their order: some file systems list what was made first first
        link(repository / f"_manifests/tags/v{tag}/current", manifest)
        link(repository / f"_manifests/tags/v{tag}/index/sha256" / digest(manifest), manifest)
