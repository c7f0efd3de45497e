"""Times one Splink job stage by stage and scores its answer. Loading the data is not counted."""

import json
import resource
import time
from contextlib import contextmanager
from importlib.metadata import version

import duckdb


class Job:
    """One run: a DuckDB connection, the clock of each stage, and the line printed at the end."""

    def __init__(self, name):
        self.name = name
        # A bad plan must fail, not fill the disk of the machine.
        self.connection = duckdb.connect(config={"max_temp_directory_size": "8GB"})
        self.stages = {}

    def load(self, table, path):
        """Loads a file; empty strings and surrounding spaces become what they mean."""
        reader = f"read_parquet('{path}')"
        if path.endswith(".csv"):
            reader = f"read_csv('{path}', all_varchar = true, header = true)"
        columns = [r[0] for r in self.connection.execute(f"describe select * from {reader}").fetchall()]
        cleaned = ", ".join(f'nullif(trim("{c}"::varchar), \'\') as "{c}"' for c in columns)
        self.connection.execute(f"create table {table} as select {cleaned} from {reader}")

    def start(self):
        self.wall = time.perf_counter()
        self.cpu = _cpu()

    @contextmanager
    def stage(self, name):
        before = time.perf_counter()
        yield
        self.stages[name] = self.stages.get(name, 0) + time.perf_counter() - before

    def finish(self, pairs, clusters, truth, threshold):
        """Stops the clock, then scores: pairs at p .5 and at the best threshold, and clusters."""
        line = {
            "name": self.name,
            "wall": time.perf_counter() - self.wall,
            "cpu": _cpu() - self.cpu,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "stages": self.stages,
            "cluster_threshold": threshold,
        }
        run = self.connection.execute
        run(f"create table truth_of as {truth}")
        run("create table of_pairs as select l, r, weight, tl.truth = tr.truth as hit "
            f"from ({pairs}) join truth_of tl on tl.id = l join truth_of tr on tr.id = r")
        total = run("select sum(n * (n - 1) // 2) from (select count(*) n from truth_of group by truth)").fetchall()[0][0]
        line["true_pairs"] = total
        line["candidate_pairs"] = run("select count(*) from of_pairs").fetchall()[0][0]
        found, hits = run("select count(*), count(*) filter (hit) from of_pairs where weight >= 0").fetchall()[0]
        line["pairs"] = _scores(found, hits, total)
        line["pairs_best"] = self._best(total)
        if clusters:
            run(f"create table of_clusters as {clusters}")
            found = run("select sum(n * (n - 1) // 2) from (select count(*) n from of_clusters group by cluster)").fetchall()[0][0]
            hits = run("select sum(n * (n - 1) // 2) from (select count(*) n from of_clusters join truth_of using (id) group by cluster, truth)").fetchall()[0][0]
            line["clusters"] = _scores(found, hits, total)
        line["versions"] = {"splink": version("splink"), "duckdb": duckdb.__version__}
        print(json.dumps(line))

    def _best(self, total):
        rows = self.connection.execute(
            "select weight, sum(count(*)) over w, sum(count(*) filter (hit)) over w from of_pairs "
            "group by weight window w as (order by weight desc)").fetchall()
        best = max(rows, key=lambda r: r[2] / (r[1] + total), default=None)
        return {**_scores(best[1], best[2], total), "weight": best[0]} if best else None


def _cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _scores(found, hits, total):
    precision = float(hits) / float(found) if found else 0.0
    recall = float(hits) / float(total) if total else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}
