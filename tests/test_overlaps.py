"""What lies on a stretch of a text is what a look at everything finds; one article with thousands takes no square."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsparallax.overlaps import Overlaps

spans = st.tuples(st.integers(0, 3000), st.integers(0, 1500)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=30), spans)
def test_what_meets_a_stretch_is_what_a_look_at_everything_finds(
    laid: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    start, end = asked
    laid_out = Overlaps((low, high, number) for number, (low, high) in enumerate(laid))
    wanted = [(low, high, n) for n, (low, high) in enumerate(laid) if start < high and low < end]
    assert laid_out.meeting(start, end) == wanted


def test_only_what_lies_near_is_looked_at() -> None:
    near = Overlaps((at, at + 40, at) for at in range(0, 4_000_000, 40))
    assert max(map(len, near._bins.values())) < 20
    assert [thing for _, _, thing in near.meeting(1_000_010, 1_000_050)] == [1_000_000, 1_000_040]
