/** A place as the carrier tells it in parts. */
export interface PlaceParts {
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
  readonly site?: string;
}

/** Who had the parcel, as everybody may see it. */
export interface MaskedCourier {
  readonly nameMask?: string;
  readonly phoneMask?: string;
}

interface Details {
  readonly placeParts?: PlaceParts;
  readonly courier?: MaskedCourier;
}

/** With what another report of the same scan tells beside it; the scan itself where that is nothing. */
export function completed<S extends Details>(scan: S, told: Details): S {
  const placeParts = filled(scan.placeParts, told.placeParts);
  const courier = filled(scan.courier, told.courier);
  if (placeParts === scan.placeParts && courier === scan.courier) return scan;
  return { ...scan, placeParts, courier };
}

function filled<T extends object>(known: T | undefined, told: T | undefined): T | undefined {
  if (!known || !told) return known ?? told;
  const merged = { ...known };
  let news = false;
  for (const name of Object.keys(told) as (keyof T)[]) {
    if (merged[name] !== undefined || told[name] === undefined) continue;
    merged[name] = told[name];
    news = true;
  }
  return news ? merged : known;
}
