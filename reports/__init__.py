"""The reports room: what people see.

Documents, command line, web service and Fava pages. May import all other rooms.
"""
