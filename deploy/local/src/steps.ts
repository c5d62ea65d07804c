/** One line per step with how long it took; a step that takes long says that it is still at it. */
export class Steps {
  readonly #started = performance.now();

  async run<T>(title: string, work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const reminder = setInterval(() => {
      console.log(`  … ${title} (${seconds(performance.now() - from)})`);
    }, 5_000);
    try {
      const result = await work();
      console.log(`  ${title.padEnd(52)} ${seconds(performance.now() - from)}`);
      return result;
    } finally {
      clearInterval(reminder);
    }
  }

  total(): string {
    return seconds(performance.now() - this.#started);
  }
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1).padStart(5)} s`;
