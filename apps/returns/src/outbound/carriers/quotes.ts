import { CarrierError, isSupported } from '@cartrail/carriers';
import { applyByTenant, type AnyChange, type Commands } from '@cartrail/messaging';
import type { CredentialNews } from '../../domain/account-standing.js';
import type {
  AccountNews,
  Channel,
  PassedOver,
  QuoteQuestion,
  Quoted,
  Quotes,
} from '../../application/ports.js';
import type { AskedAccount } from './asked-account.js';
import type { BookingAccounts } from './booking-accounts.js';
import { passedOver } from './passed-over.js';
import { toRequest, withinPatience } from './question.js';
import { stayingAway } from './reach.js';
import type { TenantAccounts } from './tenant-accounts.js';

/** A second account may still be asked before the buyer goes away. */
const MOST_ROUNDS = 2;

/** A carrier's price, and who is still to be asked for it. */
interface Open {
  readonly question: QuoteQuestion;
  readonly left: readonly AskedAccount[];
}

type Answer = { readonly quoted: readonly Quoted[] } | { readonly why: string };

/**
 * Asks for the price of each carrier where the tenant wants it asked, and the next account where one is silent; after
 * that the card's price stands. Who tells no prices is asked whether he comes at all. Couriers are ordered where the tenant says, else where the price came from.
 */
export class ProviderQuotes implements Quotes {
  constructor(
    private readonly accounts: BookingAccounts,
    private readonly news: AccountNews<AnyChange>,
    private readonly commands: Commands,
  ) {}

  async ask(
    tenantId: string,
    carriers: readonly string[],
    questions: readonly QuoteQuestion[],
  ): Promise<readonly Channel[]> {
    const known = await this.accounts.ofTenant(tenantId);
    const [channels, { unserved, news }] = await Promise.all([
      this.priced(tenantId, known, carriers, questions),
      stayingAway(known, questions),
    ]);
    await this.tell(tenantId, news);
    return channels.map((each) => (unserved.has(each.carrier) ? { ...each, unserved: true } : each));
  }

  private async priced(
    tenantId: string,
    known: TenantAccounts<AskedAccount>,
    carriers: readonly string[],
    questions: readonly QuoteQuestion[],
  ): Promise<readonly Channel[]> {
    const channels = new Map<string, Channel>();
    const passed: PassedOver[] = [];
    const tell = (carrier: string, account: AskedAccount | undefined, more: Partial<Channel>): void => {
      const booking = known.booking(carrier)[0] ?? account;
      if (!booking) return;
      const { provider, connectionId } = booking;
      channels.set(carrier, { carrier, provider, connectionId, ...more });
    };
    const silent = questions.length === 0 ? 'provider-not-asked' : 'provider-silent';
    for (const carrier of carriers) tell(carrier, known.quoting(carrier)[0], { silent });
    let open = questions.map((question): Open => ({
      question,
      left: known.quoting(question.carrier).filter(({ port }) => isSupported(port.quote)),
    }));
    for (let round = 1; round <= MOST_ROUNDS && open.length > 0; round++) {
      const answers = await Promise.all(
        [...byAccount(open)].map(async ([account, asked]) => ({
          account,
          asked,
          answer: await ask(account, asked),
        })),
      );
      await this.tell(
        tenantId,
        answers.flatMap(({ account }) => account.news() ?? []),
      );
      open = answers.flatMap(({ account, asked, answer }) => {
        if ('why' in answer) {
          const next = round < MOST_ROUNDS ? movedOn(account, asked, answer.why) : [];
          passed.push(...next.map(({ question }) => inVain(account, question, answer.why)));
          return next;
        }
        for (const { question } of asked) {
          const quoted = answer.quoted.find(({ carrier }) => carrier === question.carrier);
          tell(question.carrier, account, { quoted });
        }
        return [];
      });
    }
    const inVainFor = (by: string) => passed.filter(({ carrier }) => carrier === by);
    return [...channels.values()].map((each) => ({ ...each, passedOver: inVainFor(each.carrier) }));
  }

  private tell(tenantId: string, news: readonly CredentialNews[]): Promise<void> {
    const heard = news.map((each) => ({ tenantId, ...each }));
    return applyByTenant(this.commands, heard, (each, cause) => this.news.ofCredentials(each, cause));
  }
}

function byAccount(open: readonly Open[]): ReadonlyMap<AskedAccount, readonly Open[]> {
  const groups = new Map<AskedAccount, Open[]>();
  for (const each of open) {
    const [account] = each.left;
    if (account) groups.set(account, [...(groups.get(account) ?? []), each]);
  }
  return groups;
}

/** Those for whom somebody else is to be asked. */
function movedOn({ provider }: AskedAccount, asked: readonly Open[], why: string): readonly Open[] {
  const open = asked
    .map(({ question, left }) => ({ question, left: left.slice(1) }))
    .filter(({ left }) => left.length > 0);
  if (open.length > 0) passedOver.inc({ operation: 'quote', provider, why });
  return open;
}

const inVain = (
  { provider, connectionId }: AskedAccount,
  { carrier }: QuoteQuestion,
  why: string,
): PassedOver => ({ carrier, provider, connectionId, why });

async function ask({ port }: AskedAccount, asked: readonly Open[]): Promise<Answer> {
  if (!isSupported(port.quote)) return { why: 'unsupported' };
  try {
    const quoted = await withinPatience(port.quote(asked.map(({ question }) => toRequest(question))));
    return quoted ? { quoted } : { why: 'timeout' };
  } catch (error) {
    if (error instanceof CarrierError) return { why: error.kind };
    throw error;
  }
}
