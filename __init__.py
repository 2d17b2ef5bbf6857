from . import controllers, flows, models, wizards
