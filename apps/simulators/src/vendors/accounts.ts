import { object } from '../control/schemas.js';
import type { State } from '../state/state.js';
import type { AccountDesk } from './vendor.js';

/** An account by the vendor's own names for what it has. */
export type Account = Readonly<Record<string, string | null | undefined>>;

/** What the accounts of a vendor have: the JSON schema of each field, those that must be there, the one that is the id. */
export interface AccountForm {
  readonly id: string;
  readonly fields: Readonly<Record<string, object>>;
  readonly required: readonly string[];
  /** Not shown again. */
  readonly secrets: readonly string[];
}

/** The accounts at one vendor, made by `PUT /control/<vendor>-accounts`. */
export class Accounts implements AccountDesk {
  readonly what: string;
  readonly body: object;

  constructor(
    private readonly state: State,
    private readonly vendor: string,
    private readonly form: AccountForm,
    sample: Account,
  ) {
    const { fields, required } = form;
    this.what = `{${Object.keys(fields)
      .map((name) => (required.includes(name) ? name : `${name}?`))
      .join(', ')}}`;
    this.body = object({ ...fields }, ...required);
    if (this.all().size === 0) this.put(sample);
  }

  get(id: string): Account | undefined {
    return this.all().get(id);
  }

  ids(): string[] {
    return [...this.all().keys()];
  }

  put(body: unknown): object {
    const account = body as Account;
    this.all().set(account[this.form.id] ?? '', account);
    return Object.fromEntries(Object.entries(account).filter(([name]) => !this.form.secrets.includes(name)));
  }

  private all(): Map<string, Account> {
    return this.state.shelf(`${this.vendor}.accounts`) as Map<string, Account>;
  }
}
