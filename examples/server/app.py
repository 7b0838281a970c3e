"""The app: handle() gets a request as a dict and returns a response as one."""

import json

visits = 0


def handle(request):
    global visits
    visits += 1  # always 1: the next request has an interpreter of its own
    match request["path"]:
        case "/":
            return page({"visits": visits})
        case "/sum":
            n = int(request["query"]["n"][0])
            return page({"n": n, "sum": sum(range(n + 1))})
        case "/spin":
            while True:
                pass
    return page({"error": "no such page"}, status=404)


def page(data, status=200):
    return {"status": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps(data)}
