"""A plugin that never ends, and does not want to."""


def handle(request):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
