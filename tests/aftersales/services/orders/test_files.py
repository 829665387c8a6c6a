"""Order files in every format, whole and broken: what is read, and on which line the rest is reported."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.errors import OrderImportError
from aftersales.records.database import reading
from aftersales.records.orders import list_orders
from aftersales.services.orders.files import read_orders
from aftersales.services.orders.import_orders import OrderImport

HEADER = "shop,number,email,name,status,placed_on,currency,sku,line_name,quantity,unit_price"
FIRST = 'qualir,QA-1,a@example.com,"Keller, Anna",placed,2025-02-01,EUR,CAM,Camera,2,53.10'
SECOND = "qualir,QA-1,,,,,,CAB,Cable,1,0.10"
OTHER = "rma,ON-2,b@example.com,,placed,2025-02-02,USD,LED,,10,1.50"
ORDER = {
    "shop": "qualir",
    "number": "QA-1",
    "email": "a@example.com",
    "status": "placed",
    "placed_on": "2025-02-01",
    "currency": "EUR",
    "lines": [{"sku": "CAM", "quantity": 2, "unit_price": 53.10}],
}


def write(tmp_path: Path, name: str, content: str | bytes) -> Path:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def rows(file: Path) -> list[tuple[int, Any]]:
    """The rows of a file; a broken one as its reason."""
    return [(line, str(row) if isinstance(row, OrderImportError) else row) for line, row in read_orders(file)]


def test_csv_rows_of_one_order_become_its_lines(sqlite: Engine, tmp_path: Path) -> None:
    file = write(tmp_path, "orders.csv", "\n".join([HEADER, FIRST, SECOND, OTHER]))
    report = OrderImport({"qualir", "rma"}, date(2025, 3, 4)).run(sqlite, file)
    assert (report.created, report.bad) == (2, [])
    with reading(sqlite) as session:
        first, other = list_orders(session)
    assert first.name == "Keller, Anna"
    assert [(line.position, line.sku, line.name, line.quantity, str(line.unit_price)) for line in first.lines] == [
        (1, "CAM", "Camera", 2, "53.10"),
        (2, "CAB", "Cable", 1, "0.10"),
    ]
    assert [line.name for line in other.lines] == ["LED"]


def test_csv_may_hold_the_products_as_json(tmp_path: Path) -> None:
    lines = json.dumps(ORDER["lines"]).replace('"', '""')
    header = "shop,number,email,status,placed_on,currency,lines"
    file = write(
        tmp_path,
        "orders.csv",
        f'{header}\nqualir,QA-1,a@example.com,placed,2025-02-01,EUR,"{lines}"\nqualir,QA-2,,,,,[{{\n',
    )
    (first, order), (second, fault) = rows(file)
    assert (first, order["lines"]) == (2, [{"sku": "CAM", "quantity": 2, "unit_price": "53.1"}])
    assert second == 3
    assert fault.startswith("lines: it is not JSON")


def test_a_name_right_after_the_sku_is_the_product_s(tmp_path: Path) -> None:
    table = "\n".join([HEADER.replace("line_name", "name"), FIRST, SECOND])
    [(_, order)] = rows(write(tmp_path, "orders.csv", table))
    assert order["name"] == "Keller, Anna"
    assert [line["name"] for line in order["lines"]] == ["Camera", "Cable"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(tmp_path: Path, ending: str, start: str) -> None:
    text = start + ending.join([HEADER, FIRST, SECOND, OTHER, ""])
    assert [line for line, _ in rows(write(tmp_path, "orders.csv", text))] == [2, 4]
    text = start + json.dumps(ORDER) + ending + ending + json.dumps(ORDER)
    assert rows(write(tmp_path, "orders.jsonl", text)) == [(1, as_read()), (3, as_read())]


def as_read() -> dict[str, Any]:
    return ORDER | {"lines": [{"sku": "CAM", "quantity": 2, "unit_price": "53.1"}]}


def test_a_cell_over_several_lines_keeps_the_line_numbers_right(tmp_path: Path) -> None:
    spread = FIRST.replace("Keller, Anna", "Keller,\nAnna")
    file = write(tmp_path, "orders.csv", "\n".join([HEADER, spread, OTHER]))
    assert [line for line, _ in rows(file)] == [2, 4]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (HEADER.replace("email,", ""), "line 1: the column is missing: email. Add what is missing."),
        (HEADER.replace("shop,number,", ""), "line 1: the columns are missing: shop, number"),
        (HEADER.replace("sku,", ""), "line 1: the column is missing: sku"),
        (HEADER.replace(",", ";"), "line 1: cells are separated by ';'. Save the file with commas."),
        (HEADER.replace(",", "\t"), "line 1: cells are separated by '\\t'"),
        (HEADER.replace("email", "e-mail"), "line 1: there is no column 'e-mail'. Did you mean email?"),
        (f"{HEADER},email", "line 1: email stands twice"),
        (f"{HEADER},line_sku", "line 1: line_sku, sku stands twice"),
        ("", "line 1: the file is empty"),
    ],
)
def test_a_wrong_header_is_told_and_nothing_is_read(tmp_path: Path, header: str, reason: str) -> None:
    with pytest.raises(OrderImportError) as fault:
        rows(write(tmp_path, "orders.csv", f"{header}\n{FIRST}\n" if header else ""))
    assert reason in str(fault.value)


def test_a_row_with_too_few_cells_spoils_its_order_and_no_other(tmp_path: Path) -> None:
    file = write(tmp_path, "orders.csv", "\n".join([HEADER, FIRST, "qualir,QA-1,,", OTHER]))
    (line, reason), (other, order) = rows(file)
    assert (line, other) == (3, 4)
    assert "the row has 4 cells, the header 11" in reason
    assert order["number"] == "ON-2"


def test_rows_of_one_order_must_agree(tmp_path: Path) -> None:
    file = write(tmp_path, "orders.csv", "\n".join([HEADER, FIRST, SECOND.replace("QA-1,,", "QA-1,c@example.com,")]))
    assert rows(file) == [(3, "email: it differs within one order. Repeat what line 2 says, or leave it empty.")]


@pytest.mark.parametrize("name", ["orders.csv", "orders.jsonl", "orders.json"])
def test_bytes_that_are_not_utf_8_spoil_their_own_row_only(sqlite: Engine, tmp_path: Path, name: str) -> None:
    good, bad = ORDER | {"number": "QA-2"}, ORDER | {"name": "M\u00fcller"}
    contents = {
        "orders.csv": "\n".join([HEADER, FIRST.replace("Anna", "\u00c4nne"), OTHER.replace("rma", "qualir")]),
        "orders.jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in (bad, good)),
        "orders.json": json.dumps([bad, good], ensure_ascii=False),
    }
    file = write(tmp_path, name, contents[name].encode("latin-1"))
    report = OrderImport({"qualir"}, date(2025, 3, 4)).run(sqlite, file)
    assert (report.created, len(report.bad)) == (1, 1)
    assert "holds bytes that are not text. Save the file as UTF-8." in report.bad[0].reason


def test_nul_bytes_in_a_table_spoil_their_own_row_only(sqlite: Engine, tmp_path: Path) -> None:
    file = write(tmp_path, "orders.csv", "\n".join([HEADER, FIRST.replace("Anna", "An\0na"), OTHER]))
    report = OrderImport({"qualir", "rma"}, date(2025, 3, 4)).run(sqlite, file)
    assert (report.created, [row.line for row in report.bad]) == (1, [2])


def test_a_huge_cell_spoils_its_own_row_only(sqlite: Engine, tmp_path: Path) -> None:
    file = write(tmp_path, "orders.csv", "\n".join([HEADER, FIRST.replace("Anna", "A" * 300_000), OTHER]))
    report = OrderImport({"qualir", "rma"}, date(2025, 3, 4)).run(sqlite, file)
    assert report.created == 1
    assert "name: it has 300,008 characters. Shorten it to 200." in report.bad[0].reason


@pytest.mark.parametrize("name", ["orders.csv", "orders.json"])
def test_utf_16_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(OrderImportError, match=r"UTF-16\. Save it as UTF-8"):
        rows(write(tmp_path, name, HEADER.encode("utf-16")))


def test_json_orders_may_stand_in_an_object(tmp_path: Path) -> None:
    text = json.dumps({"made": {"by": ["x"]}, "orders": [ORDER, ORDER], "more": 1}, indent=1)
    assert [order for _, order in rows(write(tmp_path, "orders.json", text))] == [as_read(), as_read()]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_file_may_be_a_single_order(tmp_path: Path, indent: int | None) -> None:
    assert rows(write(tmp_path, "orders.json", f"\n{json.dumps(ORDER, indent=indent)}\n"))[0][1] == as_read()


def test_json_line_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    text = f"[\n{json.dumps(ORDER)},\n\n {json.dumps(ORDER, indent=1)},\n7\n]\n"
    length = json.dumps(ORDER, indent=1).count("\n")
    assert [line for line, _ in rows(write(tmp_path, "orders.json", text))] == [2, 4, 5 + length]


def test_a_json_file_cut_in_half_gives_its_whole_orders(tmp_path: Path) -> None:
    text = f"[\n{json.dumps(ORDER)},\n{json.dumps(ORDER)[:50]}"
    (_, first), (line, reason) = rows(write(tmp_path, "orders.json", text))
    assert first == as_read()
    assert line == 3
    assert reason.startswith("the file cannot be read from here on")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "there is no list of orders"),
        ("{}", "there is no list of orders"),
        ('{"shop": "qualir"}', "there is no list of orders"),
        ("7", "there is no list of orders"),
        ('{"orders": 7}', "there is no list of orders"),
        ("{", "it is not JSON"),
        ('{"orders"', "it is not JSON"),
        ('[{"a": NaN}]', "NaN is not a value"),
        ('[{"a": 1, "a": 2}]', "a field stands twice"),
        ("[1 2]", "a comma or the end of the list is missing"),
        ("[" * 100_000, "the file cannot be read from here on"),
    ],
)
def test_a_file_that_is_no_list_of_orders_is_told(tmp_path: Path, text: str, reason: str) -> None:
    assert reason in str(rows(write(tmp_path, "orders.json", text))[-1][1])


def test_an_empty_list_holds_no_order(tmp_path: Path) -> None:
    assert rows(write(tmp_path, "orders.json", " [ ] ")) == []


def test_a_broken_json_line_spoils_no_other(tmp_path: Path) -> None:
    text = f'{json.dumps(ORDER)}\n{{"shop": \n{json.dumps(ORDER)}\n{"x" * 1_000_001}\n'
    read = rows(write(tmp_path, "orders.jsonl", text))
    assert [line for line, _ in read] == [1, 2, 3, 4]
    assert "it is not JSON" in read[1][1]
    assert "the row has 1,000,00" in read[3][1]


@pytest.mark.parametrize("name", ["orders.xlsx", "orders", "missing.csv"])
def test_other_files_are_refused(tmp_path: Path, name: str) -> None:
    if name != "missing.csv":
        write(tmp_path, name, "x")
    with pytest.raises(OrderImportError):
        rows(tmp_path / name)
