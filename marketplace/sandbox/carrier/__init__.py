"""A parcel carrier that drives by the clock: so many seconds from one event to the next."""
