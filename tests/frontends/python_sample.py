"""A file that uses the whole language, for tests that cut it, damage it or measure it."""

SAMPLE = '''\
"""A worker."""
from __future__ import annotations

import asyncio, os.path as path
from .clients import connect as _connect, Client

__all__ = ["Worker", "run"]


@dataclass(frozen=True)
class Options:
    file_id: str
    enabled: bool = False
    handlers: list[str] = field(default_factory=list)


class Worker(Base, metaclass=Meta):
    """Runs jobs."""

    limit: int = 3

    def __init__(self, job, *, retries: int = 2, **rest):
        super().__init__(**rest)
        self.job, self.name = job, f"job-{job.id!r:>{rest['width']}}é"

    @property
    def active(self) -> bool:
        return not self.done and 0 < self.retries <= self.limit

    async def run(self, jobs):
        async with _connect(self.job) as (reader, writer), self.lock:
            async for event in reader:
                match event:
                    case {"kind": "end", **rest} if rest.get("final"):
                        break
                    case [first, *others] | Pair(first, others):
                        yield first
                    case str() as text:
                        print("%s: %d" % (text, len(text)))
                    case _:
                        continue
        try:
            total = sum(x.size for x in jobs if x)
            if (count := len(jobs)) > 1:
                total += count
            elif total:
                del jobs[0], self.job
            else:
                raise ValueError("{} jobs".format(count)) from None
        except (OSError, KeyError) as error:
            assert error, "an error"
        else:
            return
        finally:
            await asyncio.sleep(0)


def run(*workers, key=lambda w: w.job or None):
    global current
    while workers:
        current, *workers = sorted(workers, key=key)
        with open(path.join("a", current.name)) as stream:
            table = {line: [c for c in line[1:-1]] for line in stream}
            table |= {**table, "end": (yield)} if table else {}
    else:
        return {"none"}
'''
