/** Where goods come back to, for platforms that want the address itself and not the id of one. */
export interface ReturnAddress {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly detail: string;
}

/** What a merchant writes for {@link readReturnAddresses}. */
export const returnAddressPattern = '([^=|;]+=([^=|;]+\\|){5}[^=|;]+;?)*';

/** `id=name|phone|province|city|district|detail`, rows apart by `;`. A row that is not whole is none. */
export function readReturnAddresses(setting: string): ReadonlyMap<string, ReturnAddress> {
  const rows = setting.split(';').flatMap((row) => {
    const [id = '', fields = '', ...rest] = row.split('=');
    const [name, phone, province, city, district, detail, ...more] = fields
      .split('|')
      .map((field) => field.trim());
    if (!id.trim() || !name || !phone || !province || !city || !district || !detail) return [];
    if (rest.length > 0 || more.length > 0) return [];
    return [[id.trim(), { name, phone, province, city, district, detail }] as const];
  });
  return new Map(rows);
}
