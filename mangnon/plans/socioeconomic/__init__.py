"""Which targets for children the units' socio-economic development plans carry."""
