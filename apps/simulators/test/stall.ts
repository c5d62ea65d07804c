import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Carried } from '../src/delivery/outlet.js';
import type { CaseNews, OrderNews, Platform } from '../src/platforms/platform.js';
import type { Push } from '../src/state/model.js';
import { Accounts } from '../src/vendors/accounts.js';
import { Doors } from '../src/vendors/door.js';
import type { World } from '../src/world.js';

/** The smallest platform there can be: it shouts what it hears, over a line of its own. */
export class Stall implements Platform {
  readonly id = 'stall';
  readonly label = 'Stall';
  readonly sampleShop = { shopId: 'stall-1', name: '小摊', appKey: 'stall-app' };
  readonly apps;
  readonly heard: string[] = [];
  readonly delivered: string[] = [];
  readonly sockets: string[] = [];
  /** Used up from the front; empty: everything is acknowledged. */
  answers: (Carried | Promise<never>)[] = [];
  private readonly world: World;
  private made = 0;

  constructor(world: World) {
    this.world = world;
    const form = {
      id: 'key',
      fields: { key: { type: 'string' }, secret: { type: 'string' } },
      required: ['key', 'secret'],
      secrets: ['secret'],
    };
    this.apps = new Accounts(world.state, this.id, form, { key: 'stall-app', secret: 'sample' });
  }

  static into(world: World): Stall {
    const stall = new Stall(world);
    world.platforms.add(stall);
    world.deliveries.connect(stall.id, stall);
    return stall;
  }

  register: Platform['register'] = (app) => {
    const answer = { code: '0', body: { ok: true } };
    new Doors(this.id, this.world.faults, this.world.ledger).open(app, [
      {
        path: '/stall/*',
        methods: ['GET', 'POST'],
        throttled: () => ({ code: 'slow', body: {} }),
        admit: ({ path, query }) => ({
          method: path.slice('/stall/'.length),
          about: { shopId: query.get('shop') ?? undefined, orderIds: query.getAll('order') },
          run: () => Promise.resolve(answer),
        }),
      },
    ]);
  };

  upgrade(request: IncomingMessage, socket: Duplex): void {
    this.sockets.push(request.url ?? '');
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: stall\r\nConnection: Upgrade\r\n\r\n');
  }

  newOrderId(): string {
    this.made += 1;
    return `S-${String(this.made)}`;
  }

  newCaseId(): string {
    this.made += 1;
    return `C-${String(this.made)}`;
  }

  order({ what, order, parcel }: OrderNews): void {
    this.heard.push(parcel ? `${what} ${parcel.number}` : what);
    this.say(what, { shopId: order.shopId, orderId: order.id });
  }

  afterSale({ what, one, shop }: CaseNews): void {
    this.heard.push(`${what} by ${one.history.at(-1)?.by ?? ''}`);
    this.say(what, { shopId: shop.shopId, orderId: one.orderId, afterSaleId: one.id });
  }

  urlOf(): null {
    return null;
  }

  took(): boolean {
    return false;
  }

  async carry(push: Push): Promise<Carried> {
    const answer = await (this.answers.shift() ?? { outcome: 'acked' as const });
    if (answer.outcome === 'acked') this.delivered.push(push.body);
    return answer;
  }

  private say(body: string, about: Push['about']): void {
    const forged = { body: 'forged', headers: {} };
    const said = { contentType: 'text/plain', headers: {}, body, forged, about };
    this.world.deliveries.send({ provider: this.id, sender: 'stall-app', key: about.orderId ?? '', ...said });
  }
}
