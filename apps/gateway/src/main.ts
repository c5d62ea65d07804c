import { ConsumerRunner } from '@cartrail/messaging';
import { createClock, createLogger, createService, loadConfig, runMain } from '@cartrail/service-kit';
import { environment, GatewayConfig } from './config.js';
import { GatewayModule } from './gateway.module.js';
import { passUploadsOn } from './inbound/http/uploads.js';
import { addReference } from './reference.js';

runMain('gateway', async () => {
  const config = loadConfig(GatewayConfig, environment());
  const logger = createLogger('gateway', config.LOG_LEVEL);
  const clock = await createClock(config, 'gateway');
  const log = (message: string): void => {
    logger.warn(message);
  };
  const app = await createService({
    module: GatewayModule.with(config, clock, log),
    logger,
    drainMs: config.DRAIN_MS,
  });
  passUploadsOn(app);
  await addReference(app);
  app.connectMicroservice({ strategy: app.get(ConsumerRunner) });
  await app.listen(config.PORT, '0.0.0.0');
  await app.startAllMicroservices();
});
