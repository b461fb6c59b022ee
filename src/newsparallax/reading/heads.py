"""The heads of articles exported from Nexis, Factiva and ProQuest: what they state, and where the story begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsparallax.codebooks import word_lists
from newsparallax.reading import dates
from newsparallax.words import count_words


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a bundle: the line it begins in, its text, what its head states."""

    line: int
    text: str
    given: dict[str, str]


Lines = list[tuple[int, str]]  # (line of the file, its words), blank lines with ""

NEXIS_COUNT = re.compile(r"\s*(?:Document )?\d+ of \d+(?: DOCUMENTS?)?\s*$", re.IGNORECASE)
NEXIS_LOAD = re.compile(r"\s*LOAD-?DATE\s*:", re.IGNORECASE)
WORDS = re.compile(r"\s*(?:length\s*:\s*)?([\d,.]+) words\s*$", re.IGNORECASE)
BYLINE = re.compile(r"(?:by|byline:(?: by)?)\s+(.{2,120})", re.IGNORECASE)
COPYRIGHT = re.compile(r"\s*(?:copyright|©|\(c\))\s.*", re.IGNORECASE)
_FIELD = re.compile(r"\s*([A-Z][A-Za-z/ -]{2,24}?)\s*:\s*(.*)")
_CODE = re.compile(r"([A-Z]{2,3})(?:\s+|$)")
_LEAST = 3  # words of a story
_HEAD = 14  # lines of a head at most
_UNREAD = 30  # words of a part without a head that is kept


def trimmed(chunk: Lines) -> Lines:
    """A part without the blank lines around it."""
    told = [n for n, (_, words) in enumerate(chunk) if words.strip()]
    return chunk[told[0] : told[-1] + 1] if told else []


def unread(chunk: Lines) -> Piece | None:
    """A part whose head is of no known form: its whole text."""
    text = "\n".join(words.rstrip() for _, words in trimmed(chunk))
    return Piece(trimmed(chunk)[0][0], text, {}) if count_words(text) >= _UNREAD else None


def _piece(line: int, body: Lines, given: dict[str, str]) -> Piece | None:
    text = "\n".join(words.rstrip() for _, words in trimmed(body))
    if count_words(text) < _LEAST:
        return None
    given = {**given, "language": _language(given.get("language", "")) or ""}
    given["authors"] = re.sub(r"^by\s+", "", given.get("authors", "").strip(), flags=re.IGNORECASE)
    facts = {key: " ".join(value.split()) for key, value in given.items() if value.strip()}
    headline = facts.get("headline", "")
    return Piece(line, f"{headline}\n\n{text}" if headline else text, facts)


def _language(words: str) -> str | None:
    named = re.match(r"\W*([a-z]+)", words.casefold())
    found: str | None = word_lists("exports")["languages"].get(named[1]) if named else None
    return found


def nexis(chunk: Lines) -> Piece | None:
    """A Nexis article: headline, paper and day in either order, fields, "Body", story, fields of its foot."""
    chunk = _below_cover(trimmed([line for line in chunk if not NEXIS_COUNT.match(line[1])]))
    if not chunk:
        return None
    given: dict[str, str] = {}
    top: list[str] = []
    before = 0
    marked = next((n for n, (_, words) in enumerate(chunk) if words.strip().casefold() == "body"), None)
    story = len(chunk) if marked is None else marked + 1
    for n, (_, line) in enumerate(chunk[: story if marked is None else marked]):
        words = line.strip()
        if not words or _nexis_head(words, given) or COPYRIGHT.match(words):
            continue
        if marked is None and "length" in given:
            story = n  # no line says "Body": the story begins below the fields
            break
        if not words.casefold().endswith("edition"):
            top.append(words)
            before += "date" not in given
    _title(top, before, given)
    return _piece(chunk[0][0], _above_foot(chunk[story:]), given)


def _below_cover(chunk: Lines) -> Lines:
    """The part below the cover sheet (user name, job number, search terms, list of documents), where there is one."""
    begins = tuple(word_lists("exports")["nexis"]["cover"])
    cover = max((n for n, (_, words) in enumerate(chunk) if words.strip().startswith(begins)), default=-1)
    if cover < 0:
        return chunk
    rights = next((n for n, (_, words) in enumerate(chunk) if COPYRIGHT.match(words) and n > cover), None)
    above = [n for n in range(cover + 1, rights or 0) if chunk[n][1].strip()]
    # Headline, paper and day stand above the copyright line; what stands above them is the list of documents.
    days = [at for at, n in enumerate(above) if dates.DATE.search(chunk[n][1])]
    return trimmed(chunk[above[days[-1] - 2] if days and days[-1] >= 2 else cover + 1 :])


def _nexis_head(words: str, given: dict[str, str]) -> bool:
    """Whether a line of the head is a field or the day; what it says is kept in `given` then."""
    if field := _FIELD.match(words):
        name = word_lists("exports")["nexis"]["fields"].get(field[1].casefold())
        if name:
            given[name] = field[2]
        return bool(name) or field[1].casefold() in word_lists("exports")["nexis"]["other"]
    if "date" not in given and len(words) < 80 and (found := dates.DATE.search(words)) and found.start() < _HEAD:
        given["date"] = found[0]
        return True
    return False


