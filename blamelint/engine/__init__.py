"""Floor 3: rules: how they are written, loaded, matched and proved."""
