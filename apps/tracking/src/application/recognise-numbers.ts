import type { Followed, Guess, Opinion, Recognition } from '../domain/recognition.js';
import type { FormHistory, Recognisers } from './ports.js';

/** What the carriers library knows of numbers. */
export interface NumberLore {
  readonly normalise: (text: string) => string;
  readonly formOf: (number: string) => string;
  readonly weigh: (
    number: string,
    evidence: { readonly answers: readonly Opinion[]; readonly history: readonly Followed[] },
  ) => readonly Guess[];
}

/** Whose numbers these may be, by their looks, the tenant's own parcels, and what the tenant's aggregators say. */
export class RecogniseNumbers {
  constructor(
    private readonly lore: NumberLore,
    private readonly history: FormHistory,
    private readonly recognisers: Recognisers,
  ) {}

  /**
   * One answer per number, in the order given. `ask`: whether calls may be made that the tenant pays for; nobody is asked
   * about a number that is certain without.
   */
  async execute(
    tenantId: string,
    texts: readonly string[],
    { ask }: { readonly ask: boolean },
  ): Promise<readonly Recognition[]> {
    const { normalise, formOf, weigh } = this.lore;
    const numbers = [...new Set(texts.map(normalise))];
    const forms = [...new Set(numbers.map(formOf))];
    const followed = await this.history.of(tenantId, forms);
    const weighed = (number: string, answers: readonly Opinion[]): readonly Guess[] =>
      weigh(number, { answers, history: followed.get(formOf(number)) ?? [] });
    const doubtful = ask ? numbers.filter((number) => !isCertain(weighed(number, []))) : [];
    const opinions = doubtful.length > 0 ? await this.recognisers.ask(tenantId, doubtful) : undefined;
    return texts.map((text) => {
      const said = opinions?.get(normalise(text)) ?? [];
      const candidates = weighed(normalise(text), said);
      const asked = said.map(({ provider, outcome }) => ({ provider, outcome }));
      return { number: text, certain: isCertain(candidates), candidates, asked };
    });
  }
}

const isCertain = ([first]: readonly Guess[]): boolean => first?.confidence === 'certain';
