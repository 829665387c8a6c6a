"""The requests that are told to the running assistant, each expectation taken from the shops' own clauses."""

from tests.live.orders import product
from tests.live.stories import Story

MISUSE_QUESTIONS = {"happened": "no", "flashed": "no", "opened": "no", "modified": "no", "not made for": "no",
                    "go on using": "no"}  # fmt: skip
FACTORY_FAULT = {**MISUSE_QUESTIONS, "caused": "a fault in the product itself"}
NO_IDEA = {**MISUSE_QUESTIONS, "caused": "I don't know"}
COMPLETE = {"unused": "yes", "same condition": "yes", "packaging": "yes", "everything that came": "yes"}

TWO_YEARS = product("Mirror monitor", price="64.50", warranty_years=2)
NO_TERM = product("Smart watch", warranty_years=None)


def clauses(*ids: str) -> frozenset[str]:
    return frozenset(ids)


CANCELLING = [
    Story("placed, all of it comes back", "saferexpert", {"status": "placed"}, "Please cancel this order.",
          "eligible", clauses("S-01", "S-02"), hears=("49.00 USD",), remedy="cancellation", refund="49.00"),
    Story("in production, where two clauses contradict", "saferexpert", {"status": "in_production"},
          "I want to cancel it", "needs_human", clauses("S-01", "S-22"), reason="policy_conflict"),
    Story("on its way", "saferexpert", {"status": "shipped"}, "cancel my order please", "not_eligible",
          clauses("S-03")),
    Story("in production is early enough here", "rma", {"status": "in_production"},
          "I changed my mind, cancel the order please", "eligible", clauses("R-11"), hears=("49.00 USD",),
          remedy="cancellation", refund="49.00"),
    Story("on its way, which makes it a return", "rma", {"status": "shipped"}, "please cancel this order",
          "eligible", clauses("R-13"), answers=COMPLETE, hears=("you pay",), remedy="refund", refund="39.00",
          number="RMA"),
    *(
        Story("not in the policy", shop, {"status": "placed"}, "I would like to cancel this order", "needs_human",
              reason="policy_silent")
        for shop in ("qualir", "guarantee", "highvalue")
    ),
]  # fmt: skip

