"""A plugin that works: it greets in the language of the host's settings."""

import host

GREETINGS = {"en": "Hello", "de": "Hallo", "fr": "Bonjour"}


def handle(request):
    host.log(f"greeting {request['name']}")
    return {"text": f"{GREETINGS[host.language()]}, {request['name']}!", "length": len(request["name"])}
