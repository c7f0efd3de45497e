"""fake_1000 with the settings of Splink's notebook accuracy_analysis_from_labels_column."""

import sys

import splink.comparison_library as cl
from measure import Job
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

job = Job("fake_1000")
job.load("people", f"{sys.argv[1]}/fake_1000.csv")
job.connection.execute(
    "create table records as select id as unique_id, first_name, surname, try_cast(dob as date) as dob, "
    "city, email from people")

settings = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[
        block_on("first_name"),
        block_on("surname"),
        block_on("dob"),
        block_on("email"),
    ],
    comparisons=[
        cl.ForenameSurnameComparison("first_name", "surname"),
        cl.DateOfBirthComparison("dob", input_is_string=False),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
    ],
)


def link():
    with job.stage("register"):
        api = DuckDBAPI(job.connection)
        linker = Linker(api.register("records"), settings)
    with job.stage("lambda"):
        linker.training.estimate_probability_two_random_records_match(
            [
                "l.first_name = r.first_name and levenshtein(l.dob::varchar, r.dob::varchar) <= 1",
                "l.surname = r.surname and levenshtein(l.dob::varchar, r.dob::varchar) <= 1",
                "l.first_name = r.first_name and levenshtein(l.surname, r.surname) <= 2",
                block_on("email"),
            ],
            recall=0.7,
        )
    with job.stage("u"):
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=5)
    with job.stage("em"):
        for rule in [block_on("dob"), block_on("email"), block_on("first_name", "surname")]:
            linker.training.estimate_parameters_using_expectation_maximisation(
                rule, estimate_without_term_frequencies=True)
    with job.stage("predict"):
        pairs = linker.inference.predict(threshold_match_weight=-20)
    with job.stage("cluster"):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=0.95)
    return pairs, clusters


# The row of the table is the job in a warm process, so one run goes before the one that counts.
if "--warm" in sys.argv:
    link()
    job.stages.clear()
job.start()
pairs, clusters = link()
job.finish(
    pairs=f"select unique_id_l as l, unique_id_r as r, match_weight as weight from {pairs.physical_name}",
    clusters=f"select unique_id as id, cluster_id as cluster from {clusters.physical_name}",
    truth="select id, cluster as truth from people",
    threshold=0.95,
)