FAULTS = [
    Story("never worked, third day", "guarantee", {"delivered": 3}, "The camera never worked.", "eligible",
          clauses("G-23", "G-24"), {**MISUSE_QUESTIONS, "which would you like": "replacement"},
          hears=("the shop pays",), remedy="replacement",
          items=frozenset({"photo_of_fault", "photo_of_label", "photo_of_packaging"})),
    Story("never worked, fourth day: warranty instead", "guarantee", {"delivered": 4}, "The camera never worked.",
          "eligible", clauses("G-09", "G-10"), FACTORY_FAULT, hears=("depends", "the shop decides"),
          items=frozenset({"photo_of_fault"})),
    Story("dead on the seventh day", "highvalue", {"delivered": 7}, "It was dead on arrival.", "eligible",
          clauses("H-01"), {**FACTORY_FAULT, "which would you like": "refund"}, hears=("the shop pays",),
          remedy="refund", items=frozenset({"photo_of_box_front", "photo_of_fault"})),
    Story("dead on arrival is a warranty claim", "qualir", {"delivered": 2}, "The camera arrived dead.", "eligible",
          clauses("Q-01", "Q-05"), NO_IDEA, hears=("you pay", "the shop in China"), number="RS",
          items=frozenset({"return_slip_inside"})),
    Story("dead on arrival, the postage is never repaid", "rma", {"delivered": 2}, "it was dead when it arrived",
          "eligible", clauses("R-18"), {**FACTORY_FAULT, **COMPLETE}, hears=("you pay", "not refunded"), number="RMA",
          items=frozenset({"insured", "rma_number_outside", "tracking_number"}),
          deadlines={"rma_return": "2025-04-03"}),
    Story("a quality problem in the thirty days", "saferexpert", {"delivered": 20},
          "The camera does not work any more, a factory fault.", "eligible", clauses("S-18"),
          {**COMPLETE, **FACTORY_FAULT}, hears=("the shop pays",), remedy="refund"),
    Story("a fault after thirty days is not in the policy", "saferexpert", {"delivered": 31},
          "The camera has stopped working.", "needs_human", answers=FACTORY_FAULT, reason="policy_silent"),
    Story("in warranty, told what was not done", "qualir", {"delivered": 30},
          "It has stopped working. I have not opened it and I never flashed it.", "eligible", clauses("Q-01"),
          NO_IDEA, never_asked=("flashed", "housing"), number="RS"),
    Story("warranty over", "qualir", {"delivered": 400}, "My camera has stopped working", "not_eligible",
          clauses("Q-05"), hears=("attempt to help",)),
    Story("two years for this product", "qualir", {"delivered": 400, "products": [TWO_YEARS]},
          "It broke down last week", "eligible", clauses("Q-03"), NO_IDEA, number="RS"),
    Story("flashed, told in passing", "qualir", {"delivered": 30},
          "The camera is dead since I flashed a new firmware.", "not_eligible", clauses("Q-08"), NO_IDEA,
          never_asked=("flashed",)),
    Story("dropped", "qualir", {"delivered": 30}, "I dropped the camera and now it does not turn on.",
          "not_eligible", clauses("Q-11", "Q-15"), NO_IDEA, hears=("at your own cost",), never_asked=("caused",)),
    Story("opened to repair it", "guarantee", {"delivered": 60},
          "It stopped working, I opened it to fix it myself.", "not_eligible", clauses("G-12"), FACTORY_FAULT),
    Story("warranty length unknown", "guarantee", {"delivered": 60, "products": [NO_TERM]},
          "The watch does not charge any more.", "needs_human",
          answers={**FACTORY_FAULT, "first notice": "today"}, reason="fact_unknown"),
    Story("day eight, inside thirty of dispatch", "highvalue", {"delivered": 8, "shipped": 30},
          "It has a factory fault.", "eligible", clauses("H-06"),
          {**FACTORY_FAULT, "which would you like": "replacement"}, hears=("repays you",), remedy="replacement"),
    Story("both limits past", "highvalue", {"delivered": 8, "shipped": 31}, "It has a factory fault since today.",
          "not_eligible", clauses("H-06"), {**FACTORY_FAULT, "first notice": "today"},
          hears=("another form of compensation",)),
    Story("misused", "rma", {"delivered": 10}, "it broke because I used it wrongly", "not_eligible",
          clauses("R-20"), {**MISUSE_QUESTIONS, **COMPLETE, "caused": "being used in a way it is not made for"}),
    Story("warranty length unknown", "rma", {"delivered": 10, "products": [NO_TERM]},
          "the watch is defective", "needs_human", answers={**FACTORY_FAULT, **COMPLETE}, reason="fact_unknown"),
    Story("a dispute stops no repair", "qualir", {"delivered": 30, "open_dispute": True},
          "It has stopped working and I want it repaired", "eligible", clauses("Q-01"), NO_IDEA, number="RS"),
    Story("a dispute stops nothing here", "guarantee", {"delivered": 2, "open_dispute": True},
          "It never worked", "eligible", clauses("G-23"),
          {**MISUSE_QUESTIONS, "which would you like": "a refund"}, remedy="refund"),
]  # fmt: skip

RETURNS = [
    Story("unused on the thirtieth day", "saferexpert", {"delivered": 30}, "I changed my mind and want to return it.",
          "eligible", clauses("S-04", "S-05"), COMPLETE,
          hears=("you pay", "supports@saferexpert.com", "factory in mainland China", "5-12 business days"),
          remedy="refund", items=frozenset({"tracking_number", "original_packaging"})),
    Story("one day late", "saferexpert", {"delivered": 31}, "I don't like it and want to return it", "not_eligible",
          clauses("S-04"), COMPLETE),
    Story("used", "saferexpert", {"delivered": 10},
          "I want to send it back, I just don't like it. I have used it for a week.",
          "not_eligible", clauses("S-05"), COMPLETE, never_asked=("unused",)),
    Story("soon and unused", "rma", {"delivered": 10}, "I changed my mind and would like to return this, it is unused",
          "eligible", clauses("R-10", "R-13"), COMPLETE, hears=("39.00 USD", "you pay", "not refunded"),
          never_asked=("unused",), remedy="refund", number="RMA"),
    Story("used, which the policy leaves open", "rma", {"delivered": 10},
          "I want to return it because I changed my mind. It has been used.", "needs_human", answers=COMPLETE,
          reason="policy_silent"),
    *(
        Story("change of mind is not in the policy", shop, {"delivered": 5},
              "I changed my mind and want to return this", "needs_human", answers=COMPLETE, reason="policy_silent")
        for shop in ("qualir", "guarantee", "highvalue")
    ),
]  # fmt: skip

