"""lagniappe fit pieces: the pieces of words that all models read, and what each means.

A tenth of those of multilingual-e5-small, as it knows them: nothing is learnt.
"""

from pathlib import Path

import numpy as np

from lagniappe.kit.encoder import network, packed
from lagniappe.kit.encoder.network import LONGEST, WIDTH
from lagniappe.ops.fitting import texts as sources
from lagniappe.ops.fitting.original import Original, original
from lagniappe.ops.fitting.vocabulary import chosen

TABLE = Path(network.__file__).parent / "pieces.npz"
GROUP = 96
"""So many numbers of a piece share a scale."""


def run(folder: Path, out: Path | None) -> int:
    """Choose and write; returns the exit status. Raises Trouble for missing data or packages."""
    whole, texts, out = original(), sources.general(folder), out or TABLE
    kept = chosen(whole, {language: texts[language] for language in sources.LANGUAGES})
    np.savez_compressed(out, **table_of(whole, kept))
    print(f"Written: {out} ({out.stat().st_size / 1e6:.1f} MB)")
    return 0


def table_of(original: Original, kept: np.ndarray) -> dict[str, np.ndarray]:
    """What kit/encoder/network.py reads of the pieces that are kept, by name."""
    levels, scales = packed.pack(original.packed("emb.word", WIDTH)[kept], group=GROUP)
    places = original.plain("emb.pos").reshape(-1, WIDTH) + original.plain("emb.type")[:WIDTH]
    norm = [original.plain(f"emb.ln.{name}") for name in ("w", "b")]
    return {
        "written": np.array("\n".join(original.pieces[number] for number in kept)),
        "chances": original.chances[kept].astype("f4"),
        "packed": levels.reshape(len(kept), -1, GROUP // 2),
        "scales": scales.reshape(len(kept), -1),
        "places": places[:LONGEST].astype("f2"),
        "norm": np.stack(norm).astype("f4"),
    }
