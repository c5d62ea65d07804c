import { CarrierError, type CarrierPort, type LimitGate } from '@cartrail/carriers';
import { Counter } from 'prom-client';
import type { OpenedAccount, Recognisers } from '../../application/ports.js';
import type { AskOutcome, Guess, Opinion } from '../../domain/recognition.js';
import { usable } from './carrier-calls.js';
import type { CredentialsHeard } from './credential-news.js';

type Account = Pick<
  OpenedAccount<CarrierPort>,
  'tenantId' | 'accountId' | 'provider' | 'port' | 'limitsInForce' | 'sealedCredentials' | 'refusing'
>;

interface Accounts {
  recognising(tenantId: string): Promise<readonly Account[]>;
}

/** Takes what answers said of credentials, where that is news. */
type Tell = (heard: readonly CredentialsHeard[]) => Promise<void>;

/** Machine time for all numbers of a batch: somebody waits for the answer, the gateway for ten seconds. */
const PATIENCE_MS = 6_000;

/** Calls of one account under way at a time. */
const AT_ONCE = 4;

const recognitions = new Counter({
  name: 'tracking_recognitions_total',
  help: 'Numbers a provider was asked whose they are, by how that went',
  labelNames: ['provider', 'outcome'],
});

/** Asks one account of each provider a tenant has, within what the provider allows it. */
export class AccountRecognisers implements Recognisers {
  constructor(
    private readonly accounts: Accounts,
    private readonly gate: Pick<LimitGate, 'pass'>,
    private readonly tell: Tell,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  async ask(tenantId: string, numbers: readonly string[]): Promise<ReadonlyMap<string, readonly Opinion[]>> {
    const endsAt = performance.now() + this.patienceMs;
    const accounts = await this.accounts.recognising(tenantId);
    const heard = await Promise.all(accounts.map((account) => this.askOne(account, numbers, endsAt)));
    const news = accounts.flatMap((account, at) => newsOf(account, heard[at] ?? []));
    if (news.length > 0) await this.tell(news);
    return new Map(numbers.map((number, at) => [number, heard.flatMap((said) => said[at] ?? [])]));
  }

  /** A provider that fails at one number is left alone with the others. A no about a number is none about the next. */
  private async askOne(account: Account, numbers: readonly string[], endsAt: number): Promise<Opinion[]> {
    const { provider } = account;
    const said = numbers.map((): Opinion => ({ provider, outcome: 'not-asked', candidates: [] }));
    const waiting = [...numbers.entries()];
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next && performance.now() < endsAt; next = waiting.shift()) {
        const [at, number] = next;
        const opinion = await this.opinion(account, number, endsAt);
        said[at] = opinion;
        if (opinion.outcome !== 'answered' && opinion.outcome !== 'permanent') waiting.length = 0;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    for (const { outcome } of said) recognitions.inc({ provider, outcome });
    return said;
  }

  private async opinion(account: Account, number: string, endsAt: number): Promise<Opinion> {
    const { provider } = account;
    try {
      const candidates = await inTime(this.call(account, number, endsAt), endsAt, provider);
      return { provider, outcome: 'answered', candidates };
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error;
      return { provider, outcome: outcomeOf(error), candidates: [] };
    }
  }

  private async call(
    { tenantId, accountId, provider, port, limitsInForce: limits }: Account,
    number: string,
    endsAt: number,
  ): Promise<readonly Guess[]> {
    await this.gate.pass({ tenantId, provider, limits }, { accountId, operation: 'recognise' });
    // Nobody waits for this answer any more, and it would be paid for.
    if (performance.now() >= endsAt) throw tooLate(provider);
    return usable(port.recognise)(number);
  }
}

/** Of many calls one that was refused counts; what nobody answered says nothing. */
function newsOf(account: Account, said: readonly Opinion[]): CredentialsHeard[] {
  const refused = said.some(({ outcome }) => outcome === 'credentials');
  const taken = !refused && said.some(({ outcome }) => outcome === 'answered');
  return (account.refusing ? taken : refused) ? [{ ...account, refused }] : [];
}

const tooLate = (provider: string) => new CarrierError('retryable', 'no answer in time', { provider });

/** Nothing is changed by such a call: that its outcome is unknown only means that there is no answer. */
const outcomeOf = ({ kind }: CarrierError): AskOutcome => (kind === 'unknown-outcome' ? 'retryable' : kind);

async function inTime<T>(answer: Promise<T>, endsAt: number, provider: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => {
        reject(tooLate(provider));
      },
      Math.max(0, endsAt - performance.now()),
    );
  });
  // A late failure is nobody's any more.
  answer.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => {
    clearTimeout(timer);
  });
}
