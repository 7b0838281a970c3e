# python -m json: the same as python -m json.tool.

from .tool import main

if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError as exc:
        raise SystemExit(exc.errno)
