"""A plugin with a bug: it forgets that a name may be short."""


def initial(name):
    return name[10]


def handle(request):
    return {"text": initial(request["name"])}
