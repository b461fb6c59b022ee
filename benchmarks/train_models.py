"""Make the models that the package ships, from NewsMTSC and Narrative Frames (both MIT; their texts are not kept here).

    python benchmarks/train_models.py NEWSMTSC_TRAIN.jsonl NARRATIVE_FRAMES.jsonl

The same data give the same files, byte for byte.
"""

from __future__ import annotations

import sys
from pathlib import Path

from newsparallax.coders.training import shown, train_article_frame, train_tone
from newsparallax.tagging.coding import article_frames, tone


def main(newsmtsc: Path, narrative: Path) -> None:
    for frame in article_frames.FRAMES:
        made = train_article_frame(narrative, frame)
        made.model.save(article_frames.path(frame))
        print(shown(made))
    made = train_tone(newsmtsc)
    made.model.save(tone.MODEL)
    print(shown(made))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
