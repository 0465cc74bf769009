"""The image store: what a registry holds, as plain folders. The build writes them, the task runner reads them.

Format (the writer, in any language, keeps to it):

- `<images>/sha256-<hex>/` is one image: the program's files, and `image.json`:
  `{"repository": "cap-local/lake", "tag": "1", "digest": "sha256:<hex>", "command": ["node", "main.mjs"], "env": {}}`.
  `repository` and `tag` are those of the first push, for people; `command` and `env` are the image's CMD and ENV.
- `<hex>` is the lower-case SHA-256 of this text (UTF-8, `\\0` is the NUL character, `\\n` a line feed):
  for each regular file below the folder except the top `image.json`, in the order of their paths by code point,
  `<path with />\\0<lower-case hex SHA-256 of its content>\\n`; then `command`, for each argument `\\0<argument>`, then
  `\\n`; then for each variable of `env`, in the order of the names by code point, `env\\0<name>\\0<value>\\n`.
  Symbolic links are neither followed nor counted (`node_modules` is one, to what the machine has installed).
- `<images>/tags/<repository, each / as __>/<tag>` is a file with the digest, `sha256:<hex>`: one small file for each
  tag, so that two builds at once never overwrite each other's index.
- A writer fills `<images>/.<anything>` first, renames it to its final name (if that exists, the image is there
  already: it throws its copy away), and writes the tag last, also by rename. So what a reader finds is whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
_REPOSITORY = re.compile(r"[a-z0-9]+(?:[._/-][a-z0-9]+)*")


class ImageUnavailable(Exception):
    """The store cannot give this image; the message says what was asked for, where, and why not."""


@dataclass(frozen=True, slots=True)
class Image:
    """One image that was found and is what its digest says."""

    digest: str
    folder: Path
    command: tuple[str, ...]
    env: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """An image reference in parts: `<registry>/<repository>:<tag>` or `<registry>/<repository>@<digest>`."""

    repository: str
    tag: str | None
    digest: str | None

    @staticmethod
    def parse(text: str) -> Reference:
        """Split a reference; the registry's host (a first part with a dot or a port, or localhost) is dropped."""
        name, _, digest = text.partition("@")
        host, slash, rest = name.partition("/")
        if slash and ("." in host or ":" in host or host == "localhost"):
            name = rest
        repository, colon, tag = name.rpartition(":")
        if not colon:
            repository, tag = name, "latest"
        well_formed = _REPOSITORY.fullmatch(repository) and _TAG.fullmatch(tag)
        if not well_formed or (digest and not _DIGEST.fullmatch(digest)):
            raise ImageUnavailable(f"{text}: not an image reference")
        return Reference(repository, None if digest else tag, digest or None)


def digest_of(folder: Path, command: list[str] | tuple[str, ...], env: dict[str, str]) -> str:
    """The digest that the folder's content has now, by the rule above."""
    whole = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in _regular_files(folder)}
    for name in sorted(files):
        if name != "image.json":
            whole.update(f"{name}\0{hashlib.sha256(files[name].read_bytes()).hexdigest()}\n".encode())
    whole.update("".join(["command", *(f"\0{argument}" for argument in command), "\n"]).encode())
    for name in sorted(env):
        whole.update(f"env\0{name}\0{env[name]}\n".encode())
    return f"sha256:{whole.hexdigest()}"


def _regular_files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for entry in folder.iterdir():
        if entry.is_symlink():
            continue
        if entry.is_dir():
            found += _regular_files(entry)
        elif entry.is_file():
            found.append(entry)
    return found


class ImageStore:
    """Reads the store. An image is verified when it is first used, not each time a task starts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._verified: dict[str, Image] = {}

    def resolve(self, reference: str) -> str:
        """The digest that a reference means now; ImageUnavailable if the store has no such image."""
        parts = Reference.parse(reference)
        if parts.digest:
            return parts.digest
        tag = self._folder / "tags" / parts.repository.replace("/", "__") / str(parts.tag)
        try:
            digest = tag.read_text(encoding="utf-8").strip()
        except OSError:
            raise ImageUnavailable(f"{reference}: not found") from None
        if not _DIGEST.fullmatch(digest):
            raise ImageUnavailable(f"{reference}: {tag} holds {digest[:80]!r}, which is not a digest")
        return digest

    def get(self, reference: str) -> Image:
        """The image that a reference means, verified; ImageUnavailable if it is absent or not what it should be."""
        digest = self.resolve(reference)
        image = self._verified.get(digest)
        if image is None or not image.folder.is_dir():
            image = self._verified[digest] = self._read(reference, digest)
        return image

    def _read(self, reference: str, digest: str) -> Image:
        folder = self._folder / digest.replace(":", "-")
        try:
            about = json.loads((folder / "image.json").read_bytes())
            command = [str(argument) for argument in about.get("command") or []]
            env = {str(name): str(value) for name, value in (about.get("env") or {}).items()}
            found = digest_of(folder, command, env)
        except OSError:
            raise ImageUnavailable(f"{reference}: {digest} not found") from None
        except (ValueError, AttributeError, TypeError) as error:
            raise ImageUnavailable(f"{reference}: {folder}/image.json is not usable: {error}") from None
        if found != digest:
            raise ImageUnavailable(f"{reference}: {folder} has changed since it was pushed: its digest is {found}")
        return Image(digest, folder, tuple(command), env)
