"""historical_50k with the settings of Splink's demo deduplicate_50k_synthetic."""

import sys

import splink.comparison_library as cl
from measure import Job
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

job = Job("historical_50k")
job.load("people", f"{sys.argv[1]}/historical_50k.parquet")
job.connection.execute(
    "create table records as select id as unique_id, first_name, surname, "
    "first_name || ' ' || surname as both_names, dob, birth_place, postcode_fake, occupation from people")

settings = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[
        block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
        block_on("postcode_fake", "first_name"),
        block_on("postcode_fake", "surname"),
        block_on("dob", "birth_place"),
        block_on("substr(postcode_fake,1,3)", "dob"),
        block_on("substr(postcode_fake,1,3)", "first_name"),
        block_on("substr(postcode_fake,1,3)", "surname"),
        block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
    ],
    comparisons=[
        cl.ForenameSurnameComparison(
            "first_name", "surname", forename_surname_concat_col_name="both_names"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
    ],
)

job.start()
with job.stage("register"):
    api = DuckDBAPI(job.connection)
    linker = Linker(api.register("records"), settings)
with job.stage("lambda"):
    linker.training.estimate_probability_two_random_records_match(
        [
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
            block_on("dob", "postcode_fake"),
        ],
        recall=0.6,
    )
with job.stage("u"):
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7)
with job.stage("em"):
    for rule in [block_on("first_name", "surname"), block_on("dob")]:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True)
with job.stage("predict"):
    pairs = linker.inference.predict(threshold_match_weight=-20)
with job.stage("cluster"):
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=0.95)
job.finish(
    pairs=f"select unique_id_l as l, unique_id_r as r, match_weight as weight from {pairs.physical_name}",
    clusters=f"select unique_id as id, cluster_id as cluster from {clusters.physical_name}",
    truth="select id, cluster as truth from people",
    threshold=0.95,
)
