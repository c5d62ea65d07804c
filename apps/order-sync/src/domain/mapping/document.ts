import type { Scalar } from './values.js';
import type { TimeFormat } from './times.js';

/** How one shop, ERP or mall is read and written: no code, only what this file names. */
export interface MappingDocument {
  readonly format: 1;
  readonly name: string;
  readonly connection: Connection;
  readonly sources: Sources;
  readonly maps?: Readonly<Record<string, ValueMap>>;
  readonly order: OrderMapping;
  readonly afterSale?: AfterSaleMapping;
  readonly actions?: Actions;
}

export interface Connection {
  readonly baseUrl: string;
  readonly auth: Auth;
  /** How moments are written in requests. */
  readonly time: TimeFormat;
  readonly answers?: Answers;
}

/** A value of an answer, compared as text. */
export interface Test {
  readonly path: string;
  readonly is: readonly Scalar[];
}

export const failureKinds = [
  'auth_expired',
  'forbidden',
  'throttled',
  'invalid',
  'conflict',
  'manual_only',
  'transient',
] as const;

/** What an answer below HTTP 400 means; without `good` every one of them is. */
export interface Answers {
  readonly good?: Test;
  readonly failures?: readonly (Test & { readonly kind: (typeof failureKinds)[number] })[];
  /** Where the answer tells why it failed. */
  readonly message?: string;
}

export type Letters = 'lower' | 'upper';
export type SignedPart = 'body' | 'timestamp.body';

/** What an application may keep for the presets to sign with. */
export const credentialNames = [
  'token',
  'appKey',
  'secret',
  'accessToken',
  'clientId',
  'clientSecret',
] as const;
export type CredentialName = (typeof credentialNames)[number];

export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'header'; readonly name: string; readonly prefix?: string }
  | { readonly kind: 'query'; readonly name: string }
  | { readonly kind: 'oauth2'; readonly tokenPath: string }
  | {
      readonly kind: 'body-hmac';
      readonly header: string;
      readonly algorithm: HmacAlgorithm;
      readonly encoding: 'hex' | 'base64';
      readonly prefix?: string;
      readonly signed: SignedPart;
      /** Carries Unix seconds; needed where they are signed. */
      readonly timestampHeader?: string;
    }
  | { readonly kind: 'body-md5'; readonly header: string; readonly letters: Letters }
  | SortedAuth
  | { readonly kind: 'top'; readonly method: 'md5' | 'hmac' | 'hmac-sha256' }
  | { readonly kind: 'douyin'; readonly method: 'md5' | 'hmac-sha256' }
  | { readonly kind: 'kuaishou'; readonly method: 'MD5' | 'HMAC_SHA256' };

export type HmacAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** MD5 over every parameter, sorted by name. */
export interface SortedAuth {
  readonly kind: 'sorted-md5';
  /** Parameters of every call: constants, `{{credential.…}}` and `{{now}}`. */
  readonly params: Readonly<Record<string, string>>;
  /** Name and value glued, or `name=value` with `&` between them. */
  readonly pairs: 'glued' | 'ampersand';
  readonly secret: 'before' | 'after' | 'around';
  /** Written between the pairs and the secret: `&key=`. */
  readonly glue?: string;
  readonly letters: Letters;
  readonly as: string;
}

export interface Sources {
  readonly push?: PushSource;
  readonly orders: {
    readonly changed?: ListSource;
    readonly created?: ListSource;
    readonly detail?: DetailSource;
  };
  readonly afterSales?: { readonly changed?: ListSource; readonly detail: DetailSource };
}

export type Proof =
  | {
      readonly kind: 'hmac';
      readonly header: string;
      readonly algorithm: HmacAlgorithm;
      readonly encoding: 'hex' | 'base64';
      readonly prefix?: string;
      readonly signed: SignedPart;
      readonly timestampHeader?: string;
      readonly toleranceSeconds?: number;
    }
  | { readonly kind: 'bearer' };

