import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One result. `ratio` is to the floor measured in the same run (None: there is
    none); `targets` has the most (or with ">=" the least) that a figure should be.
    """

    benchmark: str
    figures: dict
    ratio: float | None
    targets: dict

    def json(self):
        content = {
            "benchmark": self.benchmark,
            "figures": {name: _short(value) for name, value in self.figures.items()},
            "ratio": _short(self.ratio),
        }
        return json.dumps(content)

    def text(self):
        values = {**self.figures}
        if self.ratio is not None:
            values["ratio"] = self.ratio
        lines = [
            f"  {name:<32} {_short(value):>12}  {self._judgement(name, value)}".rstrip()
            for name, value in values.items()
        ]
        return "\n".join([self.benchmark, *lines])

    def _judgement(self, name, value):
        if name not in self.targets:
            return ""
        target = self.targets[name]
        if isinstance(target, str):
            limit = float(target.removeprefix(">="))
            return f"target {target}: {'reached' if value >= limit else 'MISSED'}"
        return f"target {target}: {'reached' if value <= target else 'MISSED'}"


def _short(value):
    """Four digits that say something."""
    return value if value is None else float(f"{value:.4g}")
