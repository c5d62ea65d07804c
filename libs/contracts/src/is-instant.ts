import { IsRFC3339 } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** An instant on the wire: RFC 3339, UTC. */
export function IsInstant(): PropertyDecorator {
  return (target, property) => {
    IsRFC3339()(target, String(property));
    JSONSchema({ format: 'date-time' })(target, String(property));
  };
}