/** A push is a hint: it names what to ask for. */
export interface PushSource {
  readonly proof: Proof;
  /** Where the messages are; left out: the body is one. */
  readonly list?: string;
  readonly orderId: string;
  readonly afterSaleId?: string;
  /** Left out: the document serves one shop, named by its setting. */
  readonly shopId?: string;
  /** What makes a push the same one; left out: its bytes. */
  readonly key?: readonly string[];
  readonly acknowledgement: {
    readonly status: number;
    readonly type: 'application/json' | 'text/plain';
    readonly body: string;
  };
}

export type JsonTemplate =
  string | number | boolean | null | readonly JsonTemplate[] | { readonly [name: string]: JsonTemplate };

/** A call, with tokens in its path and its parameters. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** The name of the method, where a preset signs one. */
  readonly apiMethod?: string;
  readonly in: 'query' | 'form' | 'json';
  readonly params: Readonly<Record<string, JsonTemplate>>;
  /** The parameter that carries all of them as one JSON text. */
  readonly wrapIn?: string;
  readonly answers?: Answers;
}

export type Paginator =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'page';
      readonly first: 0 | 1;
      readonly size: number;
      readonly maxRows: number;
      /** Needed for reading from the last page back, and to know that a window is too full. */
      readonly total?: string;
      readonly more?: Test;
      readonly lastFirst?: boolean;
    }
  | { readonly kind: 'cursor'; readonly next: string; readonly size?: number; readonly more?: Test };

export interface ListSource {
  readonly call: Call;
  readonly paginator: Paginator;
  readonly list: string;
  readonly maxSpanMinutes: number;
  readonly maxAgeDays: number;
  /** `whole`: a row is mapped as it is; else it only tells what to ask for. */
  readonly rows:
    { readonly kind: 'whole' } | { readonly kind: 'sign'; readonly id: string; readonly updatedAt?: Rule };
}

export interface DetailSource {
  readonly call: Call;
  readonly item: string;
}

export interface ValueMap {
  readonly entries: Readonly<Record<string, string>>;
  /** What becomes of a value that has no entry: the payload is refused, or the value is kept as it came. */
  readonly otherwise: 'error' | 'raw';
}

/** Where one of our fields comes from. */
export interface Rule {
  readonly from?: readonly string[];
  readonly constant?: Scalar;
  readonly default?: Scalar;
  readonly steps?: readonly Step[];
}

export type Rules = Readonly<Record<string, Rule>>;

export interface Rows {
  readonly from: string;
  readonly fields: Rules;
}

export interface OrderMapping {
  readonly fields: Rules;
  readonly lines: Rows;
  readonly parcels?: Rows & { readonly lines?: Rows };
}

export interface AfterSaleMapping {
  readonly fields: Rules;
  readonly lines?: Rows;
}

export type Step =
  | { readonly do: 'path'; readonly path: string }
  | { readonly do: 'trim' | 'upper' | 'lower' }
  | { readonly do: 'number' | 'yuanToFen' | 'fen' }
  | { readonly do: 'firstNonEmpty' }
  | { readonly do: 'join'; readonly with: string }
  | { readonly do: 'split'; readonly at: string; readonly take?: number }
  | { readonly do: 'extract'; readonly pattern: string }
  | { readonly do: 'time'; readonly format: TimeFormat }
  | { readonly do: 'map'; readonly map: string }
  | { readonly do: 'carrier'; readonly by: 'code' | 'name' }
  | { readonly do: 'mask'; readonly start: number; readonly end: number }
  | { readonly do: 'each'; readonly steps: readonly Step[] }
  | { readonly do: 'where'; readonly path: string; readonly is: readonly Scalar[]; readonly not?: boolean }
  | {
      readonly do: 'when';
      readonly all: readonly Test[];
      readonly then: Scalar;
      readonly otherwise?: Scalar;
    };

export const actionNames = [
  'agreeReturn',
  'agreeRefund',
  'refundReceived',
  'reject',
  'fillReturnWaybill',
  'reportReceived',
] as const;
export type ActionName = (typeof actionNames)[number];

export interface CaseCall {
  readonly call: Call;
  /** Our words of a case's status at which this may be said; at every other one it is a conflict. */
  readonly at?: readonly string[];
}

export type Actions = Readonly<Partial<Record<ActionName, CaseCall>>> & {
  /** Our carrier code → theirs. */
  readonly companies?: Readonly<Record<string, string>>;
  readonly ship?: { readonly call: Call };
};
