"""Lists that the unit imports: public block lists, its own confirmed indicators, official numbers and domains."""
