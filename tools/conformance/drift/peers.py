# Asks one peer, in its own defaults, of each window whether it drifted from the reference: `peers.py PEER FOLDER`.
# A line of JSON for each rule and size: how many columns of how many windows it flagged, in which time and memory.
import json
import os
import pathlib
import resource
import sys
import time
import warnings

# None of them tells anybody that it ran.
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"
os.environ["DO_NOT_TRACK"] = "1"

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")

CATEGORIES = ["category", "rate"]


def evidently(reference, numbers):
    from evidently import DataDefinition, Dataset, Report
    from evidently.presets import DataDriftPreset

    definition = DataDefinition(numerical_columns=numbers, categorical_columns=CATEGORIES)
    before = Dataset.from_pandas(reference, data_definition=definition)

    def judge(window):
        now = Dataset.from_pandas(window, data_definition=definition)
        metrics = Report([DataDriftPreset()]).run(now, before).dict()["metrics"]
        columns = [metric for metric in metrics if "column" in metric["config"]]
        return [bool(is_beyond(metric["config"], metric["value"])) for metric in columns]

    return {"evidently, DataDriftPreset": judge}


def is_beyond(config, value):
    return value >= config["threshold"] if "distance" in config["method"] else value < config["threshold"]


def nannyml(reference, numbers):
    import nannyml
    from nannyml.chunk import SizeBasedChunker

    columns = numbers + CATEGORIES

    def fitted():
        calculator = nannyml.UnivariateDriftCalculator(column_names=columns, treat_as_categorical=CATEGORIES)
        return calculator.fit(reference)

    def alerts(calculator, window):
        found = calculator.calculate(window).filter(period="analysis").to_df()
        return [bool(flag) for column in columns for flag in found[(column, "jensen_shannon", "alert")]]

    by_itself, as_one = fitted(), fitted()

    def whole(window):
        # As where chunks are days, and a day has fewer rows than the days of the reference.
        as_one.chunker = SizeBasedChunker(len(window))
        return alerts(as_one, window)

    return {
        "nannyml, ten chunks of the window": lambda window: alerts(by_itself, window),
        "nannyml, the window as one chunk": whole,
    }


def alibi_detect(reference, numbers):
    from alibi_detect.cd import TabularDrift

    codes = {column: {value: code for code, value in enumerate(sorted(reference[column].unique()))} for column in CATEGORIES}

    def encode(rows):
        parts = [rows[column].to_numpy(float) for column in numbers]
        return np.column_stack(parts + [rows[column].map(codes[column]).to_numpy(float) for column in CATEGORIES])

    places = {len(numbers) + place: None for place in range(len(CATEGORIES))}
    detector = TabularDrift(encode(reference), p_val=0.05, categories_per_feature=places)

    def each(window):
        return [bool(flag) for flag in detector.predict(encode(window), drift_type="feature")["data"]["is_drift"]]

    def any_of(window):
        return [bool(detector.predict(encode(window), drift_type="batch")["data"]["is_drift"])]

    return {"alibi-detect, each column at .05": each, "alibi-detect, any column (Bonferroni)": any_of}


def river(reference, numbers):
    from river import drift

    def watcher(create, columns):
        def judge(window):
            flags = []
            for column in columns:
                detector = create()
                for value in reference[column]:
                    detector.update(float(value))
                flag = False
                for value in window[column]:
                    detector.update(float(value))
                    flag = flag or detector.drift_detected
                flags.append(flag)
            return flags

        return judge

    return {
        "river, ADWIN": watcher(drift.ADWIN, numbers + ["rate"]),
        "river, PageHinkley": watcher(drift.PageHinkley, numbers + ["rate"]),
        "river, DDM": watcher(drift.binary.DDM, ["rate"]),
        "river, HDDM_A": watcher(drift.binary.HDDMA, ["rate"]),
    }


PEERS = {"evidently": evidently, "nannyml": nannyml, "alibi-detect": alibi_detect, "river": river}


def main():
    peer, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    reference = pd.read_csv(folder / "reference.csv")
    numbers = [column for column in reference.columns if column not in CATEGORIES]
    windows = {}
    for path in sorted(folder.glob("window-*.csv")):
        windows.setdefault(int(path.stem.split("-")[1]), []).append(pd.read_csv(path))
    for rule, judge in PEERS[peer](reference, numbers).items():
        for size in sorted(windows):
            start = time.perf_counter()
            try:
                flags = [flag for window in windows[size] for flag in judge(window)]
            except Exception as error:
                tell(rule, size, error=f"{type(error).__name__}: {error}"[:200])
                continue
            seconds = (time.perf_counter() - start) / len(windows[size])
            tell(rule, size, judged=len(flags), flagged=sum(flags), seconds=seconds)


def tell(rule, size, **found):
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rule": rule, "size": size, "megabytes": megabytes, **found}), flush=True)


main()
