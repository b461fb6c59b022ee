"""Paragraph breaks that a scraper lost: found from marks that stand where no mark of their kind can."""

from __future__ import annotations

from itertools import pairwise

import pytest

from newsparallax.reading.breaks import lost_breaks


def pieces(line: str) -> list[str]:
    cuts = [0, *lost_breaks(line, 0, len(line)), len(line)]
    return [line[low:high].strip() for low, high in pairwise(cuts)]


@pytest.mark.parametrize(
    "line",
    [
        'The mayor spoke. "We will go," she said. "It is late." Nobody left.',
        '"We will go. "We stay until then.',  # a quotation that the next paragraph goes on with
        'He left the "old town." He came back.',
        "The U.S. Senate met at St. John's. The ministers' view was 'clear'.",
        "“We will go,” she said. “It is late.” Nobody left.",
        'The board is 5" wide and 7" long.',
        "He spoke of 'a dramatic year.' He will ask for 'much more than was promised.'",
        "It is the U.N.'s plan. The members' doubts grew in the '90s. 'We go,' she said.",
        "Write to info@example.org or see example.org.",
        "It closed. THE BRIDGE IS NOT SAFE, she wrote. A NEW YORK CITY paper said so.",
        "",
    ],
)
def test_a_sound_line_is_left_alone(line: str) -> None:
    assert lost_breaks(line, 0, len(line)) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (  # the opening mark stands with the sentence before
            'The mayor left the town." We will go, all of us," she said. "It is late." Nobody wept.',
            ["The mayor left the town.", '" We will go, all of us," she said. "It is late." Nobody wept.'],
        ),
        (  # a link to another story stands inside, in capitals
            "The bridge closed. COUNCIL MOCKS CRITICS OF 'OLD' BRIDGEThe mayor left.",
            ["The bridge closed.", "COUNCIL MOCKS CRITICS OF 'OLD' BRIDGE", "The mayor left."],
        ),
        (  # and no blank is left
            'She told the "Echo" so."We will go," she said.',
            ['She told the "Echo" so.', '"We will go," she said.'],
        ),
        (  # its first letter was lost, too
            'They asked why it burned." cannot tell you," she said.',
            ["They asked why it burned.", '" cannot tell you," she said.'],
        ),
        (  # the closing mark is glued to the next paragraph
            'She wrote: "Fell the trees now!"Rain has been rare.',
            ['She wrote: "Fell the trees now!"', "Rain has been rare."],
        ),
        (  # one mark closes and opens
            'It is the "lung of the town." Our park burns. It is on fire," she wrote.',
            ['It is the "lung of the town."', 'Our park burns. It is on fire," she wrote.'],
        ),
        ("She said: 'We weep.'The park is old.", ["She said: 'We weep.'", "The park is old."]),
        (
            "It fell to 'a low.' Cole told us that 'it is lost.'The mayor left.'We weep,' Cole said.",
            ["It fell to 'a low.' Cole told us that 'it is lost.'", "The mayor left.", "'We weep,' Cole said."],
        ),
        ("Nobody knew (see here)The town was lost.", ["Nobody knew (see here)", "The town was lost."]),
        ('It may "end soon":Meanwhile the town waits.', ['It may "end soon":', "Meanwhile the town waits."]),
        ("She left.“We go,” he said.", ["She left.", "“We go,” he said."]),
    ],
)
def test_a_break_is_found_where_the_mark_betrays_it(line: str, told: list[str]) -> None:
    assert pieces(line) == told


def test_offsets_count_from_the_text() -> None:
    text = 'Fire\n\nThe park is gone."We weep," she said.'
    assert lost_breaks(text, 6, len(text)) == [text.index('"We')]


def test_a_line_of_ten_thousand_marks_is_read_at_once() -> None:
    line = 'a." B' * 10_000
    assert lost_breaks(line, 0, len(line))
