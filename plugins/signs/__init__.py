"""Signs (迹象): ways of looking at one charge, each alone; :mod:`.verdict` weighs them."""
