"""How large a file may be; a register of 300,000 rows and 20 columns needs a quarter of it."""

MEBIBYTE = 1024**2

MAX_FILE = 200 * MEBIBYTE
MAX_UNPACKED = 1536 * MEBIBYTE
MAX_PARTS = 5_000  # files inside a workbook
MAX_COLUMNS = 500
MAX_CELLS = 40_000_000
SECONDS = 180
MEBIBYTES = 3_072  # of addresses; what is used of them is less than a third
