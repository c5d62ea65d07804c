/** Integer fen (1/100 CNY). */
export type Fen = number;

/** Reads `12`, `12.3`, `12.34` yuan by moving the decimal point; never through a float. */
export function fenFromYuan(text: string): Fen {
  const match = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(text.trim());
  if (!match) throw new RangeError(`not an amount in yuan: ${text}`);
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  if (!Number.isSafeInteger(fen)) throw new RangeError(`amount out of range: ${text}`);
  return match[1] === '-' && fen !== 0 ? -fen : fen;
}

export const fenToYuan = (fen: Fen): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
