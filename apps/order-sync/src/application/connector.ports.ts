import type { Clock } from '@cartrail/kernel';
import type { PlatformId } from '../domain/platform.js';
import type { PlatformCases, Rejection } from './after-sale.ports.js';
import type { PlatformOrders, Shipping } from './order.ports.js';
import type { ReadPush, TokenPair } from './platform.ports.js';

/** What a connector may be able to do; what it cannot has its reason in the manifest. */
export const platformFeatures = [
  'authorise-self',
  'authorise-code',
  'refresh',
  'order',
  'orders-changed',
  'orders-created',
  'case',
  'cases-changed',
  'cases-created',
  'push',
  'signed-push',
  'channel',
  'decrypt',
  'ship',
  'agree-return',
  'agree-refund',
  'refund-received',
  'reject',
  'fill-return-waybill',
  'report-received',
] as const;
export type PlatformFeature = (typeof platformFeatures)[number];

/** One field of an application's credentials or settings, for whoever fills it in. */
export interface ApplicationField {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly optional?: true;
  /** Set by what the service does, and by nobody who fills in settings: says by what. */
  readonly setBy?: string;
  /** A regular expression the whole value must match. */
  readonly pattern?: string;
}

export interface CallLimits {
  readonly callsPerSecond?: number;
  /** In any 24 hours. */
  readonly callsPerDay?: number;
}

export interface PlatformManifest {
  readonly id: PlatformId;
  readonly zh: string;
  readonly en: string;
  /** What the vendor's console gives; every one of them is kept sealed and is never shown again. */
  readonly credentials: readonly ApplicationField[];
  /** What the platform's documents leave open and a merchant has to say. */
  readonly settings: readonly ApplicationField[];
  /** The documented addresses by what they serve; an application may name others. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly features: readonly PlatformFeature[];
  readonly notSupported: Readonly<Partial<Record<PlatformFeature, string>>>;
  /** How far a poll stays behind now: the platform's lists are later than its pushes. */
  readonly lagMs: number;
  /** The shortest time between two polls of one shop that the platform asks for; any where absent. */
  readonly pollEveryMs?: number;
  /** What is documented for one application over all its calls; an application's settings may say otherwise. */
  readonly limits?: CallLimits;
  /** When a token is renewed: a part of its life, or only in its last `lastMs`. */
  readonly renewal: { readonly atPart: number } | { readonly lastMs: number };
}

/** One application at a platform, opened for use. */
export interface Application {
  /** The last part of its push URL, `/callbacks/<platform>/<connectionId>`. */
  readonly connectionId: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string>>;
  /** Instead of the manifest's. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** One platform, one implementation each. */
export interface Connector {
  readonly manifest: PlatformManifest;
  open(application: Application, clock: Clock): OpenPlatform;
}

/** A platform through one application. Every call throws {@link PlatformFailure} and nothing else that is expected. */
export interface OpenPlatform {
  readonly authorisation: Authorisation;
  readonly orders: PlatformOrders;
  readonly cases: PlatformCases;
  readonly shipping?: Shipping;
  readonly door?: PushDoor;
  readonly channel?: PushChannel;
  /** What our rules' refusals are called here, by the rule's code; `*` stands for any. */
  readonly rejections?: ReadonlyMap<string, Rejection>;
  /** What the platform can do and this application does not, each with its reason. */
  readonly withheld?: PlatformManifest['notSupported'];
}

export type Grant =
  | { readonly kind: 'self'; readonly vendorShopId: string }
  | { readonly kind: 'code'; readonly code: string; readonly redirectUri: string };

export interface Granted {
  readonly tokens: TokenPair;
  readonly vendorShopId: string;
  readonly shopName?: string;
}

export interface Authorisation {
  /** The page on which a merchant agrees; absent where there is none. */
  url?(state: string, redirectUri: string): string;
  grant(grant: Grant): Promise<Granted>;
  refresh(held: { readonly refreshToken: string; readonly vendorShopId: string }): Promise<TokenPair>;
}

export interface PushRequest {
  readonly method: 'GET' | 'POST';
  /** As the platform called it, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface PushAnswer {
  readonly status: number;
  readonly type: 'application/json' | 'text/plain';
  readonly body: string;
}

export type PushRefusal = 'signature' | 'app' | 'encoding' | 'time';

export type PushAdmission =
  | { readonly kind: 'accepted'; readonly dedupeKey: string }
  /** A check of the URL, a heartbeat: answered, and nothing to keep. */
  | { readonly kind: 'probe'; readonly answer: PushAnswer }
  | { readonly kind: 'refused'; readonly reason: PushRefusal; readonly answer: PushAnswer };

/** The door a platform pushes through: proof over the bytes as they came, meaning later. */
export interface PushDoor {
  /** The platform's own yes, sent once the push is stored. */
  readonly accepted: PushAnswer;
  /** Headers worth keeping with the push. */
  readonly kept: readonly string[];
  admit(request: PushRequest): PushAdmission;
  /** The stored bytes, still sealed where the platform seals them. Never throws. */
  read(body: string): ReadPush;
}

export interface ChannelMessage {
  readonly dedupeKey: string;
  readonly body: string;
}

/** A connection of ours through which the platform pushes. */
export interface PushChannel {
  /**
   * Connects and hears until the connection ends or `signal` aborts; resolves then, or throws {@link PlatformFailure}.
   * A message is confirmed to the platform once `keep` has resolved, and never before.
   */
  listen(keep: (message: ChannelMessage) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Asks the platform to push this shop's messages, where that takes a call. */
  permit?(accessToken: string): Promise<void>;
  /** Never throws. */
  read(body: string): ReadPush;
}
