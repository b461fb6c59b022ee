"""Dictionaries of other programs as codebooks: quanteda's YAML, and LIWC's .dic.

Their entries are words with `*` for any ending, which codebook patterns know, too. They bring neither definitions nor
examples. Their hits go to the table `marks`, each category counted by outlet and voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from newsparallax.codebooks import Codebook, CodebookError, Entry


def read(path: Path, content: bytes) -> Codebook:
    """One dictionary. Raises CodebookError for a file that is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")  # LIWC's older files
    words = _liwc(path, text) if path.suffix.lower() == ".dic" else dict(_quanteda(path, text))
    entries = {
        key: Entry(path.stem, key, key.replace("_", " "), "", key, tuple(dict.fromkeys(map(_pattern, own))))
        for key, own in words.items()
        if own
    }
    if not entries:
        raise CodebookError(f"{path}: holds no category with words")
    return Codebook(path.stem, path.stem, "marks", f"The dictionary {path.name}.", (), entries)


def _pattern(word: str) -> str:
    """A dictionary's word as a pattern: everything but `*` and spaces is meant as it stands."""
    escaped = re.sub(r"[^\w\s*'’-]", lambda found: re.escape(found[0]), " ".join(word.split()))
    return re.sub(r"\*(?=\S)|(?<![A-Za-z])\*", r"\\w*", escaped)


def _quanteda(path: Path, text: str) -> Iterator[tuple[str, list[str]]]:
    """Categories and words of a quanteda dictionary; those of a category within another are named `outer.inner`."""
    import yaml

    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CodebookError(
            f"{path}: is not YAML ({' '.join(str(error).split())}); correct the line it names"
        ) from None

    def walked(name: str, value: Any) -> Iterator[tuple[str, list[str]]]:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                yield from walked(f"{name}.{key}" if name else str(key), inner)
            return
        words = value if isinstance(value, list) else [value]
        if not name or not all(isinstance(word, (str, int, float, bool)) for word in words):
            raise CodebookError(f"{path}: {name or 'the file'} is no list of words; write `category: [word, other*]`")
        # YAML takes some words for values: yes, no, on, off.
        yield name, [str(word) for word in words]

    yield from walked("", data)


def _liwc(path: Path, text: str) -> dict[str, list[str]]:
    """Categories and words of a LIWC dictionary: numbered categories between two lines of `%`, then words with them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    ends = [at for at, line in enumerate(lines) if line == "%"]
    if len(ends) < 2:
        raise CodebookError(f"{path}: is no LIWC dictionary; its categories stand between two lines of %")
    names = {number: name.strip() for number, _, name in (_parted(line) for line in lines[ends[0] + 1 : ends[1]])}
    found: dict[str, list[str]] = {name: [] for name in names.values()}
    for line in lines[ends[1] + 1 :]:
        word, *numbers = re.split(r"\t+", line) if "\t" in line else line.split()
        for number in numbers:
            for one in re.findall(r"\d+", number):
                if one not in names:
                    raise CodebookError(f"{path}: {word!r} is of category {one}, which the head does not name")
                found[names[one]].append(word)
    return found


def _parted(line: str) -> tuple[str, str, str]:
    number, *rest = line.split(maxsplit=1)
    return number, " ", rest[0] if rest else number