def _title(top: list[str], before: int, given: dict[str, str]) -> None:
    """Headline and paper above the day (`before` lines of the head), or the paper above it and the headline below."""
    if before > 1:
        given.setdefault("headline", " ".join(top[: before - 1]))
        given["outlet"] = top[before - 1]
    elif top:
        given["outlet"] = top[0]
        given.setdefault("headline", " ".join(top[1:2]))


def _above_foot(chunk: Lines) -> Lines:
    """The story without the fields of its foot."""
    end = next((n for n, (_, words) in enumerate(chunk) if NEXIS_LOAD.match(words)), len(chunk))
    fields = {*word_lists("exports")["nexis"]["other"], *word_lists("exports")["nexis"]["fields"]}
    for n, (_, words) in enumerate(chunk[:end]):
        if words.strip().casefold() in ("graphic", "classification", "notes", "note"):
            end = n
            break
    chunk = trimmed(chunk[:end])
    while chunk and ((found := _FIELD.match(chunk[-1][1])) and found[1].casefold() in fields):
        chunk = trimmed(chunk[:-1])
    return chunk


def factiva(chunk: Lines) -> Piece | None:
    """A Factiva article as displayed: section, headline, author, words, day, paper, code, language, rights, story."""
    chunk = trimmed(chunk)
    if any(words.startswith("HD ") for _, words in chunk):
        return factiva_fields(chunk)
    length_at = next((n for n, (_, words) in enumerate(chunk) if WORDS.match(words)), None)
    if length_at is None:
        return None
    top = [words.strip() for _, words in chunk[:length_at] if words.strip()]
    given = {"length": chunk[length_at][1].strip()}
    signed = BYLINE.fullmatch(top[-1]) if len(top) > 1 else None
    if signed or (len(top) > 1 and count_words(top[-1]) <= 4 and not re.search(r"[.!?]$", top[-1])):
        given["authors"] = signed[1] if signed else top[-1]
        top.pop()
    if len(top) > 1 and count_words(top[0]) <= 3:
        given["section"] = top.pop(0)
    given["headline"] = " ".join(top)
    return _piece(chunk[0][0], chunk[_factiva_head(chunk, length_at + 1, given) :], given)


def _factiva_head(chunk: Lines, at: int, given: dict[str, str]) -> int:
    """Reads the lines between the count of words and the story; returns where the story begins."""
    for n in range(at, min(at + _HEAD, len(chunk))):
        words = chunk[n][1].strip()
        if not words:
            below = next((w for _, w in chunk[n:] if w.strip()), "")
            if "language" in given and not COPYRIGHT.match(below):
                return n
        elif "date" not in given and dates.line_dates(words, 0, len(words), None):
            given["date"] = words
        elif "outlet" not in given and not re.fullmatch(r"\d{1,2}:\d{2}.*", words):
            given["outlet"] = words
        elif _language(words) and count_words(words) == 1:
            given["language"] = words
        elif count_words(words) > _HEAD and not COPYRIGHT.match(words):
            return n
    return min(at + _HEAD, len(chunk))


def factiva_fields(chunk: Lines) -> Piece | None:
    """A Factiva article under field codes: HD headline, BY author, PD day, SN paper, LP and TD story."""
    names = word_lists("exports")["factiva"]["fields"]
    known = {*names, *word_lists("exports")["factiva"]["other"]}
    given: dict[str, str] = {}
    body: Lines = []
    code = ""
    for number, line in chunk:
        words = line
        if (found := _CODE.match(line)) and found[1] in known:
            code, words = found[1], line[found.end() :]
        name = names.get(code)
        if name == "body":
            body.append((number, words.strip()))
        elif name:
            given[name] = f"{given.get(name, '')} {words.strip()}".strip()
    return _piece(chunk[0][0], body, given) if chunk else None


def proquest(chunk: Lines) -> Piece | None:
    """A ProQuest article: fields, of which "Full text" holds the story up to the next field."""
    names = word_lists("exports")["proquest"]["fields"]
    known = {*names, *word_lists("exports")["proquest"]["other"]}
    given: dict[str, str] = {}
    body: Lines = []
    field = None
    for number, line in chunk:
        words = line
        if (found := _FIELD.match(line)) and found[1].casefold() in known:
            field, words = found[1].casefold(), found[2]
        elif field is None and words.strip() and not NEXIS_COUNT.match(words):
            given.setdefault("headline", words)
        name = names.get(field or "")
        if name == "body":
            body.append((number, words))
        elif name and words.strip():
            given.setdefault(name, words)
    if info := given.pop("info", None):
        given.setdefault("outlet", info)
        if day := dates.DATE.search(info):
            given.setdefault("date", day[0])
    given["outlet"] = re.split(r"\s*;| \[", given.get("outlet", ""))[0].strip()
    if turned := re.fullmatch(r"([^,;]+), ([^,;]+)", given.get("authors", "").strip()):
        given["authors"] = f"{turned[2]} {turned[1]}"
    return _piece(chunk[0][0], body, given) if chunk and body else None
