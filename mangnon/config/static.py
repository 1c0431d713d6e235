"""The pages' files, compressed and named by their content, so that slow lines fetch each once."""

import shutil

from django.contrib.staticfiles.finders import get_finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

from mangnon.config import settings


def collect() -> None:
    """Write every static file of the apps into the home, afresh; the next process serves those."""
    shutil.rmtree(settings.COLLECTED, ignore_errors=True)
    storage = CompressedManifestStaticFilesStorage(location=settings.COLLECTED)
    found = {}
    for finder in get_finders():
        for path, source in finder.list([]):
            if path not in found:
                found[path] = (source, path)
                with source.open(path) as content:
                    storage.save(path, content)
    for _name, _hashed, processed in storage.post_process(found):
        if isinstance(processed, Exception):
            raise processed
