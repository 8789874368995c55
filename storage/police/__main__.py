from storage.police.app import create_app
from storage.run import serve
from storage.settings import PoliceSettings

serve(PoliceSettings, create_app, lambda settings: settings.police_port)
