/** Who names carriers with codes of their own. */
export type CodeSystem = 'kdniao' | 'kuaidi100' | 'douyin';

export interface CarrierRow {
  /** Ours. Providers change theirs between list versions, so nothing else is a key. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly kdniao?: string;
  readonly kuaidi100?: string;
  readonly douyin?: string;
  readonly aliases?: Readonly<Partial<Record<CodeSystem, readonly string[]>>>;
  /** Some provider asks for the last four digits of a phone before it tells anything. */
  readonly needsPhoneTail?: boolean;
}
