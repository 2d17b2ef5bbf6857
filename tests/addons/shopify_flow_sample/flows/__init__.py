from . import parcel_import
