"""Weighs made-up records by models that export_models.py trained, for tests that need no Python.

`python make_fixtures.py MODELS OUT`, once for each version of Splink; OUT is src/linkage/splink/fixtures.
"""

import json
import random
import sys
from importlib.metadata import version
from pathlib import Path

import duckdb
from splink import DuckDBAPI, Linker

MAJOR = int(version("splink").split(".")[0])
FIRST = ["amara", "bilal", "carys", "zoë", "elin", "farah", "renée", "hasan", "isla", "jakub"]
LAST = ["adeyemi", "brown", "cohen", "muñoz", "evans", "farrell", "d'arcy", "hussain", "jones", "aubinière"]
PLACES = ["leeds", "york", "hull", "south shields", "ely"]


def slip(text, chance):
    if text is None or chance.random() > 0.3 or len(text) < 4:
        return text
    at = chance.randrange(1, len(text) - 1)
    return chance.choice([text[:at] + text[at + 1:], text[:at] + text[at + 1] + text[at] + text[at + 2:], text[:at] + "x" + text[at:]])


def people(chance, count=90):
    """Few different people, each several times with slips and gaps, so that all levels occur."""
    for i in range(count):
        person = random.Random(chance.randrange(25))
        first, last, place = person.choice(FIRST), person.choice(LAST), person.choice(PLACES)
        born = f"{person.randrange(1990, 1994)}-{person.randrange(1, 13):02}-{person.randrange(1, 29):02}"
        code = f"{person.choice(['LS', 'YO', 'E'])}{person.randrange(1, 4)} {person.randrange(1, 3)}{person.choice(['AB', 'CD'])}"
        number = str(person.randrange(1000000, 1000040))
        if chance.random() < 0.1:
            first, last = last, first
        if chance.random() < 0.15:
            born = chance.choice(["1991-02-03", f"{born[:5]}{born[8:]}-{born[5:7]}", "not known"])
        maybe = lambda value: None if chance.random() < 0.12 else value
        yield {
            "unique_id": f"r{i:03}", "first": maybe(slip(first, chance)), "last": maybe(slip(last, chance)),
            "born": maybe(slip(born, chance)), "place": maybe(place), "code": maybe(slip(code, chance)),
            "email": maybe(slip(f"{first}.{last}@{person.choice(['a.example', 'b.example'])}".replace("'", ""), chance)),
            "work": maybe(person.choice(["farmer", "painter"])), "number": maybe(slip(number, chance)),
        }


TABLES = {
    "fake_1000": "select unique_id, first as first_name, last as surname, try_cast(born as date) as dob, place as city, email from made",
    "historical_50k": "select unique_id, first as first_name, last as surname, first || ' ' || last as both_names, born as dob, "
                      "place as birth_place, code as postcode_fake, work as occupation from made",
    "febrl3": "select unique_id, first as given_name, last as surname, replace(born, '-', '') as date_of_birth, "
              "number as soc_sec_id, left(number, 2) as street_number, code as postcode from made",
}


def fixture(name, sql, models, out):
    connection = duckdb.connect()
    columns = list(next(people(random.Random(1))))
    typed = ', '.join(f'"{c}" varchar' for c in columns)
    connection.execute(f"create table made ({typed})")
    connection.executemany(
        f"insert into made values ({', '.join('?' for _ in columns)})",
        [list(p.values()) for p in people(random.Random(7))])
    connection.execute(f"create table records as {sql}")
    model = json.loads((models / f"{name}.splink{MAJOR}.json").read_text())
    api = DuckDBAPI(connection)
    linker = Linker(api.register("records"), model) if MAJOR >= 5 else Linker("records", model, api)
    predicted = linker.inference.predict(threshold_match_weight=-1000)
    (out / f"{name}.splink{MAJOR}.json").write_text(json.dumps(model, separators=(",", ":")) + "\n")
    connection.execute(f"copy (select * from records order by 1) to '{out / name}.records.csv' (header)")
    connection.execute(
        f"copy (select unique_id_l, unique_id_r, match_weight from {predicted.physical_name} order by 1, 2) "
        f"to '{out / name}.splink{MAJOR}.weights.csv' (header)")


if __name__ == "__main__":
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for name, sql in TABLES.items():
        fixture(name, sql, folder, out)
