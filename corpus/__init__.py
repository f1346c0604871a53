"""What every stage shares: types, EDTF dates, registry, store, errors, bundled samples. Imports nothing of ours."""
