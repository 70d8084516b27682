"""genlint beside other tools, on trees from the package registries and on generated ones."""
