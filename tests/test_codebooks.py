"""Codebooks: what they match, what they refuse, and that the shipped ones do what their examples say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsparallax import codebooks
from newsparallax.codebooks import CodebookError, Codebooks, Entry, load, of_corpus, select, supported
from newsparallax.codebooks.patterns import Matcher, Rule, compiled, expression, forms, openings
from newsparallax.corpus import Topic

HEADER = '[codebook]\ntitle = "T"\ntable = "topics"\nabout = "A"\nliterature = ["L"]\n'
ENTRY = (
    '[entries.rain]\nlabel = "Rain"\ndefinition = "D"\npatterns = ["rain~"]\n'
    'examples = ["It rained."]\ncounter_examples = ["A train."]\n'
)


def written(folder: Path, text: str) -> Codebooks:
    (folder / "weather.toml").write_text(text, encoding="utf-8")
    load.cache_clear()
    return load(folder)


def hits(book: codebooks.Codebook, text: str, apart: bool = False) -> list[tuple[str, str]]:
    return [(h.owner.key, text[h.start : h.end]) for h in select(book.matcher.matches(text), apart)]


@pytest.mark.parametrize(
    ("word", "forms", "others"),
    [
        ("agree", "agree agrees agreed agreeing", "agreement agred"),
        ("praise", "praise praises praised praising", "prais"),
        ("deny", "deny denies denied denying", "denyed"),
        ("admit", "admit admits admitted admitting", "admission"),
        ("condemn", "condemn condemns condemned condemning", "condemnation"),
        ("meet", "meet meets met meeting", "metal"),
        ("say", "say says said saying", "sayed"),
        ("go", "go goes went gone going", "gong"),
        ("veto", "veto vetoes vetoed vetoing", "vetted"),
        ("treaty", "treaty treaties", "treat"),
        ("clash", "clash clashes clashed clashing", "clashs"),
    ],
)
def test_a_tilde_stands_for_the_inflections_of_a_word(word: str, forms: str, others: str) -> None:
    pattern = compiled(f"{word}~")
    assert all(pattern.fullmatch(form) for form in forms.split())
    assert not any(pattern.fullmatch(form) for form in others.split())


def test_patterns_end_at_word_boundaries_and_ignore_case_unless_told() -> None:
    assert compiled("war").search("The War began.") and not compiled("war").search("Warsaw, a reward")
    assert compiled("WHO", case=True).search("The WHO warned.") and not compiled("WHO", case=True).search("who came")


def test_a_space_is_any_white_space_and_an_apostrophe_either_one() -> None:
    assert compiled("women's rights").search("women’s\n  rights")


def test_character_classes_and_escapes_keep_their_meaning() -> None:
    assert expression(r"non[- ]aligned") == r"non[- ]aligned"
    assert compiled(r"U\.N\.?").search("the U.N. said")


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("agree", {"agr"}),
        ("(?:new|fresh) sanctions", {"new", "fre"}),
        ("(?:re)?build", {"re", "bui"}),
        ("a|the", {"a", "the"}),
        ("wars?", {"war"}),
        ("EU", {"eu"}),
        (r"\d+ dead", {""}),
        ("[Tt]reaty", {""}),
        ("(?:go|w[a-z]+)", {"go", "w"}),
    ],
)
def test_the_letters_a_match_begins_with_are_known(pattern: str, letters: set[str]) -> None:
    assert openings(pattern) == letters


def test_the_index_loses_no_match(seeds: Path) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt")))
    for book in load().books.values():
        rules = [rule for entry in book.entries.values() for rule in entry.rules()]
        found = {(start, end, rule.pattern) for start, end, rule in Matcher.of(rules).matches(text)}
        plain = {(m.start(), m.end(), r.pattern) for r in rules for m in compiled(r.pattern, r.case).finditer(text)}
        assert plain <= found, book.name


def test_of_overlapping_hits_the_longest_stays_and_exceptions_cancel(tmp_path: Path) -> None:
    book = written(
        tmp_path,
        HEADER
        + ENTRY.replace('["rain~"]', '["rain~", "heavy rain"]\nexceptions = ["rain check"]')
        + ENTRY.replace("rain]", "storm]").replace('["rain~"]', '["heavy rain and storm", "heavy"]'),
    )["weather"]
    text = "heavy rain and storm; heavy rain; a rain check"
    assert hits(book, text) == [("storm", "heavy rain and storm"), ("rain", "heavy rain")]
    assert hits(book, text, apart=True) == [
        ("rain", "heavy rain"),
        ("storm", "heavy rain and storm"),
        ("storm", "heavy"),
        ("rain", "heavy rain"),
    ]


def test_a_match_stays_inside_the_stretch_asked_for() -> None:
    matcher: Matcher[str] = Matcher.of([Rule("x", "red .* line")])
    text = "A red thin line. A red dot. A line."
    assert [text[a:b] for a, b, _ in matcher.matches(text, 0, 16)] == ["red thin line"]
    assert not list(matcher.matches(text, 17, 27))


def test_the_digest_changes_with_any_file_of_the_folder(tmp_path: Path) -> None:
    before = written(tmp_path, HEADER + ENTRY).digest
    (tmp_path / "other.toml").write_text("words = []", encoding="utf-8")
    assert written(tmp_path, HEADER + ENTRY).digest != before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER, "weather.toml: no entries"),
        (HEADER + ENTRY.replace('definition = "D"\n', ""), "entries.rain has no 'definition'"),
        (HEADER + ENTRY.replace("patterns", "patern"), "entries.rain has no 'patterns'"),
        (HEADER + ENTRY + 'colour = "grey"\n', "unknown key 'colour'"),
        (HEADER + ENTRY.replace('["A train."]', "[]"), "entries.rain.counter_examples is empty"),
        (HEADER + ENTRY.replace('["rain~"]', '"rain"'), "entries.rain.patterns must be a list of texts"),
        (HEADER + ENTRY.replace('["rain~"]', "[]"), "entries.rain has no patterns"),
        (HEADER.replace('["L"]', "[]") + ENTRY, "literature is empty"),
        (HEADER + ENTRY + "[rain]\n", "entries are written as [entries.rain]"),
        (HEADER + "[entries", "not valid TOML"),
    ],
)
def test_a_codebook_that_cannot_be_used_says_file_entry_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CodebookError, match=re.escape(said)) as error:
        written(tmp_path, text)
    assert "weather.toml" in str(error.value)


def test_a_pattern_that_is_no_expression_is_named(tmp_path: Path) -> None:
    book = written(tmp_path, HEADER + ENTRY.replace("rain~", "rain("))["weather"]
    with pytest.raises(CodebookError, match=r"weather: entry 'rain': pattern 'rain\(' cannot be used"):
        hits(book, "rain")


def test_topics_of_a_corpus_are_matched_like_any_other() -> None:
    topic = Topic("prisoners", "Prisoners", "", ("Paul Whelan", "release of .* prisoners"))
    book = of_corpus((topic,))
    assert hits(book, "The release of all the prisoners, PAUL WHELAN too.") == [
        ("prisoners", "release of all the prisoners"),
        ("prisoners", "PAUL WHELAN"),
    ]


OWN = ("topics", "marks", "report_verbs")
SHIPPED = [e for book in load().books.values() if book.table in OWN for e in book.entries.values()]


@pytest.mark.parametrize("entry", SHIPPED, ids=lambda entry: f"{entry.codebook}.{entry.key}")
def test_each_entry_hits_its_examples_and_not_its_counter_examples(entry: Entry) -> None:
    book = load()[entry.codebook]

    def found(text: str) -> list[str]:
        apart = book.table == "topics"
        hits = select(book.matcher.matches(text), apart)
        counted = supported((hit.owner, hit.pattern) for hit in hits) if apart else [True] * len(hits)
        return [hit.owner.key for hit, counts in zip(hits, counted, strict=True) if counts]

    for example in entry.examples:
        assert entry.key in found(example), example
    for example in entry.counter_examples:
        assert entry.key not in found(example), example


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("said", "neutral"),
        ("According to", "neutral"),
        ("claimed", "doubting"),
        ("pointed out", "factive"),
        ("called on", "directive"),
        ("expressed hope", "expressive"),
        ("insisted", "assertive"),
        ("slammed", "evaluative"),
        ("vowed", "commissive"),
        ("yodelled", None),
    ],
)
def test_a_cue_is_of_the_kind_its_verb_is_listed_under(cue: str, kind: str | None) -> None:
    assert load()["report_verbs"].category(cue) == kind


@pytest.mark.parametrize(
    ("word", "pos", "expected"),
    [
        ("crony", "NOUN", "crony cronies"),
        ("strongman", "NOUN", "strongman strongmans strongmen"),
        ("slam", "VERB", "slam slams slamed slammed slaming slamming"),
        ("decry", "VERB", "decry decries decried decrying"),
        ("nasty", "ADJ", "nasty nastier nastiest"),
        ("badly", "ADV", "badly"),
    ],
)
def test_a_listed_word_stands_for_its_inflections_as_its_part_of_speech(word: str, pos: str, expected: str) -> None:
    assert forms(word, pos) == set(expected.split())


def test_words_are_single_and_stand_under_a_part_of_speech(tmp_path: Path) -> None:
    for words, message in (('NOUN = "rain drop-out"', "no single word"), ('NAME = "rain"', "under ADJ")):
        with pytest.raises(CodebookError, match=message):
            written(tmp_path, HEADER + ENTRY + f"[entries.rain.words]\n{words}\n")
