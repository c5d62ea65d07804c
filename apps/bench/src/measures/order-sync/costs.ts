import { type Asked, type Bench } from '../../bench.js';
import { usageOf, usageText } from '../../stack/usage.js';

/** What parts of a measure took of the machine and of order-sync's database. */
export class Costs {
  readonly notes: string[] = [];

  constructor(private readonly bench: Bench) {}

  async of<T>(what: string, work: () => Promise<T>, ordersOf: (measured: T) => number): Promise<T> {
    const [usage, before] = [usageOf(this.bench.stack), await this.bench.asked('order-sync')];
    const measured = await work();
    const after = await this.bench.asked('order-sync');
    const each = (part: keyof Asked): string =>
      ((after[part] - before[part]) / ordersOf(measured)).toFixed(2);
    this.notes.push(
      `${what}: ${usageText(usage, usageOf(this.bench.stack))}`,
      `${what}: ${each('statements')} statements, ${each('transactions')} transactions per order`,
    );
    return measured;
  }
}
