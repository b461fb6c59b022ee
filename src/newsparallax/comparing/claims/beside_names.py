"""What stands beside a name and says who its bearer is, in the words of the article.

A title before the name ("Interior Secretary Ann Berg"), what stands behind it ("Ann Berg, head of the board", "Ann Berg
(R-Ohio)", "Ann Berg, who runs the mill"), an office with a comma before it ("the chairwoman of the board, Ann Berg").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsparallax.comparing.claims.role_words import (
    CAPITAL,
    DETERMINER,
    EMPTY,
    NO_LONGER,
    PARTIES,
    PREPOSITION,
    RELATED,
    SEATS,
    TAGS,
    WHOLE,
    is_role,
    of_party,
    singular,
    worth,
)
from newsparallax.comparing.claims.texts import BOOK, Sentence, Texts, curled
from newsparallax.comparing.units import Record
from newsparallax.comparing.wordforms import FUNCTION_WORDS
from newsparallax.tagging.who.lexicon import HONORIFICS, LEX, fold, listed

# Those of a sentence who are not spoken of: where their names begin and end in it.
People = Sequence[tuple[int, int, Record]]
# Words of a role that is printed.
_MOST, _NEVER_MORE = 11, 14
# Titles that keep their capital before a name.
_BEFORE_NAMES = frozenset(BOOK["titles_before_names"].split())
_PAPERS = frozenset(BOOK["papers"].split())
_NO_ROLES = frozenset(BOOK["no_roles"].split())
_BODIES = LEX.organisation | LEX.public
# Small words with which a role may begin.
_FIRST = NO_LONGER | {"once", "now", "a", "an", "the", "one", "another"}
_COLOUR = re.compile(
    rf"(?<![\w-])(?:(?:very|most|more|so|highly) )?(?:{'|'.join(BOOK['colours'].split())})(?:,? and|,)? "
    r"(?=\S)(?!(?:of|in|for|at|from|with|who|and) )",
    re.I,
)
_ENDS = re.compile(
    r"[,;:()—–“”\"…]|''|\s-\s|\.?[\s'’]*$|\b(?:as well|such as|by the time|(?:with|and) an?"
    r"|who|whose|whom|which|that|where|when|but|because|while)\b"
)
_OPENS = re.compile(r"\s?(?:,|\(|—|–|\s-\s)\s*")
_AGE = re.compile(r"\s?,\s*(?:aged? )?\d{1,3}(?=\s?,)|\s?\(\d{1,3}\)")
_PARTY = re.compile(
    rf"\s?\(((?:[RDI][-–]\s?)?(?:{CAPITAL})(?: {CAPITAL})?)\)"
    rf"|\s?,\s*([RDI][-–]\s?{CAPITAL}(?: {CAPITAL})?)(?=\s?[,.)])"
)
_FINITE = re.compile(
    r"\b(?:said|says|told|tells|is|was|are|were|has|had|have|will|would|could|can|may|might|did|does|do|tweeted|wrote|added"
    r"|argued|announced|called|asked|noted|who)\b"
)
_AND_THEN = re.compile(r" and (?:has|had|is|was|have|a|an|the|former|other|now)\b.*")
_RELATIVE = re.compile(
    r"who (?:now |also |currently )?(?:heads|leads|runs|chairs|directs|represents|represented|founded|owns"
    r"|teaches|oversees|coordinates|manages|edits|serves as|served (?:as|under|in|on)|works (?:for|at|as|in)"
    r"|worked (?:for|at|as)|has worked) "
)
_IS = re.compile(r"(?:who )?is (?:now |also |currently )?(?=(?:an?|the|one of the) )|who was ")
_POSSESSOR = re.compile(r"(?:its|his|her|their|our|my) ", re.I)
_AFFILIATION = re.compile(
    rf"(?: |, )((?:of|from|with|at) (?:the )?(?:(?<=the )[a-z-]+ )?(?:{CAPITAL}(?:['’]s?)?"
    rf"(?: (?:of|for|and|on|the|&|{CAPITAL}(?:['’]s?)?))*(?<! (?:of|or|nd|he|on))(?<! &)|[a-z]+['’] [a-z]+))"
)
_OWNED = re.compile(rf"((?:{CAPITAL} )*{CAPITAL}['’]s?) $")
_JOINT = re.compile(
    rf"\b({CAPITAL}(?: {CAPITAL})*) "
    rf"(?:{CAPITAL}(?: {CAPITAL})*(?: \([^)]*\))?(?:, {CAPITAL}[^,]*)*,?(?: and)? )?$"
)


def _capitals(before: str, people: People) -> str:
    """A title in capitals at the end of some words, where tagging has found none: "Orrin Committeeman "."""
    run = re.search(rf"(?<!\S)({CAPITAL}(?: {CAPITAL})*) $", before)
    if run is None or any(run.start() < high for _, high, _ in people):
        return ""
    *_, last = run[1].split()
    return run[1] if is_role(last) and singular(last) == last and fold(last) not in HONORIFICS else ""


def _small(word: str) -> bool:
    """Whether a word before a title is none of it: "While"; "NOW" is a name."""
    return fold(word) in FUNCTION_WORDS | _LINKS and not (word.isupper() and len(word) > 1)


# Words before a title that are no part of its name.
_PASSING = frozenset(
    ("likely", "presumptive", "presumed", "retired", "longtime", "veteran", "local", "ousted", "federal")
)
_LINKS = listed("never") | {"while", "following", "although", "though", "yesterday", "today", "tonight", "even"}
# "House Ways and" before "Means Committee Chairman".
_BODY_BEFORE = re.compile(rf"(?<!\S)({CAPITAL}(?: {CAPITAL})* and) $")
# "Department of Earth, Air and Water".
_LISTED = re.compile(rf"(?:, {CAPITAL}(?: {CAPITAL})*)+,? and {CAPITAL}(?: {CAPITAL})*(?=\W)")
_DETERMINED = re.compile(r"\b(?:the|an?|its|his|her|their|this|these|I|you|your|my|our|we|he|she|they) ")
# What somebody does behind what somebody is: "a Republican trying to …".
_DOING = re.compile(r"(?<=\w) [a-z]{2,}(?:ing|ed) (?:to|for|by|as|in|on|at|with|from|of)\b.*")
_BEGINS = re.compile(rf"\b(?:[Aa]n?|[Tt]he|{CAPITAL}(?: {CAPITAL})*['’]s|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) ")


def told(texts: Texts, sentence: Sentence, mention: Record) -> Iterator[tuple[str, str]]:
    """What stands before and behind one mention of somebody by name: pairs, either may be empty."""
    words = re.sub(r"\s", " ", sentence.words)
    end = mention["end"] - sentence.start
    name = mention["words"]
    office = (mention["office"] or "") if mention["form"] == "office and name" else ""
    begin = mention["start"] - sentence.start + (len(name) - len(name[len(office) :].lstrip()))
    if mention["form"] in ("office", "description") or _quoted(words, begin):
        return
    if (
        office.islower()
        and " " not in name[len(office) :].strip()
        and words[: begin - len(office) - 1].endswith(" the ")
    ):
        return  # "the striker Berg has asked for" is another
    people = [
        (m["start"] - sentence.start, m["end"] - sentence.start, m)
        for m in texts.people[mention["article_id"]]
        if sentence.start <= m["start"] < sentence.end and m["actor"] != mention["actor"]
    ]
    title = _title(texts, words, begin, office, people)
    aged = _AGE.match(words, end)
    end = aged.end() if aged else end
    party = _PARTY.match(words, end)
    if party:
        yield title, f"({party[1] or party[2]})"
        end = party.end()
    behind = _behind(words, end, people)
    of = "" if behind or party else _affiliation(words, end, people)
    apart = words[end : end + 1] == "," and words[end + len(of) + 2 : end + len(of) + 3] in (",", ".")
    apart = apart or words[:begin].endswith("ccording to ")
    if of and (of.startswith("of") or title or apart) and (not title or worth(title) < WHOLE):
        yield title, of
    if title:
        yield title, behind if behind and fold(title.split()[-1]) in SEATS and of_party(behind) else ""
    if behind:
        yield "", behind
    if apposed := _apposed(words, begin, end, people):
        yield "", apposed


def _quoted(words: str, at: int) -> bool:
    """Whether a place stands in quotation marks."""
    marked = curled(words[:at] + "x")
    return marked.rfind("“") > marked.rfind("”")


def _affiliation(words: str, end: int, people: People) -> str:
    """ "of Velland", "from the Orrin Institute"; nothing of another name that follows."""
    of = _AFFILIATION.match(words, end)
    if of is None:
        return ""
    stop = min((low for low, _, _ in people if of.start(1) <= low < of.end(1)), default=of.end(1))
    found = re.sub(r"(?:,? (?:and|of|for|on|the|&))+$", "", words[of.start(1) : stop].strip())
    if stop == of.end(1) and re.search(r"\w{3,}\.$", found):
        found = found[:-1]
    last = fold(found.split()[-1]) if found else ""
    if last in PARTIES or (LEX.country((last,)) and " the " in found):
        return ""  # "of the Republican majority"
    return found if re.search(r" (?:[A-Z][^'’]*|[A-Z]\S*[^'’]\S|[a-z]+['’] [a-z]+)(?<!['’]s)$", found) else ""


def _title(texts: Texts, words: str, begin: int, office: str, people: People) -> str:
    """The title before a name: "Mayor", "Ohio Rep.", "former judge"; empty where there is none."""
    before = words[:begin]
    office = office or _capitals(before, people)
    if not office:
        return _shared_title(before) or _owner(before, people)
    at = before.rfind(office)
    lead = before[:at] if at >= 0 else ""
    title = re.sub(r"^.*(?:\)\s*[-–—]?|\s[-–—])\s*", "", office)
    if lead.endswith("-"):
        title, lead = lead.split()[-1].removeprefix("now-") + title, lead[: lead.rfind(lead.split()[-1])]
    read = title.split()
    while len(read) > 1 and fold(read[-1]) in HONORIFICS:
        read = read[:-1]
    while len(read) > 1 and (_small(read[0]) or fold(read[0]) in HONORIFICS):
        read = read[1:]
    title = re.sub(r"^(?:[a-z]+['’]s|(?:Last|This) (?:night|week|month|year|morning)) ", "", " ".join(read))
    cut = PREPOSITION.search(title)
    if cut and not any(is_role(w) for w in title[: cut.start()].split()):
        title = title[cut.end() :].strip()
    opens = at >= 0 and not before[: before.rfind(title)].strip()
    title = _COLOUR.sub("", _uncapitalised(texts, singular(title), opens) + " ").strip()
    noun = title.split()[-1:] == [title.split()[-1].lower()] if title else False
    if (
        not title[:1].isalpha()
        or title.endswith((" The", "-"))
        or not (noun or any(is_role(LEX.plain(fold(w))) for w in title.split()))
    ):
        return ""
    return _led(title, lead, words, at, people)


def _led(title: str, lead: str, words: str, at: int, people: People) -> str:
    """A title with what belongs to it in the words before it: whose it is, and whether it is a former one."""
    last = lead.split()[-1] if lead.split() else ""
    if last.lower() in ("a", "an") and title[:1].isupper():
        return ""  # "a President Berg" is none yet
    related = LEX.plain(fold(title.split()[-1])) in RELATED and title.split()[-1][0].islower()
    if _POSSESSOR.fullmatch(last + " "):
        owner = _one_before(words, at, people) if last.lower() in ("his", "her") else None
        return f"{owner}’s {title}" if owner else "" if related else title
    if (owned := _OWNED.search(lead)) and lead.endswith(owned[0]):
        return f"{owned[1]} {title}"
    if last.lower() in NO_LONGER:
        return f"{last.lower()} {title}"
    near = next((m["words"] for low, high, m in people if high + 1 == at and m["form"] != "office and name"), "")
    if near and title[:1].islower():
        return f"{near} {title}"
    body = _BODY_BEFORE.search(lead) if _BODIES & {fold(w) for w in title.split()} else None
    if body and not any(body.start() < high for _, high, _ in people):
        return _led(f"{body[1]} {title}", lead[: body.start()], words, body.start(), people)
    # Of a noun that is no role the word before it is half: "Porn star".
    loose = " " not in title and title.islower() and not is_role(title)
    if loose and last and lead.strip() == last and last.isalpha():
        return f"{last.lower()} {title}"
    return "" if related or (loose and title in TAGS) else title


def _owner(before: str, people: People) -> str:
    """The body before a name that it has: "CNN's"."""
    owner = _OWNED.search(before)
    if owner is None or any(low <= owner.end(1) - 3 <= high for low, high, _ in people):
        return ""
    bare = tuple(fold(w) for w in re.sub(r"['’]s?$", "", owner[1]).split())
    return "" if LEX.country(bare) or before.startswith(owner[1]) else owner[1]


def _shared_title(before: str) -> str:
    """The title that stands before several names: "Justices Ann Berg and "."""
    joint = _JOINT.search(before)
    for word in joint[1].split() if joint else ():
        if joint and singular(word) != word:
            return _COLOUR.sub("", joint[1][: joint[1].index(word)].lower() + singular(word))
    return ""


def _uncapitalised(texts: Texts, title: str, opens: bool) -> str:
    """A title without the capital that the first word of a sentence has, where it has none elsewhere."""
    first, *rest = title.split() or [""]
    if fold(first) in NO_LONGER:
        return " ".join([first.lower(), *rest])
    lower = rest == [w.lower() for w in rest]
    if not opens or first.isupper() or first.endswith(".") or not (lower or fold(first) in _PASSING):
        return title
    if not rest and (fold(first) in _BEFORE_NAMES or fold(first) in LEX.state):
        return title
    if not lower or (rest and is_role(first)):
        return " ".join([first.lower(), *rest])
    low, name = texts.written[first.lower()], texts.written[first]
    return " ".join([first.lower() if low > name or (not name and is_role(first)) else first, *rest])


def _one_before(words: str, at: int, people: People) -> str | None:
    """The only person whom a sentence names before a place: whom "his" means there."""
    names = {m["actor"] for low, high, m in people if high <= at}
    return next(iter(names)) if len(names) == 1 else None


def _behind(words: str, end: int, people: People) -> str:
    """What stands behind a name that says who it is: "a baker", "head of the board", "who runs the mill"."""
    opened = _OPENS.match(words, end) or re.compile(r" (?=is (?:an?|the) )").match(words, end)
    if opened is None:
        return ""
    start = opened.end()
    if clause := _clause(words, start):
        return clause
    being = _IS.match(words, start)
    start = being.end() if being else start
    stop = _stop(words, start)
    found = _phrase(words, start, stop, people, only_roles=being is not None)
    if not found or worth(found) < EMPTY:
        found = _clause(words, stop) or found  # "the baron who runs the mill"
    return f"who was {found}" if found and being and being[0] == "who was " else found


def _clause(words: str, start: int) -> str:
    """A relative clause that says who somebody is; empty where there is none."""
    relative = _RELATIVE.match(words, start)
    clause = _shortened(words[start : _stop(words, relative.end())]) if relative else ""
    return "" if _FINITE.search(clause[4:]) else clause


def _stop(words: str, start: int) -> int:
    ends = _ENDS.search(words, start)
    return ends.start() if ends else len(words)


def _phrase(words: str, start: int, stop: int, people: People, *, only_roles: bool) -> str:
    """A phrase that says who somebody is, checked: its noun is a role, and nobody else stands in it."""
    if more := _LISTED.match(words, stop):
        stop = stop if any(stop <= low < more.end() for low, _, _ in people) else more.end()
    text = _DOING.sub("", _AND_THEN.sub("", words[start:stop].strip()))
    small = text[:1].islower() and fold(text.split()[0]) in FUNCTION_WORDS - _FIRST
    if not text or (small and not _POSSESSOR.match(text)):
        return ""
    whose = _POSSESSOR.match(text)
    if whose:
        owner = _one_before(words, start, people) if whose[0].lower() in ("his ", "her ") else None
        if owner is None:
            return ""
        text = f"{owner}’s {text[whose.end() :]}"
    article = DETERMINER.match(text)
    bare = text[article.end() :] if article else text
    cut = PREPOSITION.search(bare)
    chunk = (bare[: cut.start()] if cut else bare).split()
    if not chunk or _FINITE.search(bare) or text.split()[0].endswith("ing") or _DETERMINED.search(" ".join(chunk)):
        return ""
    if not _names_role(chunk, article[0].lower() if article else "", only_roles):
        return ""
    place = words.find(bare, start, stop)
    if any(_foreign(words, low, m, place + len(" ".join(chunk))) for low, _, m in people if start <= low < stop):
        return ""
    text = re.sub(r"\b\d+-year-old |^now-", "", _COLOUR.sub("", text))
    text = re.sub(r"^another ", "a ", text)
    text = re.sub(r"^an (?=[^aeiouAEIOU])", "a ", re.sub(r"^a (?=[aeio])", "an ", text))
    return _shortened(text)


def _names_role(chunk: Sequence[str], article: str, only_roles: bool) -> bool:
    """Whether the last word of a phrase's first part names a role, or may, behind "a" ("a Syrian refugee")."""
    head = fold(chunk[-1])
    if article.startswith("one"):
        head = LEX.plain(head)
    if is_role(head) or head in PARTIES | _PAPERS | RELATED:
        return True
    plural = LEX.plain(head) != head
    some = article in ("a ", "an ") or (article and fold(chunk[0]) in NO_LONGER)
    named = chunk[-1][0].isupper() and len(chunk) == 1  # "a Neptune, N.J., native"
    return bool(some and not only_roles and not plural and not named and head not in _NO_ROLES)


