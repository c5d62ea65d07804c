import { CarrierError, isSupported, type QuoteRequest } from '@cartrail/carriers';
import type { QuoteQuestion } from '../../application/ports.js';
import type { CredentialNews } from '../../domain/account-standing.js';
import type { AskedAccount } from './asked-account.js';
import { toRequest, withinPatience } from './question.js';
import type { TenantAccounts } from './tenant-accounts.js';

interface StayingAway {
  readonly unserved: ReadonlySet<string>;
  readonly news: readonly CredentialNews[];
}

/**
 * Carriers that certainly do not come, by the word of an account that tells no prices: one that does answers with the
 * price. Any other end than a plain no says nothing.
 */
export async function stayingAway(
  known: TenantAccounts<AskedAccount>,
  questions: readonly QuoteQuestion[],
): Promise<StayingAway> {
  const asked = questions
    .map(toRequest)
    .filter(isExact)
    .flatMap((question) => {
      const account = [...known.booking(question.carrier), ...known.quoting(question.carrier)].find(
        tellsReachOnly,
      );
      return account ? [{ question, account }] : [];
    });
  const answers = await Promise.all(asked.map(({ question, account }) => isServed(account, question)));
  const accounts = new Set(asked.map(({ account }) => account));
  return {
    unserved: new Set(asked.flatMap(({ question }, at) => (answers[at] === false ? [question.carrier] : []))),
    news: [...accounts].flatMap((account) => account.news() ?? []),
  };
}

/** Nobody is out of reach in a district that is not known yet. */
const isExact = ({ fromParts, toParts }: QuoteRequest): boolean =>
  fromParts?.district !== undefined && toParts?.district !== undefined;

const tellsReachOnly = ({ port: { reach, quote } }: AskedAccount): boolean =>
  isSupported(reach) && !isSupported(quote);

async function isServed(
  { port: { reach } }: AskedAccount,
  question: QuoteRequest,
): Promise<boolean | undefined> {
  if (!isSupported(reach)) return undefined;
  try {
    return await withinPatience(reach(question));
  } catch (error) {
    if (error instanceof CarrierError) return undefined;
    throw error;
  }
}
