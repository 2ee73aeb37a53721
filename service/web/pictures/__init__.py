"""Pictures of facts: pure functions from facts to marks with places, which templates write as SVG without any script."""
