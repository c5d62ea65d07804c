import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** One return as it was about to be asked for: what its buyer is owed when the goods are back whole. */
export interface Owed {
  /** The platform's id of the order. */
  readonly key: string;
  readonly fen: number;
  /** The buyer's phone: a courier is ordered to nobody else with it. */
  readonly phone: string;
  readonly caseId: string;
}

/** Money on disk before anybody can ask for it. */
export class MoneyLedger {
  private readonly handle: number;

  constructor(private readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.handle = openSync(file, 'a');
  }

  write(lines: readonly Owed[]): void {
    writeSync(this.handle, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    fsyncSync(this.handle);
  }

  read(): readonly Owed[] {
    const lines = readFileSync(this.file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Owed);
  }

  close(): void {
    closeSync(this.handle);
  }
}
