"""One file format a module, its docstring the manual; :mod:`.detect` finds which one a file is."""