WRONG_GOODS = [
    Story("another item, third day", "guarantee", {"delivered": 3}, "You sent me the wrong item.", "eligible",
          clauses("G-23", "G-24"), {"which would you like": "a replacement"}, hears=("the shop pays",),
          remedy="replacement"),
    Story("another item, fourth day", "guarantee", {"delivered": 4}, "You sent me the wrong item.", "not_eligible",
          clauses("G-24")),
    Story("another item", "qualir", {"delivered": 50}, "I got a different item than I ordered.", "eligible",
          clauses("Q-24", "Q-27"), hears=("49.00 USD", "receipt"), remedy="refund", number="RS",
          items=frozenset({"postage_receipt"})),
    Story("colour named in the comments", "qualir", {"delivered": 5, "comments": "Please send it in red."},
          "It came in the wrong colour.", "eligible", clauses("Q-30"), never_asked=("colour you wanted",),
          remedy="refund", number="RS"),
    Story("colour never named", "qualir", {"delivered": 5}, "It came in the wrong colour.", "not_eligible",
          clauses("Q-30"), {"colour you wanted": "no"}),
    Story("an open dispute", "qualir", {"delivered": 8, "open_dispute": True}, "you sent the wrong item", "blocked",
          clauses("Q-36"), hears=("dispute or chargeback is still open",)),
    Story("unpaid bills", "qualir", {"delivered": 8, "unpaid_bills": True}, "you sent the wrong item", "blocked",
          clauses("Q-37")),
    Story("exchange or refund", "rma", {"delivered": 5}, "you sent me the wrong product", "eligible",
          clauses("R-14"), COMPLETE, number="RMA"),
    Story("not in the policy", "highvalue", {"delivered": 5}, "You sent me the wrong item.", "needs_human",
          reason="policy_silent"),
    Story("not plain in the policy", "saferexpert", {"delivered": 5}, "You sent me the wrong item.", "needs_human",
          answers=COMPLETE),
    Story("broken in the post", "highvalue", {"delivered": 2}, "It arrived broken.", "eligible", clauses("H-01"),
          {**FACTORY_FAULT, "which would you like": "a replacement"}, hears=("the shop pays",), remedy="replacement"),
    Story("broken in the post", "qualir", {"delivered": 2}, "It was damaged in the post.", "needs_human",
          reason="policy_silent"),
]  # fmt: skip

MONEY_AND_STOCK = [
    Story("a refund that is late", "saferexpert", {"delivered": 60}, "My refund has still not arrived.", "eligible",
          clauses("S-28"), {"arrive back": "on 3 February"}, hears=("bank account", "19 February 2025")),
    Story("a refund still on time", "saferexpert", {"delivered": 60}, "Where is my refund?", "not_eligible",
          clauses("S-28"), {"arrive back": "on 24 February"}, hears=("12 March 2025",)),
    Story("a late refund is not in the policy", "rma", {"delivered": 60}, "My refund has not arrived", "needs_human",
          reason="policy_silent"),
    Story("waits for the stock", "rma", {"status": "placed"},
          "You e-mailed me that my order is out of stock. I am happy to wait.", "eligible", clauses("R-08"),
          {"willing to wait": "yes"}, remedy="backorder"),
    Story("does not wait for the stock", "rma", {"status": "placed"},
          "You e-mailed me that my order is out of stock.", "eligible", clauses("R-09"), {"willing to wait": "no"},
          hears=("49.00 USD",), remedy="refund", refund="49.00"),
    Story("out of stock is not in the policy", "qualir", {"status": "placed"},
          "You wrote that my order is out of stock.", "needs_human", reason="policy_silent"),
]  # fmt: skip
