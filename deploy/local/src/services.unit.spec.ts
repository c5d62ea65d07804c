import { carrierFactories, readBaseUrls } from '@cartrail/carriers';
import { describe, expect, it } from '@jest/globals';
import { portsFrom } from './ports.js';
import { newSecrets } from './secrets.js';
import { serviceEnvironment } from './services.js';

const surroundings = {
  ports: portsFrom(7_300),
  brokers: ['127.0.0.1:7330'],
  adminUrl: 'postgres://postgres@127.0.0.1:7340/postgres',
  topicPrefix: '',
  objects: '/nowhere',
  secrets: newSecrets(),
};

describe('the settings of a service on a machine of our own', () => {
  // The launcher may not know the library, so its list is its own: an adapter that is not in it would call the vendor.
  it.each(['tracking', 'returns'] as const)('send every provider to the simulators: %s', (service) => {
    const { CARRIER_BASE_URLS: urls = '' } = serviceEnvironment(service, surroundings);
    expect(readBaseUrls(urls)).toEqual(
      Object.fromEntries(
        [...carrierFactories.keys()].map((provider) => [provider, `http://127.0.0.1:7320/${provider}`]),
      ),
    );
  });
});
