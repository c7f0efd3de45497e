"""febrl4, the "detailed" model of Splink's demo: two files, linked one to the other."""

import sys

import splink.comparison_library as cl
from measure import Job
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

job = Job("febrl4")
for side in "ab":
    job.load(f"people_{side}", f"{sys.argv[1]}/febrl4{side}.csv")
    job.connection.execute(
        f"create table records_{side} as select * exclude (id, person), id as unique_id from people_{side}")

settings = SettingsCreator(
    link_type="link_only",
    blocking_rules_to_generate_predictions=[
        block_on("given_name", "surname"),
        "l.given_name = r.surname and l.surname = r.given_name",
        block_on("date_of_birth"),
        block_on("soc_sec_id"),
        block_on("state", "address_1"),
        block_on("street_number", "address_1"),
        block_on("postcode"),
    ],
    comparisons=[
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
            term_frequency_adjustments=True),
    ],
)

job.start()
with job.stage("register"):
    api = DuckDBAPI(job.connection)
    tables = [api.register(f"records_{s}", dataset_display_name=s) for s in "ab"]
    linker = Linker(tables, settings)
with job.stage("lambda"):
    linker.training.estimate_probability_two_random_records_match(
        [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")], recall=0.8)
with job.stage("u"):
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
with job.stage("em"):
    for rule in [block_on("date_of_birth"), block_on("postcode")]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
with job.stage("predict"):
    pairs = linker.inference.predict(threshold_match_weight=-20)
with job.stage("cluster"):
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=0.99)
job.finish(
    pairs=f"select unique_id_l as l, unique_id_r as r, match_weight as weight from {pairs.physical_name}",
    clusters=f"select unique_id as id, cluster_id as cluster from {clusters.physical_name}",
    truth="select id, person as truth from people_a union all select id, person from people_b",
    threshold=0.99,
)
