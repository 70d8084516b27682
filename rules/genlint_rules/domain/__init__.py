"""The domain's shared reading of a module: what the rules mean by a hook, a connection, a slot, a gate."""
