import { type OwnStack, type ServiceName } from './own-stack.js';
import { residentOf } from './usage.js';

/** What some services have in memory, look by look. */
export class Memory {
  private readonly looks = new Map<ServiceName, number[]>();

  constructor(
    private readonly stack: OwnStack,
    private readonly services: readonly ServiceName[],
  ) {
    this.look();
  }

  look(): void {
    for (const name of this.services) {
      const { now } = this.residentOf(name);
      this.looks.set(name, [...(this.looks.get(name) ?? []), now]);
    }
  }

  /** `gateway 101 → 140 → 141 MB, never above 150`. */
  get texts(): string[] {
    return [...this.looks].map(([name, looks]) => {
      return `${name} ${looks.map((each) => each.toFixed(0)).join(' → ')} MB, never above ${this.peak(name).toFixed(0)}`;
    });
  }

  /** In MB, the most since the process began. */
  peak(name: ServiceName): number {
    return this.residentOf(name).most;
  }

  private residentOf(name: ServiceName): { readonly now: number; readonly most: number } {
    const resident = residentOf(this.stack.pids[name]);
    if (!resident) throw new Error(`${name} has ended: ${this.stack.lastWords(name)}`);
    return resident;
  }

  /** In MB from a look to the last one. */
  growth(name: ServiceName, since: number): number {
    const looks = this.looks.get(name) ?? [];
    return (looks.at(-1) ?? Number.NaN) - (looks[since] ?? Number.NaN);
  }
}