def _foreign(words: str, low: int, mention: Record, head: int) -> bool:
    """Whether somebody else's name in a phrase makes its role that one's: "the mayor, chief of staff Tom Moe"."""
    if low < head:
        return bool(mention["form"] == "office and name")
    passed = HONORIFICS.keys() | NO_LONGER | {"the", "a", "an"}
    before = [w for w in words[:low].split() if fold(w) not in passed]
    return not (before and PREPOSITION.fullmatch(before[-1]))


def _shortened(text: str) -> str:
    """Some words cut to ten at a preposition that is not inside a name."""
    text = " ".join(text.split()).strip(" .")
    whole = text
    article = DETERMINER.match(text)
    while len(text.split()) > _MOST + bool(article):
        cuts = [
            m.start()
            for m in re.finditer(r" (?:and|of|for|at|in|on|to|with|under|from|by|during|after|since)(?= )", text)
        ]
        inside = r"\S*[A-Z]\S* (?:and|of|for|on) (?:the )?[A-Z]"
        cuts = [c for c in cuts if not re.match(inside, text[text.rfind(" ", 0, c) + 1 :])]
        if not cuts:
            break
        text = re.sub(r" and \w+$", "", text[: cuts[-1]])
    # What is cut off may be all that tells.
    if len(whole.split()) <= _NEVER_MORE and worth(text) < WHOLE:
        return whole
    text = re.sub(rf" (?:{PREPOSITION.pattern}|the|now)$", "", re.sub(r"['’]s?$", "", text))
    return text if len(text.split()) <= _NEVER_MORE else ""


def _apposed(words: str, begin: int, end: int, people: People) -> str:
    """An office with a comma before the name: "The chairwoman of the commission, Ann Berg,"."""
    before = words[:begin]
    if not before.endswith(", ") or not re.match(r"\s?(?:[,.;—)”]|$)|\s(?:who|—|–)\b", words[end:]):
        return ""
    if re.match(r",? and\b|, \S+ and\b", words[end:]):
        return ""
    stop = begin - 2
    start = max(before.rfind(mark, 0, stop) for mark in ',;:—–“”"()') + 1
    segment = words[start:stop]
    if start == 0 and re.match(r"(?:According|After|Before|As|When|While|Like|Unlike|For|In|With|At|On)\b", segment):
        return ""
    begins = [m.start() for m in _BEGINS.finditer(segment)]
    if start and len(segment.split()) <= _MOST:
        begins.append(0)
    for at in begins:
        found = _phrase(words, start + at, stop, people, only_roles=True)
        if found:
            return found[:1].lower() + found[1:] if re.match(r"(?:The|An?) ", found) else found
    return ""
