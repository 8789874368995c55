from storage.citizen.app import create_app
from storage.run import serve
from storage.settings import CitizenSettings

serve(CitizenSettings, create_app, lambda settings: settings.citizen_port)
