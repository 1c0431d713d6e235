"""mangnon cases forms"""

import argparse

from mangnon.cases.documents.printing import blank_forms
from mangnon.config.run import answer
from mangnon.core.refused import Refused


def forms(options: argparse.Namespace) -> int:
    """Write every form of a case as a blank to print and write on by hand."""
    if options.out.exists() and not options.out.is_dir():
        raise Refused(f"{options.out} là một tệp; hãy nêu một thư mục.")
    files = [str(file) for file in blank_forms(options.out)]
    answer({"files": files}, options, "\n".join(files))
    return 0
