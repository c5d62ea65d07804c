import type { DynamicModule, FactoryProvider } from '@nestjs/common';
import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { CONNECTIONS, type Connections, type OpenedAccount } from '../src/application/ports.js';

type Account = OpenedAccount<CarrierPort>;

/** The account of a provider that signs nothing: whoever knows the path is let in. */
function unsigned(account: Account): Account {
  const { manifest, callbacks } = account.port;
  if (!isSupported(callbacks)) return account;
  const features = { ...manifest.features, 'signed-push': 'nothing it sends is signed' };
  const open = {
    verify: () => true,
    parse: callbacks.parse.bind(callbacks),
    read: callbacks.read.bind(callbacks),
    ack: callbacks.ack.bind(callbacks),
  };
  return { ...account, port: { ...account.port, manifest: { ...manifest, features }, callbacks: open } };
}

function withUnsigned(connections: Connections<CarrierPort>): Connections<CarrierPort> {
  const find = connections.find.bind(connections);
  const known = connections.known.bind(connections);
  return Object.assign(connections, {
    find: async (id: string) => {
      const account = await find(id);
      return account && unsigned(account);
    },
    known: (id: string) => {
      const account = known(id);
      return account && unsigned(account);
    },
  });
}

const isConnections = (provider: unknown): provider is FactoryProvider<Connections<CarrierPort>> =>
  (provider as { provide?: unknown }).provide === CONNECTIONS;

/** Every provider of the service as one that signs nothing. */
export function signingNothing(module: DynamicModule): DynamicModule {
  const providers = module.providers?.map((provider) => {
    if (!isConnections(provider)) return provider;
    const make = provider.useFactory;
    return {
      ...provider,
      useFactory: async (...given: unknown[]) => withUnsigned(await make(...(given as never[]))),
    };
  });
  return { ...module, providers };
}
