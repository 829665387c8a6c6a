"""The desk's addresses."""

from starlette.routing import Route

from web.desk import sign_in

DESK = [
    Route("/desk/sign-in", sign_in.page),
    Route("/desk/sign-in", sign_in.sign_in, methods=["POST"]),
    Route("/desk/sign-out", sign_in.sign_out, methods=["POST"]),
]
