"""The police unit's intake store: tips, evidence, units and jurisdictions, audit, behind two doors."""
