"""`genlint trace`: where the value of an expression comes from, and what a condition implies.

The model answers, the rule sets say how they read the answer (`genlint.rule.Reader`), and this puts both
into words. Imported by no run but that of the subcommand.
"""
