/** Who names carriers with codes of their own. */
export const codeSystems = ['kdniao', 'kuaidi100', 'taobao', 'douyin'] as const;
export type CodeSystem = (typeof codeSystems)[number];

export interface CarrierRow {
  /** Ours. Providers change theirs between list versions, so nothing else is a key. */
  readonly code: string;
  readonly zh: string;
  /** Absent where no source has one. */
  readonly en?: string;
  /** Absent where a system does not name the carrier, or nobody has seen how. */
  readonly codes: Readonly<Partial<Record<CodeSystem, string>>>;
  /** Former codes and second ones, read and never written. */
  readonly aliases: readonly { readonly system: CodeSystem; readonly code: string }[];
  /** Some provider asks for the last four digits of a phone before it tells anything. */
  readonly needsPhoneTail: boolean;
  /** Which lists the row was read from; the head of the table says which they are. */
  readonly sources: readonly string[];
}
