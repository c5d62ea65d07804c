import type { Balanced } from './balanced.js';

const AT_ONCE = 6;

/** Callers of the API who never stop, and count every request that got no answer, or the wrong one. */
export class Callers {
  answered = 0;
  readonly dropped: string[] = [];
  private calling = true;
  private done: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly door: Balanced,
    private readonly key: string,
  ) {}

  start(): void {
    this.done = Promise.all(Array.from({ length: AT_ONCE }, (_, caller) => this.call(caller)));
  }

  async stop(): Promise<void> {
    this.calling = false;
    await this.done;
  }

  /** Questions, and commands that reach the service behind the gateway. */
  private async call(caller: number): Promise<void> {
    while (this.calling) {
      const url = this.door.next();
      const status = await (
        caller % 2 === 0 ? this.ask(`${url}/v1/cases?limit=20`) : this.ask(`${url}/v1/return-policies`)
      ).catch((error: unknown) => `no answer (${causeOf(error)})`);
      // Asking too often is answered, too.
      if (status === 200 || status === 429) this.answered += 1;
      else this.dropped.push(String(status));
    }
  }

  private async ask(url: string): Promise<number> {
    const headers = { authorization: `Bearer ${this.key}` };
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) });
    await answer.text();
    return answer.status;
  }
}

const causeOf = (error: unknown): string => {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? String(error);
};
