"""The desk's addresses."""

from starlette.routing import Route

from web.desk import acts, case, figures, outbox, queue, sign_in

CONVERSATION = "/desk/conversations/{conversation}"

DESK = [
    Route("/desk/sign-in", sign_in.page),
    Route("/desk/sign-in", sign_in.sign_in, methods=["POST"]),
    Route("/desk/sign-out", sign_in.sign_out, methods=["POST"]),
    Route("/desk", queue.page),
    Route("/desk/queue", queue.entries),
    Route("/desk/events", queue.events),
    Route("/desk/figures", figures.page),
    Route("/desk/outbox", outbox.page),
    Route("/desk/outbox/{item:int}/retry", outbox.retry, methods=["POST"]),
    Route(CONVERSATION, case.page),
    Route(f"{CONVERSATION}/panels", case.panels),
    Route(f"{CONVERSATION}/events", case.events),
    Route(f"{CONVERSATION}/say", acts.say, methods=["POST"]),
    Route(f"{CONVERSATION}/typing", acts.typing, methods=["POST"]),
    *(Route(f"{CONVERSATION}/{name}", acts.act(name), methods=["POST"]) for name in acts.ACTS),
    Route("/desk/claims/{reference}/advance", acts.advance, methods=["POST"]),
]
