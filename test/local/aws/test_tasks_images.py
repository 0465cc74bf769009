"""The image store: what a reference means, and that an image is what its digest says."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tasks_support import REGISTRY, push

from emulated_aws.tasks.images import ImageStore, ImageUnavailable, Reference, digest_of

DIGEST = "sha256:" + "a" * 64


def test_digest_is_the_documented_text(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "main.mjs").write_text("1")
    (tmp_path / "lib" / "x.node").write_bytes(b"\0\1")
    (tmp_path / "image.json").write_text("is not counted")
    (tmp_path / "node_modules").symlink_to(tmp_path.parent)
    one, two = hashlib.sha256(b"\0\1").hexdigest(), hashlib.sha256(b"1").hexdigest()
    text = f"lib/x.node\0{one}\nmain.mjs\0{two}\ncommand\0node\0main.mjs\nenv\0A\x001\nenv\0B\x002\n"
    expected = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    assert digest_of(tmp_path, ["node", "main.mjs"], {"B": "2", "A": "1"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{REGISTRY}/cap-local/lake:abc", Reference("cap-local/lake", "abc", None)),
        (f"{REGISTRY}/cap-local/lake@{DIGEST}", Reference("cap-local/lake", None, DIGEST)),
        ("localhost:5000/lake", Reference("lake", "latest", None)),
        ("cap-local/lake:1.2", Reference("cap-local/lake", "1.2", None)),
    ],
)
def test_references(text: str, expected: Reference) -> None:
    assert Reference.parse(text) == expected


@pytest.mark.parametrize("text", ["", "a/../b:1", "lake@sha256:12", "lake:../../etc", f"{REGISTRY}/LAKE:1"])
def test_no_reference_leads_out_of_the_store(text: str) -> None:
    with pytest.raises(ImageUnavailable):
        Reference.parse(text)


def test_two_tags_are_two_programs_and_one_content_is_one_image(tmp_path: Path) -> None:
    first = push(tmp_path, "cap/app", "1", {"main.py": "1"}, ["python", "main.py"])
    second = push(tmp_path, "cap/app", "2", {"main.py": "2"}, ["python", "main.py"])
    again = push(tmp_path, "cap/other", "1", {"main.py": "1"}, ["python", "main.py"])
    store = ImageStore(tmp_path)
    assert first != second and first == again
    assert store.get(f"{REGISTRY}/cap/app:1").folder != store.get(f"{REGISTRY}/cap/app:2").folder
    assert store.get(f"{REGISTRY}/cap/app@{second}").digest == second
    assert store.get(f"{REGISTRY}/cap/other:1").command == ("python", "main.py")


def test_an_absent_image_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImageUnavailable, match="cap/app:9: not found"):
        ImageStore(tmp_path).get(f"{REGISTRY}/cap/app:9")
    with pytest.raises(ImageUnavailable, match="not found"):
        ImageStore(tmp_path).get(f"{REGISTRY}/cap/app@{DIGEST}")


def test_an_image_that_was_changed_after_the_push_does_not_run(tmp_path: Path) -> None:
    digest = push(tmp_path, "cap/app", "1", {"main.py": "1"}, ["python", "main.py"])
    (tmp_path / digest.replace(":", "-") / "main.py").write_text("other")
    with pytest.raises(ImageUnavailable, match="has changed since it was pushed"):
        ImageStore(tmp_path).get(f"{REGISTRY}/cap/app:1")
