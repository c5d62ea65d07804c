import { isReady } from './own-process.js';

const LOOK_EVERY_MS = 250;

/**
 * What stands before a service's processes in a deployment: it looks at their readiness, and sends each request to one
 * that had it at the last look.
 */
export class Balanced {
  private ready: string[] = [];
  private turn = 0;
  private running = true;
  private looking: Promise<void> = Promise.resolve();

  private constructor(private readonly urls: readonly string[]) {}

  static async over(...urls: string[]): Promise<Balanced> {
    const balanced = new Balanced(urls);
    await balanced.look();
    balanced.looking = balanced.keepLooking();
    return balanced;
  }

  /** One that is ready, each in its turn. */
  next(): string {
    this.turn += 1;
    return this.ready[this.turn % Math.max(1, this.ready.length)] ?? this.urls[0] ?? '';
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.looking;
  }

  private async keepLooking(): Promise<void> {
    while (this.running) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      await this.look();
    }
  }

  private async look(): Promise<void> {
    const up = await Promise.all(this.urls.map(isReady));
    this.ready = this.urls.filter((_, at) => up[at]);
  }
}
