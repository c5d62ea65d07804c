/** A provider that carries parcels itself. */
export interface DirectProvider {
  /** Our catalogue's codes of the carriers it answers for; it knows no parcels of others. */
  readonly carriers: readonly string[];
  /** In the form of its numbers, and so plainly made up that nobody's parcel has it. */
  readonly madeUpNumber: string;
}

/** Aggregators, which follow and fetch for anybody, are not listed. */
export const directProviders: ReadonlyMap<string, DirectProvider> = new Map([
  ['sf', { carriers: ['SF'], madeUpNumber: 'SF0000000000000' }],
  ['zto', { carriers: ['ZTO'], madeUpNumber: '72000000000000' }],
  ['yto', { carriers: ['YTO'], madeUpNumber: 'YT0000000000000' }],
  ['sto', { carriers: ['STO'], madeUpNumber: '770000000000000' }],
  ['yunda', { carriers: ['YD'], madeUpNumber: '430000000000000' }],
  ['jt', { carriers: ['JTSD'], madeUpNumber: 'JT0000000000000' }],
  ['jdl', { carriers: ['JD'], madeUpNumber: 'JDV000000000000' }],
  ['ems', { carriers: ['EMS', 'EMSGJ', 'EMSBG', 'YZPY', 'YZBK', 'YZDSBK'], madeUpNumber: '1000000000000' }],
  ['deppon', { carriers: ['DBL', 'DBLKY'], madeUpNumber: 'DPK000000000' }],
]);

/** For providers whose pushes name a number and none of their own brands. */
export const carriersOf = (provider: string): readonly string[] =>
  directProviders.get(provider)?.carriers ?? [];

/** Whether a provider's account may know parcels of this carrier. */
export const answersFor = (provider: string, carrier: string): boolean =>
  directProviders.get(provider)?.carriers.includes(carrier) ?? true;
