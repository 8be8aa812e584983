from .builds import Build, BuiltFile
from .forms import SuperiorForm
from .packs import Answer, AnswerFile, Pack, PackDossier, PackFile, PackQuerySet

__all__ = ["Answer", "AnswerFile", "Build", "BuiltFile", "Pack", "PackDossier", "PackFile", "PackQuerySet", "SuperiorForm"]
