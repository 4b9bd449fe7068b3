"""An award: its register, chart, plan, figures and stages, from opening to settlement (结项)."""
