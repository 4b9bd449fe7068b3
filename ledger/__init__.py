"""The ledger room: what is true. It knows none of the other rooms.

- ``base``, ``files``: what all speak in; text on the disk
- ``books``, ``persons``: the books as a whole; who may act
- ``awards``, ``vouchers``, ``banks``: an award, what is booked in it, its bank account; ``charts/`` are data
- ``findings``, ``recovery``: what people do about findings; from an order to money back
- ``closings``, ``proof``: months closed; whether all is as it was
"""
