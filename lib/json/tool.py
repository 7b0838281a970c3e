# json.tool: validates and pretty-prints JSON from the command line.
# Invariant: a file that is read whole is closed before the output is opened: both may be one.

import argparse
import json
import sys

# The options that exclude each other: how the output is laid out.
_LAYOUTS = (
    ("--indent", dict(type=int, default=4),
     "separate items with newlines and use this number of spaces for indentation"),
    ("--tab", dict(action="store_const", dest="indent", const="\t"),
     "separate items with newlines and use tabs for indentation"),
    ("--no-indent", dict(action="store_const", dest="indent", const=None),
     "separate items with spaces rather than newlines"),
    ("--compact", dict(action="store_true"),
     "suppress all whitespace separation (most compact)"),
)

_OTHERS = (
    ("infile", dict(nargs="?", default="-"),
     "the JSON file to be validated or pretty-printed; - or nothing is stdin"),
    ("outfile", dict(nargs="?"),
     "the file that takes the output; nothing is stdout"),
    ("--sort-keys", dict(action="store_true"),
     "put the keys of objects in alphabetical order"),
    ("--no-ensure-ascii", dict(action="store_false", dest="ensure_ascii"),
     "write characters that are not ASCII as they are"),
    ("--json-lines", dict(action="store_true"),
     "read one JSON value a line; --no-indent and --compact write them so, too"),
)


def _read_options():
    parser = argparse.ArgumentParser(
        description="Check that a file holds JSON, and write it in a readable layout.")
    for target, options in ((parser, _OTHERS), (parser.add_mutually_exclusive_group(), _LAYOUTS)):
        for name, settings, text in options:
            target.add_argument(name, help=text, **settings)
    return parser.parse_args()


def _values(source, by_line):
    # The values to write: each line holds one, or the whole file does.
    if not by_line:
        return [json.load(source)]
    return map(json.loads, source)


def _write_all(values, sink, layout):
    with sink:
        for value in values:
            json.dump(value, sink, **layout)
            sink.write("\n")


def main():
    chosen = _read_options()
    layout = {name: getattr(chosen, name) for name in ("sort_keys", "ensure_ascii", "indent")}
    if chosen.compact:
        layout.update(indent=None, separators=(",", ":"))
    by_line = chosen.json_lines
    source = sys.stdin
    try:
        if chosen.infile != "-":
            source = open(chosen.infile, encoding="utf-8")
        values = _values(source, by_line)
        if not by_line and source is not sys.stdin:
            source.close()
        _write_all(values,
                   open(chosen.outfile, "w", encoding="utf-8") if chosen.outfile else sys.stdout,
                   layout)
    except ValueError as wrong:
        sys.exit(str(wrong))
    finally:
        if source is not sys.stdin:
            source.close()


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError as broken:
        sys.exit(broken.errno)
