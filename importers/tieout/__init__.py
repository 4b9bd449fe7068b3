"""The statutory books held against the award's: trial balances and 预算指标, both ways, cause by cause."""
