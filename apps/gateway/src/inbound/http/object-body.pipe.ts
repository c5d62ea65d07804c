import type { PipeTransform } from '@nestjs/common';
import { ProblemError } from '@cartrail/service-kit';

/** For handlers that look into a body before its owner does: a body that is no object lacks what it must have. */
export class ObjectBody implements PipeTransform<unknown, object> {
  constructor(private readonly required: string) {}

  transform(body: unknown): object {
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
    throw new ProblemError(400, 'request/invalid', 'The request breaks the rules', 'send a JSON object', {
      errors: [{ pointer: `/${this.required}`, code: 'missing', message: `${this.required} is required` }],
    });
  }
}
