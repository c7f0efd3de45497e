"""uk_children_1m: six rules, four ladders and an exact one; to components or one per source."""

import argparse

import splink.comparison_library as cl
from measure import Job
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--u-pairs", type=float, default=1e7)
parser.add_argument("--one-per-source", action="store_true")
parser.add_argument("--file")
chosen = parser.parse_args()

job = Job("uk_children_1m")
job.load("people", chosen.file or f"{chosen.data}/uk_children_1m.parquet")
run = job.connection.execute
run("create table children as select row_number() over () as unique_id, source as source_dataset, "
    "first_name, surname, try_cast(dob as date) as dob, postcode, gender from people")
run("create table labels as select row_number() over () as id, cluster as truth from people")
run("drop table people")
sources = [r[0] for r in run("select distinct source_dataset from children order by 1").fetchall()]
if chosen.one_per_source:
    for source in sources:
        run(f"create table source_{source} as select * from children where source_dataset = '{source}'")
    run("drop table children")

settings = SettingsCreator(
    link_type="link_only" if chosen.one_per_source else "dedupe_only",
    blocking_rules_to_generate_predictions=[
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
        block_on("postcode", "first_name"),
        block_on("postcode", "surname"),
        block_on("first_name", "surname"),
        block_on("postcode", "dob"),
    ],
    comparisons=[
        cl.NameComparison("first_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=False),
        cl.PostcodeComparison("postcode"),
        cl.ExactMatch("gender"),
    ],
    retain_matching_columns=False,
)

job.start()
api = DuckDBAPI(job.connection)
with job.stage("register"):
    if chosen.one_per_source:
        tables = [api.register(f"source_{s}", dataset_display_name=s) for s in sources]
    else:
        tables = api.register("children")
    linker = Linker(tables, settings)
with job.stage("lambda"):
    linker.training.estimate_probability_two_random_records_match(
        [block_on("first_name", "surname", "dob")], recall=0.7)
with job.stage("u"):
    linker.training.estimate_u_using_random_sampling(max_pairs=chosen.u_pairs)
with job.stage("em"):
    for rule in [block_on("surname", "dob"), block_on("postcode", "first_name")]:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True)
with job.stage("predict"):
    pairs = linker.inference.predict(threshold_match_probability=0.01)
with job.stage("cluster"):
    if chosen.one_per_source:
        clusters = linker.clustering.cluster_using_single_best_links(
            pairs, duplicate_free_datasets=sources, threshold_match_probability=0.5)
    else:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=0.95)
job.finish(
    pairs=f"select unique_id_l as l, unique_id_r as r, match_weight as weight from {pairs.physical_name}",
    clusters=f"select unique_id as id, cluster_id as cluster from {clusters.physical_name}",
    truth="select id, truth from labels",
    threshold=0.5 if chosen.one_per_source else 0.95,
)
