import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { CarrierSettingsError } from './errors.js';
import type { CarrierManifest } from './manifest.js';

/** An account's stored settings as the provider's typed config. Violations name fields, never their values. */
export function settingsOf<Config extends object>(
  manifest: CarrierManifest<Config>,
  settings: unknown,
): Config {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    throw new CarrierSettingsError(manifest.provider, [{ field: '', message: 'must be an object' }]);
  }
  const config = plainToInstance(manifest.config, settings as Record<string, unknown>);
  const errors = validateSync(config, {
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
  });
  const violations = errors.map(({ property: field, constraints = {} }) => ({
    field,
    message:
      'whitelistValidation' in constraints
        ? 'is no setting of this provider'
        : (Object.values(constraints)[0] ?? 'is not valid').replace(`${field} `, ''),
  }));
  if (violations.length > 0) throw new CarrierSettingsError(manifest.provider, violations);
  return config;
}
