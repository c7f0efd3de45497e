"""Trains Splink's models on three data sets and writes each as JSON with sampled pairs' weights.

What the tests of reading Splink models compare with: `python export_models.py DATA OUT`, where OUT
is src/linkage/splink/fixtures. The pairs carry the values that Splink compared, so that the tests
need neither Python nor the data; fixtures hold the share of the pairs that --keep says.
"""

import argparse
import json
from importlib.metadata import version
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

MAJOR = int(version("splink").split(".")[0])


def fake_1000():
    return {
        "file": "fake_1000.csv",
        "records": "select id as unique_id, first_name, surname, try_cast(dob as date) as dob, city, email from people",
        "settings": SettingsCreator(
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=[
                block_on(c) for c in ["first_name", "surname", "dob", "email", "substr(surname,1,1)"]],
            comparisons=[
                cl.ForenameSurnameComparison("first_name", "surname"),
                cl.DateOfBirthComparison("dob", input_is_string=False),
                cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                cl.EmailComparison("email"),
            ],
        ),
        "prior": ([block_on("first_name", "surname"), block_on("email")], 0.7),
        "u": {"max_pairs": 1e6, "seed": 5},
        "em": [block_on("dob"), block_on("email"), block_on("first_name", "surname")],
    }


def historical_50k():
    return {
        "file": "historical_50k.parquet",
        "records": "select id as unique_id, first_name, surname, first_name || ' ' || surname as both_names, "
                   "dob, birth_place, postcode_fake, occupation from people",
        "settings": SettingsCreator(
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=[
                block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
                block_on("surname", "dob"),
                block_on("first_name", "dob"),
                block_on("postcode_fake", "surname"),
                block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
            ],
            comparisons=[
                cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="both_names"),
                cl.DateOfBirthComparison("dob", input_is_string=True),
                cl.PostcodeComparison("postcode_fake"),
                cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
                cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
            ],
        ),
        "prior": ([block_on("first_name", "surname", "dob"), block_on("dob", "postcode_fake")], 0.6),
        "u": {"max_pairs": 2e6, "seed": 5},
        "em": [block_on("first_name", "surname"), block_on("dob")],
    }


def febrl3():
    return {
        "file": "febrl3.csv",
        "records": "select * exclude (id, person), id as unique_id from people",
        "settings": SettingsCreator(
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=[
                block_on(c) for c in ["soc_sec_id", "given_name", "surname", "date_of_birth", "postcode"]],
            comparisons=[
                cl.NameComparison("given_name"),
                cl.NameComparison("surname"),
                cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
                cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
                cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            ],
        ),
        "prior": ([block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")], 0.9),
        "u": {"max_pairs": 1e6, "seed": 2},
        "em": [block_on("date_of_birth"), block_on("postcode")],
    }


def load(connection, path):
    reader = f"read_parquet('{path}')"
    if str(path).endswith(".csv"):
        reader = f"read_csv('{path}', all_varchar = true, header = true)"
    columns = [r[0] for r in connection.execute(f"describe select * from {reader}").fetchall()]
    cleaned = ", ".join(f'nullif(trim("{c}"::varchar), \'\') as "{c}"' for c in columns)
    connection.execute(f"create table people as select {cleaned} from {reader}")


def export(name, job, data, out, pairs):
    connection = duckdb.connect()
    load(connection, data / job["file"])
    connection.execute(f"create table records as {job['records']}")
    api = DuckDBAPI(connection)
    if MAJOR >= 5:
        linker = Linker(api.register("records"), job["settings"])
    else:
        linker = Linker("records", job["settings"], api)
    training = linker.training
    training.estimate_probability_two_random_records_match(job["prior"][0], recall=job["prior"][1])
    training.estimate_u_using_random_sampling(**job["u"])
    for rule in job["em"]:
        training.estimate_parameters_using_expectation_maximisation(rule)
    folder = out / f"{name}.splink{MAJOR}"
    linker.misc.save_model_to_json(f"{folder}.json", overwrite=True)
    predicted = linker.inference.predict(threshold_match_weight=-1000)
    connection.execute(
        f"create table sampled as select unique_id_l, unique_id_r, match_weight from {predicted.physical_name} "
        f"order by hash(unique_id_l || '|' || unique_id_r), unique_id_l, unique_id_r limit {pairs}")
    connection.execute(f"copy (select * from sampled order by 1, 2) to '{folder}.weights.csv' (header)")
    connection.execute(f"copy (select * from records order by unique_id) to '{folder}.everyone.csv' (header)")
    made = {"model": name, "splink": version("splink"), "duckdb": duckdb.__version__,
            "pairs": connection.execute("select count(*) from sampled").fetchone()[0]}
    Path(f"{folder}.versions.json").write_text(json.dumps(made) + "\n")
    print(json.dumps(made))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pairs", type=int, default=10000)
    parser.add_argument("--only")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for make in [fake_1000, historical_50k, febrl3]:
        if given.only in (None, make.__name__):
            export(make.__name__, make(), given.data, given.out, given.pairs)
