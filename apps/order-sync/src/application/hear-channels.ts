import {
  PlatformFailure,
  type ChannelDirectory,
  type ChannelMessage,
  type ListeningApplication,
  type OpenPlatform,
  type PlatformConnection,
  type Platforms,
  type ShopRef,
  type Tokens,
} from './ports.js';

/** After a connection that ended, in ms: doubled while it does not hold, up to the second. */
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;
/** A connection that held so long was a good one. */
const HELD_MS = 60_000;

export interface HearingParts {
  readonly directory: ChannelDirectory;
  readonly platforms: Platforms;
  readonly tokens: Tokens;
  /** Resolves once the message is durable. */
  readonly keep: (application: ListeningApplication, message: ChannelMessage) => Promise<void>;
  /** Machine time. */
  readonly now: () => number;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log: (message: string) => void;
}

interface Hearing {
  readonly platform: OpenPlatform;
  readonly stop: AbortController;
  readonly over: Promise<void>;
}

/** Keeps one connection open to every platform that pushes through one, as long as an application has a shop there. */
export class HearChannels {
  private readonly hearing = new Map<string, Hearing>();
  private readonly permitted = new Set<string>();
  private stopped = false;

  constructor(private readonly parts: HearingParts) {}

  /** Opens what is missing, closes what nobody needs, and opens anew what has other credentials now. */
  async turn(): Promise<void> {
    const listening = await this.parts.directory.listening(this.withChannel());
    const found = await this.connectionsOf(listening);
    await Promise.all(listening.map((each) => this.open(each, found.get(each.connectionId))));
    const wanted = new Set(listening.map(({ connectionId }) => connectionId));
    await Promise.all(
      [...this.hearing].filter(([id]) => !wanted.has(id)).map(([id, hearing]) => this.close(id, hearing)),
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.hearing].map(([id, hearing]) => this.close(id, hearing)));
  }

  private withChannel() {
    return this.parts.platforms
      .manifests()
      .filter(({ features }) => features.includes('channel'))
      .map(({ id }) => id);
  }

  /** One look-up for each platform that pushes so. */
  private async connectionsOf(
    listening: readonly ListeningApplication[],
  ): Promise<ReadonlyMap<string, PlatformConnection>> {
    const platforms = [...new Set(listening.map(({ platform }) => platform))];
    const found = await Promise.all(
      platforms.map((platform) =>
        this.parts.platforms.connections(
          platform,
          listening.filter((each) => each.platform === platform).map(({ connectionId }) => connectionId),
        ),
      ),
    );
    return new Map(found.flatMap((connections) => [...connections]));
  }

  private async open(
    application: ListeningApplication,
    found: PlatformConnection | undefined,
  ): Promise<void> {
    const { connectionId, shops } = application;
    const known = this.hearing.get(connectionId);
    if (known && known.platform !== found?.current) await this.close(connectionId, known);
    if (!found?.current.channel || this.stopped) return;
    await Promise.all(shops.map((shop) => this.permit(shop)));
    if (this.hearing.has(connectionId)) return;
    const stop = new AbortController();
    const over = this.hear(application, found.current, stop.signal);
    this.hearing.set(connectionId, { platform: found.current, stop, over });
  }

  private async close(connectionId: string, { stop, over }: Hearing): Promise<void> {
    stop.abort();
    await over;
    this.hearing.delete(connectionId);
  }

  /** Once per shop and process: the platform forgets nothing of it. */
  private async permit(shop: ShopRef): Promise<void> {
    if (this.permitted.has(shop.shopId)) return;
    try {
      await this.parts.tokens.use(shop, async (token, { channel }) => channel?.permit?.(token));
      this.permitted.add(shop.shopId);
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      this.parts.log(`messages of shop ${shop.shopId} are not permitted yet: ${error.message}`);
    }
  }

  private async hear(
    application: ListeningApplication,
    platform: OpenPlatform,
    signal: AbortSignal,
  ): Promise<void> {
    const { keep, now, pause, log } = this.parts;
    for (let rest = FIRST_REST_MS; !signal.aborted; rest = Math.min(rest * 2, LONGEST_REST_MS)) {
      const since = now();
      try {
        await platform.channel?.listen((message) => keep(application, message), signal);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log(`the channel ${application.connectionId} of ${application.platform} ended: ${reason}`);
      }
      if (now() - since >= HELD_MS) rest = FIRST_REST_MS;
      await pause(rest, signal);
    }
  }
}
