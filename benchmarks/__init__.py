"""How fast genlint is, beside others on the same files in the same run. See `docs/performance.md`."""
