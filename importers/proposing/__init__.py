"""What a row would become: account, plan line and split, from names, stored mappings and the past."""
