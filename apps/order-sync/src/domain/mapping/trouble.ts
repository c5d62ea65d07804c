import { limits } from './limits.js';

/** Why a field has no value. The words carry no value of the payload but short codes: they are kept and counted. */
export class Trouble extends Error {}

/** What one payload may still cost. */
export class Work {
  private left: number = limits.work;

  spend(amount = 1): void {
    this.left -= amount;
    if (this.left < 0) throw new Trouble('reading this payload takes too much work');
  }
}

export const quoted = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
