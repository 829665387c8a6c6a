"""The return slip: what stands on it, read from the PDF itself; its bar code and QR code, read from what is drawn."""

import itertools
import re
from dataclasses import replace

import pytest
import segno
from reportlab.graphics.barcode import code128
from reportlab.lib.units import mm

from aftersales.services.claims.return_slip import ReturnSlip
from web.return_slip import draw_slip

PAGE = "https://help.shop.example/claims/0123456789abcdef0123456789abcdef"
SLIP = ReturnSlip(
    shop_name="A shop",
    kind="rma_number",
    number="RMA-0MYGEA6DEB",
    reference="C-BMN6ASJA2S",
    order_number="A-10234",
    customer="Anna Keller",
    product="Rear view camera",
    quantity=2,
    problem="it is faulty or stopped working",
    reported_on="4 March 2025",
    send_to="the shop's warehouse",
    address_from="comes with the RMA number",
    packing=("pack it in its original packaging", "write the RMA number clearly on the outside"),
    last_day="3 April 2025",
    is_note=False,
    number_outside=True,
)

BOX = re.compile(r"(?:n )?([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re")
START, TO_SET = {103: "A", 104: "B", 105: "C"}, {99: "C", 100: "B", 101: "A"}
STOP_ELEMENTS = 7


def drawn(slip: ReturnSlip = SLIP) -> str:
    """What is drawn on the slip."""
    return draw_slip(slip, PAGE).decode("latin-1")


def text_of(pdf: str) -> str:
    """The words on a slip, in the order they are drawn."""
    return " ".join(re.findall(r"\((.*?)(?<!\\)\) Tj", pdf)).replace("\\", "")


def boxes(pdf: str) -> list[tuple[float, float, float, float]]:
    """Every box that is drawn: left, bottom, width, height."""
    found = [tuple(map(float, box)) for box in BOX.findall(pdf)]
    return [(left, bottom, width, height) for left, bottom, width, height in found]


def bar_codes(pdf: str) -> list[str]:
    """What the bar codes say: the widths of bars and gaps are read as a scanner reads them."""
    tall = [(left, width) for left, bottom, width, height in boxes(pdf) if bottom == 0 and abs(height - 16 * mm) < 0.1]
    codes: list[list[tuple[float, float]]] = []
    for bar in tall:
        if bar[0] == 0:
            codes.append([])
        codes[-1].append(bar)
    return [decoded(bars) for bars in codes]


def decoded(bars: list[tuple[float, float]]) -> str:
    module = min(width for _, width in bars)
    gaps = [after[0] - before[0] - before[1] for before, after in itertools.pairwise(bars)]
    widths = [bars[0][1]] + [width for gap, (_, bar) in zip(gaps, bars[1:], strict=True) for width in (gap, bar)]
    elements = [round(width / module) for width in widths][:-STOP_ELEMENTS]
    known = {tuple("ABCD".index(sign.upper()) + 1 for sign in pattern): value for value, pattern in PATTERNS.items()}
    values = [known[tuple(elements[start : start + 6])] for start in range(0, len(elements), 6)]
    first, *data, check = values
    assert check == (first + sum(place * value for place, value in enumerate(data, 1))) % 103, "the check sign"
    return letters(START[first], data)


PATTERNS = {value: pattern for value, pattern in code128._patterns.items() if value != "stop" and len(pattern) == 6}


def letters(code_set: str, values: list[int]) -> str:
    said = ""
    for value in values:
        if value in TO_SET and TO_SET[value] != code_set:
            code_set = TO_SET[value]
        elif code_set == "C":
            said += f"{value:02}"
        else:
            said += chr(value + 32 if code_set == "B" or value < 64 else value - 64)
    return said


def test_the_slip_tells_what_goes_back_why_and_where_to() -> None:
    told = text_of(drawn())
    for part in (
        "Return slip", "A shop", "RMA number", "RMA-0MYGEA6DEB", "C-BMN6ASJA2S", "A-10234", "Anna Keller",
        "Rear view camera", "2", "It is faulty or stopped working", "4 March 2025", "The shop's warehouse",
        "Address: comes with the RMA number", "3 April 2025", "Pack it in its original packaging",
    ):  # fmt: skip
        assert part in told, part


def test_the_bar_code_says_the_number() -> None:
    assert bar_codes(drawn(replace(SLIP, number_outside=False))) == [SLIP.number]


def test_a_number_for_the_outside_is_there_a_second_time() -> None:
    assert bar_codes(drawn()) == [SLIP.number, SLIP.number]
    assert "on the outside of the parcel" in text_of(drawn())


def test_without_a_number_the_claim_is_the_number() -> None:
    slip = replace(SLIP, kind="claim", number=SLIP.reference, number_outside=False)
    assert bar_codes(drawn(slip)) == [SLIP.reference]
    assert "Claim number" in text_of(drawn(slip))


def test_the_qr_code_leads_to_the_page() -> None:
    code = segno.make(PAGE, error="m")
    rows = [list(row) for row in code.matrix_iter(border=0)]
    module = 30 * mm / len(rows)
    dark = {
        (round(left / module), len(rows) - 1 - round(bottom / module))
        for left, bottom, width, _ in boxes(drawn())
        if abs(width - module) < 0.01
    }
    assert dark == {(column, line) for line, row in enumerate(rows) for column, is_dark in enumerate(row) if is_dark}
    assert PAGE in drawn(), "it can be clicked as well"


def test_where_the_shop_wants_a_note_the_slip_is_the_note() -> None:
    assert "it is the note that the shop asks for" in text_of(drawn(replace(SLIP, is_note=True)))
    assert "note" not in text_of(drawn())


def test_where_nothing_says_where_to_the_slip_says_so() -> None:
    assert "does not say where to" in text_of(drawn(replace(SLIP, send_to="", address_from="")))


@pytest.mark.parametrize("name", ["<b>Camera & co</b>", "Câmera “Ó”", "Kamera Łódź", "相机", "x" * 400])
def test_any_name_can_stand_on_a_slip(name: str) -> None:
    assert drawn(replace(SLIP, product=name)).startswith("%PDF-")


def test_markup_in_a_name_is_text() -> None:
    told = text_of(drawn(replace(SLIP, product="<b>Camera & co</b>")))
    assert "<b>Camera&co</b>" in told.replace(" ", "")


def test_the_slip_is_one_page_even_with_much_to_pack() -> None:
    packing = tuple(f"thing number {number} to put into the parcel" for number in range(7))
    assert drawn(replace(SLIP, packing=packing)).count("/Type /Page\n") == 1
