"""One small pure function for each pattern, over what is known and a clock that can only be asked."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
